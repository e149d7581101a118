//! What someone sees who opens My Prompts for the first time: three steps of what this is, and prompts to try it with.

use leptos::task::spawn_local;
use prompt_commons::command::Command;
use prompt_commons::model::{Draft, LibraryId, PromptId};
use prompt_commons_browser::commands::{self, OPEN_SELECTOR};
use web_sys::Node;

use super::you;
use crate::derived::Derived;
use crate::dom::{button, el, nothing, part};
use crate::draft::Editing;
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::state::State;
use crate::surface::Route;
use crate::words::say;

/// Each step of the tour: its picture, its heading, what it says.
const STEPS: [(Icon, &str, &str); 3] = [
    (Icon::Search, "welcome-find", "welcome-find-how"),
    (Icon::Insert, "welcome-insert", "welcome-insert-how"),
    (Icon::Team, "welcome-share", "welcome-share-how"),
];

/// The sample prompts: titles and texts.
const SAMPLES: [(&str, &str); 3] = [
    ("sample-summary", "sample-summary-text"),
    ("sample-rewrite", "sample-rewrite-text"),
    ("sample-critic", "sample-critic-text"),
];

/// Draws the ways to begin in place of the list's empty state, and the tour until someone has seen or skipped it.
pub(crate) fn welcome(session: Session) -> Node {
    you::say_erased(session);
    let end = move || session.prefer(&|preferences| preferences.toured = Some(true));
    let samples = move || {
        end();
        add_samples(session);
    };
    let write = move || {
        end();
        session.open_editor(Editing::add(LibraryId::personal(), session.mint()));
    };
    let ways = el("div")
        .class("row wrap centre")
        .child(button("lead", samples).say("welcome-samples"))
        .child(button("", write).child(icon(Icon::Plus)).say("welcome-write"));
    // Many come because a colleague sent them.
    let teams = el("p")
        .class("row centre")
        .child(button("link", move || session.go(Route::Create)).say("team-create"))
        .child(button("link", move || session.go(Route::Join)).say("team-join"));
    let is_toured = Derived::new(move || session.preferences.with(|known| known.toured == Some(true)));
    el("div")
        .class("empty welcome")
        .child(el("h2").say("welcome-heading"))
        .child(el("p").say("welcome-what"))
        .child(ways)
        .child(teams)
        .when(move || !is_toured.get(), move || tour(end))
        .into()
}

/// Draws the tour. `end`: what skips it, and follows its last step.
fn tour(end: impl Fn() + Copy + 'static) -> Node {
    let step = State::new(0usize);
    let keys = State::new(None::<String>);
    spawn_local(async move { keys.set(commands::shortcut(OPEN_SELECTOR).await) });
    let next = move || {
        let is_last = Derived::new(move || step.get() + 1 == STEPS.len());
        let go = move || {
            if is_last.get_untracked() {
                end();
            } else {
                step.update(|step| *step += 1);
            }
        };
        button("quiet", go)
            .text_of(move || if is_last.get() { say!("word-done") } else { say!("welcome-next") })
    };
    let dots = |now: usize| {
        (0..STEPS.len()).fold(el("span").class("dots").attr("aria-hidden", "true"), |dots, at| {
            dots.child(el("span").class(if at == now { "now" } else { "" }))
        })
    };
    let foot = el("div")
        .class("row")
        .child(button("link", end).say("welcome-skip"))
        .child(el("span").class("grow"))
        .part(move || dots(step.get()).into())
        .child(el("span").class("grow"))
        .child(next());
    el("section")
        .class("tour")
        .attr_say("aria-label", "welcome-tour")
        .child(el("div").attr("aria-live", "polite").part(move || picture(step.get(), keys)))
        .child(foot)
        .into()
}

fn picture(step: usize, keys: State<Option<String>>) -> Node {
    let Some((of, heading, how)) = STEPS.get(step).copied() else { return nothing() };
    let how = move || match (of, keys.get()) {
        // Another extension may have taken the keys; the icon is there in any case.
        (Icon::Insert, Some(keys)) => say!("welcome-insert-keys", keys = &keys),
        _ => say!(how),
    };
    el("div")
        .class("step")
        .child(el("span").class("emblem").child(icon(of)))
        .child(el("p").class("unseen").text(&say!("welcome-step", step = step + 1, of = STEPS.len())))
        .child(el("h3").say(heading))
        .child(el("p").text_of(how))
        .into()
}

fn add_samples(session: Session) {
    let made: Vec<(PromptId, Draft)> = SAMPLES
        .iter()
        .map(|(title, text)| {
            let tags = vec![say!("sample-tag")];
            (session.mint(), Draft { title: say!(title), content: say!(text), tags, ..Draft::default() })
        })
        .collect();
    let ids: Vec<String> = made.iter().map(|(id, _)| id.to_string()).collect();
    let add = |(id, draft)| Command::add(id, draft);
    let commands = made.into_iter().map(add).collect();
    spawn_local(async move {
        if all(session, commands).await {
            session.prefer(&|preferences| preferences.samples = Some(ids.clone()));
        }
    });
}

/// Draws what removes the samples, for as long as any is there as it was added.
pub(crate) fn samples(session: Session) -> Node {
    let left = Derived::new(move || {
        let ids = session.preferences.with(|preferences| preferences.samples.clone().unwrap_or_default());
        let view = session.view().filter(|view| view.record.id.is_personal() && !ids.is_empty());
        let mine = |id: &String| {
            let id = PromptId::parse(id)?;
            let prompt = view.as_ref()?.library.prompt(&id)?;
            // Once it was worked on it is a prompt like any other.
            let is_as_added = prompt.modified_at() == prompt.created_at();
            is_as_added.then(|| (id, prompt.draft().clone()))
        };
        ids.iter().filter_map(mine).map(|(id, draft)| (id, Box::new(draft))).collect::<Vec<_>>()
    });
    let remove = move || {
        let delete = |(id, seen): (PromptId, Box<Draft>)| Command::DeletePrompt {
            id,
            seen: *seen,
            beside: Vec::new(),
        };
        let commands = left.get_untracked().into_iter().map(delete).collect();
        spawn_local(async move {
            if all(session, commands).await {
                session.prefer(&|preferences| preferences.samples = None);
                session.say(say!("samples-removed"));
            }
        });
    };
    part(move || {
        let count = left.with(Vec::len);
        if count == 0 {
            return nothing();
        }
        el("div")
            .class("row samples")
            .child(el("p").class("hint grow").text(&say!("samples-here", count = count)))
            .child(button("quiet wary", remove).say("samples-remove"))
            .into()
    })
}

/// Gives My Prompts many commands at once. Returns whether it went well; if not, the person has been told.
async fn all(session: Session, commands: Vec<Command>) -> bool {
    let done = session.edit_all(&LibraryId::personal(), &commands).await;
    if let Err(reason) = &done {
        session.alert.set(Some(reason.clone()));
    }
    done.is_ok()
}
