//! Leaving a team: who owns it next, and what would be lost.

use leptos::task::spawn_local;
use prompt_commons::message::{EngineReply, EngineRequest};
use prompt_commons::stored::Stored as _;
use prompt_commons_engine::{self as engine, Losses, Record};
use web_sys::Node;

use super::heir::{self, Heirs, heirs};
use crate::dom::{El, button, el, nothing};
use crate::session::Session;
use crate::state::{Kept, State};
use crate::words::{self, say};

/// What is asked of someone who leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// Of an owner: who owns the team next.
    Heir(Heirs),
    /// Whether to leave.
    Leave {
        /// What that would lose.
        losses: Losses,
        /// Whether an owner leaves who is the only member.
        is_alone: bool,
    },
}

/// Asks an owner who is next, and everyone else whether to leave.
pub(super) fn ask(
    session: Session,
    record: Kept<Record>,
    asking: State<Option<Asked>>,
    error: State<Option<String>>,
) {
    let id = record.with(|record| record.id.clone());
    spawn_local(async move {
        // A library that can't be read has no members to choose from.
        let joined = session.joined(&id).await;
        let view = engine::view(&session.browser(), &id).await.ok();
        let heirs = view.and_then(|view| heirs(&view, joined.as_deref()));
        match heirs {
            Some(heirs) if !heirs.is_empty() => asking.set(Some(Asked::Heir(heirs))),
            heirs => count(session, record, asking, error, heirs.is_some()).await,
        }
    });
}

/// Asks whether to leave, with what that would lose.
async fn count(
    session: Session,
    record: Kept<Record>,
    asking: State<Option<Asked>>,
    error: State<Option<String>>,
    is_alone: bool,
) {
    let request = EngineRequest::Losses { library: record.with(|record| record.id.to_string()) };
    match session.engine().ask(&request, None).await {
        EngineReply::Losses { losses } => {
            asking.set(Losses::from_text(&losses).map(|losses| Asked::Leave { losses, is_alone }));
        }
        EngineReply::Failed { reason, .. } => error.set(Some(words::sentence(&reason))),
        _ => {}
    }
}

/// Draws what is asked.
pub(super) fn question(
    session: Session,
    record: Kept<Record>,
    asked: Asked,
    asking: State<Option<Asked>>,
    error: State<Option<String>>,
) -> Node {
    let stay = move || {
        error.set(None);
        asking.set(None);
    };
    match asked {
        Asked::Heir(heirs) => {
            let done = move || ask(session, record, asking, error);
            let anyway = move || spawn_local(count(session, record, asking, error, false));
            heir::ask(session, heirs, done, anyway, stay)
        }
        Asked::Leave { losses, is_alone } => {
            let again = move || ask(session, record, asking, error);
            let is_rescued = State::new(false);
            let leave = leave(session, record, losses.clone(), (error, is_rescued), again);
            let hint = if is_alone { "heir-none" } else { "teams-leave-hint" };
            let stay = button("", stay).stays().say("teams-stay");
            let rescue = rescue(session, record, losses.prompts, (error, is_rescued));
            let lost =
                move || if losses.is_empty() { nothing() } else { lost(&losses, is_rescued.get()).into() };
            el("div")
                .class("stack ask")
                .attr("role", "dialog")
                .attr_say("aria-label", "teams-leave-question")
                .child(el("p").say(hint))
                .child(el("div").attr("role", "status").part(lost))
                .child(el("div").class("row wrap").child(stay).part(rescue).child(leave))
                .into()
        }
    }
}

/// Returns the button that leaves. `again`: what follows if it is refused, as there is more to lose than was said.
fn leave(
    session: Session,
    record: Kept<Record>,
    losses: Losses,
    (error, is_rescued): (State<Option<String>>, State<bool>),
    again: impl Fn() + Copy + 'static,
) -> El {
    let (library, name) = record.with(|record| (record.id.to_string(), record.name.clone()));
    let agreed = losses.to_text();
    let leave = move || {
        let (library, agreed, name) = (library.clone(), agreed.clone(), name.clone());
        spawn_local(async move {
            let leave = EngineRequest::Leave { library, agreed };
            if let EngineReply::Failed { reason, .. } = session.engine().ask(&leave, None).await {
                error.set(Some(words::sentence(&reason)));
                again();
            } else {
                session.read_libraries().await;
                session.say(say!("teams-left", name = &words::clip(&name, 40)));
            }
        });
    };
    let label = move || {
        let is_lossy = if is_rescued.get() { left(&losses) } else { !losses.is_empty() };
        if is_lossy { say!("teams-leave-losing") } else { say!("teams-leave") }
    };
    button("grave", leave).text_of(label)
}

/// Returns what draws the button that copies `prompts` to My Prompts before they are lost, until it did.
fn rescue(
    session: Session,
    record: Kept<Record>,
    prompts: u32,
    (error, is_rescued): (State<Option<String>>, State<bool>),
) -> impl Fn() -> Node + 'static {
    let rescue = move || {
        let rescue = EngineRequest::Rescue { library: record.with(|record| record.id.to_string()) };
        is_rescued.set(true);
        spawn_local(async move {
            if let EngineReply::Failed { reason, .. } = session.engine().ask(&rescue, None).await {
                error.set(Some(words::sentence(&reason)));
                is_rescued.set(false);
            } else {
                session.say(say!("teams-rescued", count = prompts));
            }
        });
    };
    move || {
        if prompts == 0 || is_rescued.get() {
            nothing()
        } else {
            button("", rescue).say("teams-rescue").into()
        }
    }
}

/// Tells whether something is lost besides prompts that were copied: what was begun, notes, and edits of other things.
fn left(losses: &Losses) -> bool {
    losses.edits > losses.prompts || losses.drafts > 0 || losses.notes > 0
}

/// Draws what leaving would lose. `is_rescued`: whether the prompts were copied to My Prompts.
fn lost(losses: &Losses, is_rescued: bool) -> El {
    let line = |(count, words): (u32, String)| (count > 0).then(|| el("li").text(&words));
    let [edits, drafts, notes] = [losses.edits, losses.drafts, losses.notes];
    let copied = is_rescued.then(|| el("p").text(&say!("teams-rescued", count = losses.prompts)));
    let others = if is_rescued { edits.saturating_sub(losses.prompts) } else { edits };
    let lines = [
        (others, say!("teams-losing-edits", count = others)),
        (drafts, say!("teams-losing-drafts", count = drafts)),
        (notes, say!("teams-losing-notes", count = notes)),
    ];
    let list = lines.into_iter().filter_map(line).fold(el("ul"), El::child);
    let losing = (!is_rescued || left(losses)).then(|| el("p").say("teams-losing"));
    el("div").maybe(copied).maybe(losing).child(list)
}
