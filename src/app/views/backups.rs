//! Backups: taking a library along as a file, and bringing in what such a file holds, after a look at what that would do.

use leptos::task::spawn_local;
use prompt_commons::backup::{self, Backup, Choice, Fate, Plan, Step, Thing};
use prompt_commons::message::{EngineReply, EngineRequest};
use prompt_commons::model::LibraryId;
use prompt_commons::ports::Clock as _;
use prompt_commons::stored::Stored;
use prompt_commons_browser::files;
use prompt_commons_engine::{self as engine, Device as _, Record, View};
use web_sys::Node;

use super::parts;
use crate::dom::{El, button, el, key, nothing, row};
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::state::{Kept, State};
use crate::words;

/// Entries of a backup that are listed.
const MOST: usize = 300;

/// A backup that was read, and what its import would do.
#[derive(Clone)]
struct Ready {
    into: LibraryId,
    from: &'static str,
    plan: Plan,
}

/// Draws the section.
pub(crate) fn backups(session: Session) -> Node {
    let chosen = State::new(LibraryId::personal().to_string());
    let error = State::new(None::<String>);
    let ready = State::new(None::<Ready>);
    let libraries = move || {
        let option = |record: &Record| {
            let (id, name) = (record.id.to_string(), words::library(record));
            row(key(&[&id, &name]), move || el("option").attr("value", &id).text(&name).into())
        };
        session.libraries.with(|all| all.iter().map(option).collect())
    };
    let choose = move |id: String| {
        chosen.set(id);
        ready.set(None);
    };
    let select = el("select").typed("change", choose).rows(libraries);
    let export = move || {
        error.set(None);
        spawn_local(async move {
            let Some(id) = LibraryId::parse(&chosen.get_untracked()) else { return };
            match engine::view(&session.browser(), &id).await {
                Ok(view) => save(session, &view, error),
                Err(reason) => error.set(Some(words::said(&reason))),
            }
        });
    };
    let read = move |event| {
        error.set(None);
        ready.set(None);
        spawn_local(async move {
            match prepare(session, event, &chosen.get_untracked()).await {
                Some(Ok(found)) => ready.set(Some(found)),
                Some(Err(reason)) => error.set(Some(reason)),
                None => {}
            }
        });
    };
    let file = el("input")
        .attr("type", "file")
        .attr("accept", ".json,.csv,.tsv,.txt,application/json,text/csv")
        .attr("aria-label", "Backup to import")
        .on("change", read);
    let words = "An export is a file with all that a library shows. What can be imported: such a file, a backup of My Prompt \
                 Manager or Open Prompt Manager, and tables (CSV). You see first what it would do.";
    el("section")
        .class("stack")
        .child(el("h2").text("Backups"))
        .child(el("p").class("hint").text(words))
        .child(
            el("div")
                .class("row end wrap")
                .child(parts::labelled("Library", select).class("grow"))
                .child(button("", export).child(icon(Icon::File)).text("Export")),
        )
        .child(el("label").class("file").child(el("span").class("label").text("Import into it")).child(file))
        .child(parts::alert_of(error))
        .part(move || ready.get().map_or_else(nothing, |found| dry_run(session, found, ready, error)))
        .into()
}

fn save(session: Session, view: &View, error: State<Option<String>>) {
    let day = session.browser().clock().now().date().to_owned();
    let name: String =
        view.record.name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).take(60).collect();
    if files::download(&format!("{name}-{day}.json"), &backup::export(&view.library, Choice::Everything)) {
        session.say("Exported");
    } else {
        error.set(Some("The browser could not save the file".to_owned()));
    }
}

/// Reads the file that was chosen, and plans its import.
async fn prepare(session: Session, event: web_sys::Event, into: &str) -> Option<Result<Ready, String>> {
    let bytes = match files::chosen(event).await? {
        Ok(bytes) => bytes,
        Err(reason) => return Some(Err(words::said(&reason))),
    };
    let id = LibraryId::parse(into)?;
    let view = match engine::view(&session.browser(), &id).await {
        Ok(view) => view,
        Err(reason) => return Some(Err(words::said(&reason))),
    };
    let plan = |backup: Backup| {
        let plan = backup::plan(&backup, &view.library, &view.record.email);
        Ready { into: id, from: backup.source().name(), plan }
    };
    Some(backup::read(&bytes).map(plan).map_err(|reason| words::said(&reason)))
}

/// Draws what an import would do.
fn dry_run(
    session: Session,
    found: Ready,
    ready: State<Option<Ready>>,
    error: State<Option<String>>,
) -> Node {
    let counts = found.plan.counts(Thing::Prompt);
    let words = format!(
        "{} in this {} backup: {} to add, {} to skip.",
        words::count(counts.added + counts.changed + counts.skipped, "prompt", "prompts"),
        found.from,
        counts.added,
        counts.skipped
    );
    let busy = State::new(false);
    let commands = found.plan.commands();
    let is_empty = commands.is_empty();
    let (commands, into) = (Kept::new(commands), found.into);
    let import = move || {
        let request =
            EngineRequest::EditAll { library: into.to_string(), commands: commands.with(Stored::to_text) };
        let into = into.clone();
        busy.set(true);
        spawn_local(async move {
            if let EngineReply::Failed { reason, .. } = session.engine().ask(&request, None).await {
                error.set(Some(words::sentence(&reason)));
            } else {
                ready.set(None);
                session.say("Imported");
                session.sync(into);
            }
            busy.set(false);
        });
    };
    let steps = found.plan.steps.iter().take(MOST);
    let list = steps.fold(
        el("ul").class("plain scroll titles").attr("tabindex", "0").attr("aria-label", "What it would do"),
        |list, step| list.child(line(step)),
    );
    let more = found.plan.steps.len().saturating_sub(MOST);
    let buttons = el("div")
        .class("row wrap")
        .child(button("lead", import).attr_when("disabled", move || is_empty || busy.get()).text("Import"))
        .child(button("", move || ready.set(None)).text("Cancel"));
    el("div")
        .class("stack")
        .attr("role", "group")
        .attr("aria-label", "Import")
        .child(el("p").attr("role", "status").text(&words))
        .child(list)
        .maybe((more > 0).then(|| el("p").class("hint").text(&format!("and {more} more"))))
        .child(buttons)
        .into()
}

fn line(step: &Step) -> El {
    let (chip, words) = match &step.fate {
        Fate::Added => ("Add", String::new()),
        Fate::Changed => ("Change", String::new()),
        Fate::Skipped(reason) => ("Skip", words::said(reason)),
    };
    let kind = match step.thing {
        Thing::Category => "Category ".to_owned(),
        Thing::Prompt => String::new(),
        Thing::Item(kind) => words::say!(kind.word()),
    };
    let name = words::clip(format!("{kind} {}", step.name).trim(), 80);
    el("li")
        .class("row")
        .child(el("span").class("chip").text(chip))
        .child(el("span").class("name").text(&name))
        .child(el("span").class("hint grow").text(&words))
}
