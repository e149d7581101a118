//! What can be done in an open review.

use leptos::prelude::untrack;
use leptos::task::spawn_local;
use prompt_commons::causal::conflict::Conflict;
use prompt_commons::command::Command;
use prompt_commons::stored::Stored as _;
use prompt_commons_engine::{self as engine, Device as _};

use super::{DRAFT, MOST_LATER, Open, id};
use crate::decided::{Choice, Decided};
use crate::dialog::{self, focus_soon};
use crate::review::{Asked, decide};
use crate::surface::Reviewing;
use crate::words::say;

impl Open {
    pub(super) fn len(self) -> usize {
        self.review.with(|review| review.asked.len() + review.news.len())
    }

    pub(super) fn show(self, stage: Reviewing) {
        self.stage.set(stage);
        // What was clicked is gone.
        focus_soon(id(0));
    }

    pub(super) fn choose(self, question: &Conflict, choice: Choice) {
        self.decide(|decided| decided.choose(question, choice));
    }

    /// Changes what is decided, and keeps that.
    pub(super) fn decide(self, change: impl FnOnce(&mut Decided)) {
        self.decided.update(change);
        self.keep(self.decided.with_untracked(|decided| (!decided.is_empty()).then(|| decided.to_text())));
    }

    /// Keeps what is decided; nothing to forget it.
    pub(super) fn keep(self, decided: Option<String>) {
        let Some(id) = untrack(|| self.session.current()) else { return };
        let browser = self.session.browser();
        spawn_local(async move {
            // One after the other, so that an older state never comes to lie over a newer one.
            let kept = async {
                // A full storage only costs the decisions their safety net.
                let _ = engine::keep_draft(&browser, &id, DRAFT, decided).await;
            };
            browser.exclusive("drafts:review", kept).await;
        });
    }

    /// Closes it, after a question if something would be lost.
    pub(super) fn leave(self) {
        if self.decided.with_untracked(Decided::is_empty) {
            self.close();
        } else {
            self.leaving.set(true);
        }
    }

    /// Closes it, and forgets what was decided.
    pub(super) fn give_up(self) {
        self.keep(None);
        self.close();
    }

    /// Closes it. What is still open is put off: it is in the quiet line, and doesn't come up by itself again.
    pub(super) fn close(self) {
        let keys: Vec<String> =
            self.review.with(|review| review.asked.iter().map(|asked| asked.question.key()).collect());
        self.session.prefer(&|preferences| {
            preferences.later.retain(|later| !keys.contains(later));
            preferences.later.extend_from_slice(&keys);
            let too_many = preferences.later.len().saturating_sub(MOST_LATER);
            preferences.later.drain(..too_many);
        });
        dialog::close();
        self.session.reviewing.set(None);
    }

    /// Decides all that is open for what others wrote.
    pub(super) fn accept_all(self) {
        let choice = |asked: &Asked| Choice::Keep { place: asked.theirs() };
        let choices = self.review.with(|review| review.asked.iter().map(choice).collect());
        self.carry_out(choices, Vec::new(), "review-accepted");
    }

    pub(super) fn apply(self) {
        let decided = self.decided.get_untracked();
        let (choices, commands) = self.review.with(|review| {
            let undone = review.news.iter().filter(|one| decided.undone.contains(&one.unread.number));
            let choices = review.asked.iter().map(|asked| decided.choice(&asked.question)).collect();
            (choices, undone.filter_map(|one| one.undo.clone().ok()).collect())
        });
        let said = if decided.choices.is_empty() { "review-undone" } else { "review-saved" };
        self.carry_out(choices, commands, said);
    }

    /// Edits the library. `said`: the sentence for when it went well.
    pub(super) fn carry_out(self, choices: Vec<Choice>, undo: Vec<Command>, said: &'static str) {
        let (asked, last) = self.review.with(|review| (review.asked.clone(), review.last));
        let asked: Vec<_> = asked.into_iter().zip(choices).collect();
        let mut commands = decide(&asked, || self.session.mint());
        commands.extend(undo);
        self.busy.set(true);
        // The dialog may be gone before the last command is kept.
        let session = self.session;
        let Some(id) = untrack(|| session.current()) else { return };
        spawn_local(async move {
            if !commands.is_empty()
                && let Err(error) = session.edit(&id, commands).await
            {
                session.alert.set(Some(error));
                return;
            }
            self.keep(None);
            let is_read = match last {
                Some(last) => session.mark_read(&id, last).await,
                None => true,
            };
            if is_read {
                session.say(say!(said));
            }
        });
        self.close();
    }
}
