//! What is kept safe: what is held back, what no role allows, and what can be brought back from the trash.

use leptos::prelude::untrack;
use leptos::task::spawn_local;
use prompt_commons::access::{Action, Denied, Target};
use prompt_commons::causal::Trashed;
use prompt_commons::command::Command;
use prompt_commons::message::{EngineReply, EngineRequest, Verdict};
use prompt_commons::model::{PromptId, Timestamp};
use prompt_commons::phrase::Arg;
use prompt_commons::stored::Stored;
use prompt_commons::sync::Brake;
use prompt_commons_engine::{self as engine, Breach, View};
use web_sys::Node;

use super::compare::{self, Sides};
use super::review::{deletes, detail, said};
use super::{empty, header};
use crate::derived::{Derived, effect};
use crate::dom::{El, button, el, group, key, nothing, part, row};
use crate::icon::{Icon, icon};
use crate::session::{Session, Shown};
use crate::state::State;
use crate::surface::Route;
use crate::words::{self, say};

/// Titles of held deletions that are listed; nobody reads more of them one by one.
const MOST_TITLES: usize = 200;

/// What the page shows and a view doesn't hold.
#[derive(Clone, Copy)]
struct Care {
    session: Session,
    breaches: State<Vec<Breach>>,
    /// `None` until it has been read.
    trash: State<Option<Vec<Trashed>>>,
    busy: State<bool>,
}

/// Draws the page.
pub(crate) fn care(session: Session) -> Node {
    let care = Care { session, breaches: State::default(), trash: State::default(), busy: State::default() };
    effect(move || {
        // Whatever changes the library may change these.
        if session.view().is_some() {
            spawn_local(async move { care.read().await });
        }
    });
    let back = move || {
        if let Some(id) = untrack(|| session.current()) {
            session.go(if id.is_personal() { Route::Mine } else { Route::Team(Some(id)) });
        }
    };
    let back = button("quiet back", back).child(icon(Icon::Back)).say("manage-back");
    let stage = Derived::new(move || {
        session.shown.with(|shown| match shown {
            Shown::Ready(view) if view.role().is_none() => Some(Some(words::said(&Denied::NotMember))),
            Shown::Ready(_) => Some(None),
            Shown::Failed(error) => Some(Some(error.clone())),
            _ => None,
        })
    });
    let is_personal = move || untrack(|| session.current()).is_some_and(|id| id.is_personal());
    let sheet = el("div").class("sheet").child(back).part(move || match stage.get() {
        Some(Some(error)) => empty::failed(session, &error),
        None => empty::loading(),
        Some(None) => group(&[
            el("h1").say(if is_personal() { "care-trash" } else { "care-heading" }).into(),
            header::state_only(session).into(),
            care.held(),
            care.not_allowed(),
            care.in_trash().into(),
        ]),
    });
    el("div").class("manage scroll").child(sheet).into()
}

impl Care {
    async fn read(self) {
        let Some(id) = untrack(|| self.session.current()) else { return };
        if let Ok(breaches) = engine::breaches(&self.session.browser(), &id).await {
            self.breaches.set(breaches);
        }
        let ask = EngineRequest::Trash { library: id.to_string() };
        match self.session.engine().ask(&ask, None).await {
            EngineReply::Trash { prompts } => self.trash.set(Stored::from_text(&prompts)),
            EngineReply::Failed { reason, .. } => self.session.alert.set(Some(words::sentence(&reason))),
            _ => {}
        }
    }

    /// Has the engine do something about the library, and says what was done: the sentence `done`.
    fn act(self, request: impl FnOnce(String) -> EngineRequest, done: &'static str) {
        let Some(id) = untrack(|| self.session.current()) else { return };
        self.busy.set(true);
        let before = untrack(|| self.session.view()).and_then(|view| view.record.brake.clone());
        let request = request(id.to_string());
        spawn_local(async move {
            let reply = self.session.engine().ask(&request, None).await;
            let failed = matches!(reply, EngineReply::Failed { .. });
            if let EngineReply::Failed { reason, .. } = reply {
                self.session.alert.set(Some(words::sentence(&reason)));
            }
            // What comes of it changes the view, and so reads the rest anew.
            self.session.read(&id).await;
            let now = untrack(|| self.session.view()).and_then(|view| view.record.brake.clone());
            // If more was held by then, nothing was done.
            if !failed && (now.is_none() || now == before) {
                self.session.say(say!(done));
            }
            self.busy.set(false);
            self.session.sync(id);
        });
    }

    /// Draws what the brake holds.
    fn held(self) -> Node {
        let held = Derived::new(move || self.session.view().and_then(|view| Held::of(&view)));
        part(move || held.with(|held| held.as_ref().map_or_else(nothing, |held| self.brake(held))))
    }

    fn brake(self, held: &Held) -> Node {
        let Held { titles, by, owner, keeps, may_put_back } = held;
        let take = move || self.act(|library| EngineRequest::Allow { library }, "care-taken-over");
        let put_back = move || self.act(|library| EngineRequest::PutBack { library }, "care-put-back");
        let renamed = owner.as_ref().map(|owner| el("p").text(&say!("care-other-owner", owner = owner)));
        let mut gone = el("div").class("stack");
        if !titles.is_empty() {
            let mut list = el("ul")
                .class("plain scroll titles")
                .attr("tabindex", "0")
                .attr_say("aria-label", "care-titles");
            for title in titles.iter().take(MOST_TITLES) {
                list = list.child(el("li").text(title));
            }
            let more = titles.len().saturating_sub(MOST_TITLES);
            let more = (more > 0).then(|| el("p").class("hint").text(&say!("care-more", count = more)));
            gone = gone.child(el("p").text(&deleted(by, titles.len()))).child(list).maybe(more);
        }
        let (back, accept) = match (titles.is_empty(), owner) {
            (false, None) => (say!("care-put-them-back"), "care-accept-deletions"),
            (true, _) => (say!("care-keep-owner", owner = keeps), "care-accept-owner"),
            (false, Some(_)) => (say!("care-put-all-back"), "care-accept-all"),
        };
        let no_way = say!("care-only-owner", owner = keeps);
        let busy = move || self.busy.get();
        let back = may_put_back.then(|| button("lead", put_back).attr_when("disabled", busy).text(&back));
        el("section")
            .class("stack")
            .child(el("h2").say("care-held"))
            .maybe(renamed)
            .child(gone)
            .child(el("p").class("hint").say("care-waits"))
            .maybe((owner.is_some() && !may_put_back).then(|| el("p").class("hint").text(&no_way)))
            .child(
                el("div")
                    .class("row wrap")
                    .maybe(back)
                    .child(button("", take).attr_when("disabled", busy).say(accept)),
            )
            .into()
    }

    /// Draws what no role allows, for the owner.
    fn not_allowed(self) -> Node {
        let any = Derived::new(move || self.breaches.with(|all| !all.is_empty()));
        let lines = move || {
            let all = self.breaches.get();
            all.into_iter()
                .map(|one| row(key(&[&one.number.to_string()]), move || self.breach(&one)))
                .collect()
        };
        part(move || {
            if !any.get() {
                return nothing();
            }
            el("section")
                .class("stack")
                .child(el("h2").say("care-not-allowed"))
                .child(el("p").class("hint").say("care-not-allowed-hint"))
                .child(el("ul").class("plain items").rows(lines))
                .into()
        })
    }

    fn breach(self, one: &Breach) -> Node {
        let Some(view) = untrack(|| self.session.view()) else { return nothing() };
        let (deed, title) = said(&one.change.what, &view.library);
        let by = one.change.by.as_ref();
        let by = by.map_or_else(|| say!("care-in-file"), |by| say!("care-by", by = by.as_str()));
        let number = one.number;
        let decide = move |verdict: Verdict, done: &'static str| {
            let request =
                move |library| EngineRequest::Decide { library, number: number.to_string(), verdict };
            self.act(request, done);
        };
        let busy = move || self.busy.get();
        let take_back = button("lead", move || decide(Verdict::TakeBack, "care-taken-back"))
            .attr_when("disabled", busy)
            .attr("aria-label", &say!("care-take-back-what", deed = &deed, title = &title))
            .say("care-take-back");
        let keep = button("", move || decide(Verdict::Keep, "care-stands"))
            .attr_when("disabled", busy)
            .attr("aria-label", &say!("care-let-stand-what", deed = &deed, title = &title))
            .say("care-let-stand");
        let words = el("div")
            .class("grow")
            .child(el("span").class(if deletes(&one.change.what) { "chip bad" } else { "chip" }).text(&deed))
            .text(" ")
            .child(el("strong").text(&title))
            .text(" ")
            .child(el("span").class("by").text(&by));
        el("li")
            .class("stack")
            .child(el("div").class("row wrap").child(words).child(take_back).child(keep))
            .child(text_of(&view, one))
            .into()
    }

    fn in_trash(self) -> El {
        let may = Derived::new(move || {
            self.session.view().is_some_and(|view| view.can(Action::AddPrompt, Target::Library).is_ok())
        });
        let lines = move || {
            let all = self.trash.get().unwrap_or_default();
            all.into_iter()
                .map(|one| row(key(&[one.id.as_str(), one.at.as_str()]), move || self.trashed(&one, may)))
                .collect()
        };
        let is_personal = untrack(|| self.session.current()).is_some_and(|id| id.is_personal());
        let is_empty = Derived::new(move || self.trash.with(|all| all.as_ref().is_some_and(Vec::is_empty)));
        el("section")
            .class("stack")
            .maybe((!is_personal).then(|| el("h2").say("care-trash")))
            .child(el("p").class("hint").say(if is_personal { "care-trash-own" } else { "care-trash-hint" }))
            .child(el("ul").class("plain items trash").attr_say("aria-label", "care-trash").rows(lines))
            .when(move || is_empty.get(), || el("p").class("faint").say("care-trash-empty").into())
    }

    fn trashed(self, one: &Trashed, may: Derived<bool>) -> Node {
        let (id, title) = (one.id.clone(), one.title.clone());
        let restore = move || self.restore(id.clone());
        let restore = button("", restore)
            .attr("aria-label", &say!("care-restore-what", title = &title))
            .attr_when("disabled", move || self.busy.get() || !may.get())
            .say("care-restore");
        let who = self.session.view().is_some_and(|view| !view.record.id.is_personal());
        let (at, until) = (date(&one.at), day(&one.until));
        let said = if who {
            say!("care-deleted-by", by = one.by.short(), at = at, until = until)
        } else {
            say!("care-deleted-at", at = at, until = until)
        };
        let words = el("div")
            .class("grow")
            .child(el("strong").text(&one.title))
            .child(el("p").class("by").text(&said))
            .child(el("p").class("preview").text(&words::clip(&one.content, 160)));
        el("li").class("row").child(words).child(restore).into()
    }

    fn restore(self, id: PromptId) {
        let Some(library) = untrack(|| self.session.current()) else { return };
        self.busy.set(true);
        spawn_local(async move {
            match self.session.edit(&library, vec![Command::RestorePrompt { id }]).await {
                Ok(outcome) => {
                    self.session.synced(&library).await;
                    self.session.say(words::came_to(&outcome, say!("care-restored")));
                }
                Err(error) => self.session.alert.set(Some(error)),
            }
            self.busy.set(false);
        });
    }
}

/// What the brake holds, in the words of the library.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Held {
    titles: Vec<String>,
    /// Who deleted them.
    by: Vec<String>,
    /// Whom the file names as the owner.
    owner: Option<String>,
    /// The owner of before.
    keeps: String,
    may_put_back: bool,
}

impl Held {
    fn of(view: &View) -> Option<Self> {
        let Brake { removed, by, owner, keeps } = view.record.brake.as_ref()?;
        let title = |id: &PromptId| view.library.prompt(id).map(|prompt| prompt.title().to_owned());
        let keeps = keeps.as_ref().unwrap_or_else(|| view.library.members().owner());
        Some(Self {
            titles: removed.iter().filter_map(title).collect(),
            by: by.iter().map(ToString::to_string).collect(),
            owner: owner.as_ref().map(ToString::to_string),
            keeps: keeps.to_string(),
            may_put_back: match owner {
                Some(_) => keeps.is(&view.record.email),
                None => view.can(Action::AddPrompt, Target::Library).is_ok(),
            },
        })
    }
}

/// Says who deleted so many prompts at once.
fn deleted(by: &[String], count: usize) -> String {
    let who = by.iter().cloned().reduce(|one, other| say!("care-and", one = &one, other = &other));
    match who {
        Some(who) => say!("care-deleted-at-once-by", who = &who, count = count),
        None => say!("care-deleted-at-once", count = count),
    }
}

fn date(at: &Timestamp) -> Arg<'static> {
    Arg::Date(u64::try_from(at.millis()).unwrap_or_default())
}

/// Takes `YYYY-MM-DD`; at its noon it is that day almost everywhere.
fn day(day: &str) -> Arg<'static> {
    Timestamp::try_from(format!("{day}T12:00:00Z")).map_or(Arg::Date(0), |noon| date(&noon))
}

/// Draws what a change did, as what takes it back tells where it is about a text.
fn text_of(view: &View, breach: &Breach) -> Node {
    match (breach.undo.first(), breach.undo.last()) {
        (Some(Command::EditPrompt { seen, .. }), Some(Command::EditPrompt { draft, .. })) => {
            compare::drafts(&view.library, Sides::OLD_AND_NEW, draft, seen)
        }
        (Some(Command::DeletePrompt { seen, .. }), _) => compare::one(&say!("care-new"), &seen.content),
        (Some(Command::AddPrompt { draft, .. }), _) => compare::one(&say!("care-gone"), &draft.content),
        (Some(Command::RestorePrompt { .. }), _) => nothing(),
        _ => detail(&breach.change.what),
    }
}
