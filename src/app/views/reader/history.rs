//! The versions of a prompt: who saved which and when, what changed in each, and going back to one.

use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::access::{Action, Target};
use prompt_commons::causal::Save;
use prompt_commons::command::Command;
use prompt_commons::model::{Draft, Prompt, PromptId};
use prompt_commons::phrase::Arg;
use web_sys::Node;

use crate::derived::{Derived, effect};
use crate::dom::{El, button, el, key, nothing, part, row};
use crate::session::Session;
use crate::state::State;
use crate::views::compare::{self, Side, Sides};
use crate::views::parts;
use crate::words::{self, say};

/// Draws them, the newest first.
pub(super) fn history(session: Session, prompt: &PromptId) -> El {
    let saves = State::new(Vec::<Save>::new());
    // The version whose difference is shown.
    let open = State::new(None::<u64>);
    let id = prompt.clone();
    let now = Derived::new(move || {
        let view = session.view()?;
        Some((view.record.id.clone(), view.library.prompt(&id)?.draft().clone()))
    });
    let id = prompt.clone();
    effect(move || {
        let (Some((library, _)), id) = (now.get(), id.clone()) else { return };
        spawn_local(async move {
            match session.versions(&library, &id).await {
                Ok(list) => saves.set(list),
                Err(error) => session.alert.set(Some(error)),
            }
        });
    });
    let id = prompt.clone();
    let lines = move || {
        let all = saves.get();
        let newest = all.first().map(|save| save.number);
        let line = |save: Save| {
            let (id, is_newest) = (id.clone(), Some(save.number) == newest);
            let before =
                save.base.and_then(|base| all.iter().find(|other| other.number == base)?.draft.clone());
            let picture = [save.number.to_string(), is_newest.to_string()];
            row(key(&picture.each_ref().map(String::as_str)), move || {
                line(session, open, &id, &save, before.as_ref(), is_newest).into()
            })
        };
        all.iter().cloned().map(line).collect()
    };
    let count = move || match saves.with(Vec::len) {
        0 => say!("versions-all"),
        count => say!("versions-count", count = count),
    };
    el("section")
        .class("stack")
        .attr_say("aria-label", "versions-all")
        .child(el("h3").text_of(count))
        .child(el("ul").class("versions").rows(lines))
}

fn line(
    session: Session,
    open: State<Option<u64>>,
    prompt: &PromptId,
    save: &Save,
    before: Option<&Draft>,
    is_newest: bool,
) -> El {
    let number = save.number;
    let is_own = untrack(|| session.current()).is_some_and(|library| library.is_personal());
    // One's own prompts have no other author.
    let by = save.by.as_ref().map(|by| if is_own { say!("word-you") } else { by.short().to_owned() });
    let said = match (by, save.at.as_ref().map(parts::millis)) {
        (Some(by), Some(at)) => say!("versions-by-at", by = &by, at = Arg::Date(at)),
        (Some(by), None) => say!("versions-by", by = &by),
        (None, Some(at)) => say!("versions-at", at = Arg::Date(at)),
        (None, None) => String::new(),
    };
    let based = save.base.filter(|base| base + 1 < number).map(|base| say!("versions-from", number = base));
    let toggle = move || open.set((open.get_untracked() != Some(number)).then_some(number));
    let title = if is_newest {
        say!("versions-newest", number = number)
    } else {
        say!("versions-one", number = number)
    };
    let opener = button("what", toggle)
        .flag("aria-expanded", move || open.get() == Some(number))
        .child(el("strong").text(&title))
        .child(el("span").class("soft grow").text(&said))
        .maybe(based.map(|based| el("span").class("soft").text(&based)));
    let (prompt, draft, before) = (prompt.clone(), save.draft.clone(), before.cloned());
    el("li").child(opener).part(move || {
        if open.get() != Some(number) {
            return nothing();
        }
        detail(session, &prompt, number, draft.as_ref(), before.as_ref(), is_newest)
    })
}

/// Draws what a version changed, and the ways to go on.
fn detail(
    session: Session,
    prompt: &PromptId,
    number: u64,
    draft: Option<&Draft>,
    before: Option<&Draft>,
    is_newest: bool,
) -> Node {
    let Some(draft) = draft.cloned() else {
        return el("p").class("hint").say("versions-gone").into();
    };
    let view = untrack(|| session.view());
    let Some(view) = view else { return nothing() };
    let Some(now) = view.library.prompt(prompt) else { return nothing() };
    let with_now = State::new(!is_newest);
    let target = Target::prompt(now, &view.record.email);
    let may = !is_newest && view.can(Action::EditPrompt, target).is_ok();
    let (id, seen, old) = (prompt.clone(), now.draft().clone(), draft.clone());
    let restore = move || {
        let Some(library) = untrack(|| session.current()) else { return };
        let command = Command::EditPrompt { id: id.clone(), seen: seen.clone(), draft: old.clone() };
        spawn_local(async move {
            match session.edit(&library, vec![command]).await {
                Ok(outcome) => match words::met(&outcome) {
                    Some(words) => session.say(words),
                    None => session.say(say!("versions-restored", number = number)),
                },
                Err(error) => session.alert.set(Some(error)),
            }
        });
    };
    let restore = may.then(|| button("", restore).say("versions-restore"));
    let pairs = {
        let (id, before) = (prompt.clone(), before.cloned());
        part(move || {
            // What is there now may be another one since, such as after bringing this one back.
            let Some(view) = session.view() else { return nothing() };
            let Some(now) = view.library.prompt(&id).map(Prompt::draft) else { return nothing() };
            let library = &view.library;
            let (sides, left, right) = match &before {
                _ if with_now.get() => (Sides::equal([Side::Then, Side::Now]), &draft, now),
                Some(before) => (Sides::OLD_AND_NEW, before, &draft),
                None => return compare::one(&compare::field("text"), &draft.content),
            };
            if left == right {
                return el("p").class("hint").say("versions-same").into();
            }
            compare::drafts(library, sides, left, right)
        })
    };
    let choice = |sentence: &str, now: bool| {
        button("tag", move || with_now.set(now))
            .flag("aria-pressed", move || with_now.get() == now)
            .say(sentence)
    };
    let compares = el("span")
        .class("row")
        .attr("role", "group")
        .attr_say("aria-label", "versions-compare")
        .child(choice("versions-changed", false))
        .maybe((!is_newest).then(|| choice("versions-with-now", true)));
    el("div")
        .class("stack detail")
        .child(el("div").class("row wrap").child(compares).child(el("span").class("grow")).maybe(restore))
        .child(pairs)
        .into()
}
