//! Backups: taking a library along as a file, and bringing in what such a file holds, after a look at what that would do.

use std::sync::Arc;

use leptos::prelude::document;
use leptos::task::spawn_local;
use prompt_commons::backup::{self, Backup, Choice, Fate, Plan, Step, Thing};
use prompt_commons::format::{MAX_FILE_BYTES, MEGABYTE};
use prompt_commons::message::{EngineReply, EngineRequest};
use prompt_commons::model::{Kind, LibraryId};
use prompt_commons::ports::Clock as _;
use prompt_commons::stored::Stored;
use prompt_commons_browser::files;
use prompt_commons_engine::{self as engine, Device as _, Record, View};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, Node};

use super::parts;
use crate::dom::{El, button, el, key, nothing, row};
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::state::State;
use crate::words::{self, say};

/// The id of the field for a file.
const FILE: &str = "backup-file";

/// Entries of a backup that are listed.
const MOST: usize = 300;

/// Characters of the names of fields that have no place here.
const MOST_FIELDS: usize = 300;

/// A backup that was read, and what its import would do.
#[derive(Clone)]
struct Ready {
    into: LibraryId,
    backup: Arc<Backup>,
    plan: Plan,
    /// What carries the plan out, as the engine takes it.
    commands: Arc<str>,
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
    // Goes up with each other file or library: what was read of one before is not wanted any more.
    let turn = State::new(0_u32);
    let name = State::new(None::<String>);
    let forget = move || {
        turn.update(|turn| *turn += 1);
        ready.set(None);
        name.set(None);
        clear();
    };
    let choose = move |id: String| {
        chosen.set(id);
        forget();
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
    let read = move |event: web_sys::Event| {
        error.set(None);
        ready.set(None);
        turn.update(|turn| *turn += 1);
        let now = turn.get_untracked();
        let field = event.target().map(JsCast::unchecked_into::<HtmlInputElement>);
        name.set(field.and_then(|field| Some(field.files()?.get(0)?.name())));
        spawn_local(async move {
            let found = prepare(session, event, &chosen.get_untracked()).await;
            if turn.get_untracked() != now {
                return;
            }
            let (found, reason) = match found {
                Some(Ok(found)) => (Some(found), None),
                Some(Err(reason)) => (None, Some(reason)),
                None => (None, None),
            };
            if found.is_none() {
                forget();
            }
            ready.set(found);
            error.set(reason);
        });
    };
    let file = el("input")
        .attr("type", "file")
        .attr("id", FILE)
        .class("unseen")
        .attr("accept", ".json,.csv,.tsv,.txt,application/json,text/csv")
        .attr_say("aria-label", "backup-file")
        .on("change", read);
    let picked = el("span").text_of(move || name.get().unwrap_or_else(|| say!("backup-choose")));
    el("section")
        .class("stack")
        .child(el("h2").say("backup-heading"))
        .child(el("p").class("hint").say("backup-hint"))
        .child(
            el("div")
                .class("row end wrap")
                .child(parts::labelled(&say!("backup-library"), select).class("grow"))
                .child(button("", export).child(icon(Icon::File)).say("backup-export")),
        )
        .child(
            el("div")
                .class("file")
                .child(el("span").class("label").say("backup-import-into"))
                .child(el("label").class("picker").child(file).child(icon(Icon::File)).child(picked)),
        )
        .child(parts::alert_of(error))
        .part(move || {
            ready.get().map_or_else(nothing, |found| dry_run(session, &found, ready, error, forget))
        })
        .into()
}

/// Forgets which file was chosen, so that the same one can be chosen again.
fn clear() {
    if let Some(field) = document().get_element_by_id(FILE) {
        field.unchecked_into::<HtmlInputElement>().set_value("");
    }
}

fn save(session: Session, view: &View, error: State<Option<String>>) {
    let day = session.browser().clock().now().date().to_owned();
    let name: String =
        view.record.name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).take(60).collect();
    if files::download(&format!("{name}-{day}.json"), &backup::export(&view.library, Choice::Everything)) {
        session.say(say!("backup-exported"));
    } else {
        error.set(Some(say!("backup-not-saved")));
    }
}

/// Reads the file that was chosen, and plans its import.
async fn prepare(session: Session, event: web_sys::Event, into: &str) -> Option<Result<Ready, String>> {
    let bytes = match files::chosen(event).await? {
        Ok(bytes) => bytes,
        Err(reason) => return Some(Err(words::said(&reason))),
    };
    let into = LibraryId::parse(into)?;
    let backup = match backup::read(&bytes) {
        Ok(backup) => Arc::new(backup),
        Err(reason) => return Some(Err(words::said(&reason))),
    };
    Some(planned(session, into, backup).await)
}

/// Plans an import into a library as it is now in its folder, where someone else may have imported the same.
async fn planned(session: Session, into: LibraryId, backup: Arc<Backup>) -> Result<Ready, String> {
    if !into.is_personal() {
        // A folder that is out of reach shows what is known of it.
        session.engine().ask(&EngineRequest::Sync { library: into.to_string() }, None).await;
    }
    let view = engine::view(&session.browser(), &into).await.map_err(|reason| words::said(&reason))?;
    let plan = backup::plan(&backup, &view.library, &view.record.email);
    let commands: Arc<str> = plan.commands().to_text().into();
    // About as much as the file grows by: it could not be written any more.
    let size = view.record.size.unwrap_or_default() + commands.len() as u64;
    if size > MAX_FILE_BYTES {
        return Err(say!("backup-too-large", most = MAX_FILE_BYTES / MEGABYTE));
    }
    Ok(Ready { into, backup, plan, commands })
}

/// Draws what an import would do.
fn dry_run(
    session: Session,
    found: &Ready,
    ready: State<Option<Ready>>,
    error: State<Option<String>>,
    forget: impl Fn() + Copy + 'static,
) -> Node {
    let counts = found.plan.counts(Thing::Prompt);
    let words = say!(
        "backup-plan",
        count = counts.added + counts.changed + counts.skipped,
        source = found.backup.source().name(),
        added = counts.added,
        skipped = counts.skipped
    );
    let busy = State::new(false);
    let is_empty = found.plan.commands().is_empty();
    let shown = found.clone();
    let import = move || {
        let shown = shown.clone();
        busy.set(true);
        spawn_local(async move {
            let outcome = carry_out(session, shown).await;
            // Whoever looks at another backup by now goes on with that.
            if busy.is_there() {
                match outcome {
                    Ok(None) => forget(),
                    Ok(Some(anew)) => {
                        error.set(Some(say!("backup-anew")));
                        ready.set(Some(anew));
                    }
                    Err(reason) => error.set(Some(reason)),
                }
                busy.set(false);
            }
        });
    };
    let steps = found.plan.steps.iter().take(MOST);
    let list = steps.fold(
        el("ul").class("plain scroll titles").attr("tabindex", "0").attr_say("aria-label", "backup-steps"),
        |list, step| list.child(line(step)),
    );
    let mended = (found.backup.mended() > 0)
        .then(|| el("p").class("hint").text(&say!("backup-mended", count = found.backup.mended())));
    let fields: Vec<&str> = found.plan.left_out.iter().map(String::as_str).collect();
    let fields = words::clip(&fields.join(", "), MOST_FIELDS);
    let left_out =
        (!fields.is_empty()).then(|| el("p").class("hint").text(&say!("backup-left-out", fields = &fields)));
    let more = found.plan.steps.len().saturating_sub(MOST);
    let buttons = el("div")
        .class("row wrap")
        .child(
            button("lead", import).attr_when("disabled", move || is_empty || busy.get()).say("backup-import"),
        )
        .child(button("", forget).attr_when("disabled", move || busy.get()).say("word-cancel"));
    el("div")
        .class("stack")
        .attr("role", "group")
        .attr_say("aria-label", "backup-importing")
        .child(el("p").attr("role", "status").text(&words))
        .child(list)
        .maybe((more > 0).then(|| el("p").class("hint").text(&say!("backup-more", count = more))))
        .maybe(mended)
        .maybe(left_out)
        .child(buttons)
        .into()
}

/// Imports what was shown. Returns what there is to look at instead, if it would do something else by now.
async fn carry_out(session: Session, shown: Ready) -> Result<Option<Ready>, String> {
    let Ready { into, backup, plan, .. } = shown;
    let now = planned(session, into, backup).await?;
    if now.plan != plan {
        return Ok(Some(now));
    }
    let commands = now.commands.to_string();
    let request = EngineRequest::EditAll { library: now.into.to_string(), commands };
    if let EngineReply::Failed { reason, .. } = session.engine().ask(&request, None).await {
        return Err(words::sentence(&reason));
    }
    let (library, counts) = (now.into.as_str(), now.plan.counts(Thing::Prompt));
    session.habit(&|habits| now.plan.used.iter().for_each(|id| habits.use_of(library, id.as_str())));
    session.say(say!("backup-imported", count = counts.added + counts.changed));
    session.sync(now.into);
    Ok(None)
}

fn line(step: &Step) -> El {
    let (chip, words) = match &step.fate {
        Fate::Added => ("backup-add", String::new()),
        Fate::Changed => ("backup-change", String::new()),
        Fate::Skipped(reason) => ("backup-skip", words::said(reason)),
    };
    let name = match step.thing {
        Thing::Category => say!("backup-category", name = &step.name),
        Thing::Prompt => step.name.clone(),
        Thing::Item(Kind::Set) => say!("backup-set", name = &step.name),
        Thing::Item(Kind::Comment) => say!("backup-comment", text = &step.name),
        Thing::Item(Kind::Project) => say!("backup-project", name = &step.name),
        Thing::Item(Kind::Block) => say!("backup-block", name = &step.name),
    };
    let name = backup::entry(&step.name).map_or(name, |number| say!("backup-entry", number = number));
    let name = words::clip(name.trim(), 80);
    el("li")
        .class("row")
        .child(el("span").class("chip").say(chip))
        .child(el("span").class("name").text(&name))
        .child(el("span").class("hint grow").text(&words))
}
