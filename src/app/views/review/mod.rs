//! The dialog in which one reviews what others changed, and decides what nobody but a person can.
//!
//! ```text
//!   by itself, for a new question ─▶ Summary ─┬─ Accept All ──▶ done
//!                                             ├─ View Changes ▶ All ┐
//!   the quiet line's View ───────▶ All        └─ Review One ──▶ One ┴─ Apply, or Esc: nothing is decided
//! ```
//!
//! It follows the questions: one that someone else decides meanwhile goes, one that changes is asked anew. What is decided
//! stays so as long as its question is the same, and is kept on the device until it is applied or given up: a popup closes
//! with any click elsewhere. News that come meanwhile are not marked as read unseen.

mod changed;
mod left;
mod open;
mod question;

pub(crate) use changed::{deletes, detail, said};
use std::sync::Arc;

use leptos::prelude::untrack;
use leptos::task::spawn_local;
use prompt_commons::causal::conflict::Conflict;
use prompt_commons::model::Library;
use prompt_commons::stored::Stored as _;
use prompt_commons_engine::{self as engine, Unread, View};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, Node};

use crate::decided::Decided;
use crate::derived::{Derived, effect};
use crate::dialog::{dialog, focus_soon, heading};
use crate::dom::{El, Row, button, el, nothing, part, row};
use crate::icon::{Icon, icon};
use crate::review::Review;
use crate::session::Session;
use crate::state::{Kept, State};
use crate::surface::Reviewing;
use crate::views;
use crate::words::{self, say, sentence};

/// Decisions that were put off and are remembered. More than these are asked for again.
const MOST_LATER: usize = 64;

/// The name under which decisions are kept, beside those of editors.
const DRAFT: &str = "review";

/// An open review.
#[derive(Clone, Copy)]
struct Open {
    session: Session,
    review: Kept<Review>,
    library: Kept<Arc<Library>>,
    stage: State<Reviewing>,
    /// The line that is open: questions first, then news.
    at: State<usize>,
    decided: State<Decided>,
    busy: State<bool>,
    /// Whether it is to be closed, and something in it would be lost.
    leaving: State<bool>,
    /// Whether what the others wrote is to be taken, and something of one's own would go.
    accepting: State<bool>,
}

/// Draws the dialog, once the news are there.
pub(crate) fn review(session: Session, stage: Reviewing) -> Node {
    let news = State::new(None::<Vec<Unread>>);
    let decided = State::new(Decided::default());
    // What was decided before a popup closed.
    let restored = State::new(false);
    // What is asked, and whether there is anything left to read.
    let open = Derived::new(move || {
        let view = session.view();
        view.map(|view| (views::asked(&view).cloned().collect::<Vec<Conflict>>(), view.told.count > 0))
    });
    effect(move || {
        // What is decided elsewhere is read there, too.
        open.track();
        spawn_local(async move {
            let Some(id) = untrack(|| session.current()) else { return };
            if !restored.get_untracked() {
                let kept = engine::draft(&session.browser(), &id, DRAFT).await.ok().flatten();
                decided.set(kept.and_then(|kept| Decided::from_text(&kept)).unwrap_or_default());
                restored.set(true);
            }
            match engine::news(&session.browser(), &id).await {
                Ok(list) => news.set(Some(list)),
                Err(error) => session.alert.set(Some(words::said(&error))),
            }
        });
    });
    let is_seen = State::new(false);
    let (stage, at) = (State::new(stage), State::default());
    part(move || {
        let view = untrack(|| session.view());
        let (Some(news), Some(view)) = (news.get(), view) else { return nothing() };
        let review = Review::of(&view, news);
        let before = decided.get_untracked();
        let now = before.clone().about(&review);
        // What was decided in an earlier dialog may have been so for long.
        if now.choices.len() < before.choices.len() && is_seen.get_untracked() {
            session.say(say!("review-decided-meanwhile"));
        }
        is_seen.set(true);
        decided.set(now.clone());
        let open = Open {
            session,
            review: Kept::new(review),
            library: Kept::new(view.library.clone()),
            stage,
            at,
            decided,
            busy: State::default(),
            leaving: State::default(),
            accepting: State::default(),
        };
        if now != before {
            open.decide(|_| ());
        }
        opened(open, &view)
    })
}

fn opened(open: Open, view: &View) -> Node {
    let is_asked = open.review.with(|review| !review.asked.is_empty());
    // By itself it comes for questions only.
    let is_left = open.decided.with_untracked(|decided| !decided.left.is_empty());
    if !is_left && (open.len() == 0 || (open.stage.get_untracked() == Reviewing::Summary && !is_asked)) {
        // Someone else has decided meanwhile.
        let session = open.session;
        if view.beside.conflicts.is_empty() {
            session.say(say!("review-decided-meanwhile"));
        }
        spawn_local(async move { session.reviewing.set(None) });
        return nothing();
    }
    let body = move || match open.stage.get() {
        Reviewing::All | Reviewing::One => list(open),
        _ => nothing(),
    };
    dialog("sheet-dialog review", move || open.leave())
        .class_when("small", move || open.stage.get() == Reviewing::Summary)
        .child(top(open))
        .part(move || left::left(open))
        .part(body)
        .part(move || match open.stage.get() {
            _ if open.leaving.get() => discard(open),
            _ if open.accepting.get() => replace(open),
            Reviewing::Summary => ways(open),
            _ => foot(open),
        })
        .into()
}

/// Draws what happened, in words.
fn top(open: Open) -> El {
    let close = button("quiet square", move || open.leave())
        .attr_say("aria-label", "word-close")
        .attr_say("title", "word-close")
        .child(icon(Icon::Close));
    let top = el("div")
        .class("top")
        .child(el("div").class("row").child(heading(&say!("review-heading")).class("grow")).child(close));
    open.review.with(|review| {
        let by = review.changes.names().map(|names| el("p").text(&say!("review-changed-by", names = &names)));
        let deeds = review.changes.deeds();
        let deeds = (!deeds.is_empty()).then(|| el("p").class("soft").text(&sentence(&deeds)));
        let count = review.asked.len();
        let asked = (count > 0).then(|| {
            let words = say!("review-asked", count = count);
            el("p").class("asked").child(icon(Icon::Alert)).child(el("span").text(&words))
        });
        top.maybe(by).maybe(deeds).maybe(asked).part(move || decided_before(open))
    })
}

/// Says what is decided already, where it is not to be seen.
fn decided_before(open: Open) -> Node {
    let decided = open.decided.with(|decided| decided.choices.len());
    if decided == 0 || open.stage.get() != Reviewing::Summary {
        return nothing();
    }
    let asked = open.review.with(|review| review.asked.len());
    el("p").class("soft").text(&say!("review-decided-before", decided = decided, asked = asked)).into()
}

/// Draws the three ways to go on.
fn ways(open: Open) -> Node {
    let one = move || open.show(Reviewing::One);
    let all = move || open.show(Reviewing::All);
    el("div")
        .class("row wrap foot")
        .child(button("", one).say("review-one"))
        .child(accept_all(open))
        .child(el("span").class("grow"))
        .child(button("lead", all).say("review-all"))
        .into()
}

fn accept_all(open: Open) -> El {
    let own = open.review.with(Review::own);
    let accept = move || if own == 0 { open.accept_all() } else { open.accepting.set(true) };
    button("", accept)
        .attr_say("title", "review-accept-all-why")
        .attr_when("disabled", move || open.busy.get())
        .say("review-accept-all")
}

fn foot(open: Open) -> Node {
    let chosen =
        Derived::new(move || open.decided.with(|decided| (decided.choices.len(), decided.undone.len())));
    let asked = open.review.with(|review| review.asked.len());
    let said = move || {
        let (decided, undone) = chosen.get();
        let decided = (asked > 0).then(|| say!("review-decided", decided = decided, asked = asked));
        let undone = (undone > 0).then(|| say!("review-undone-count", count = undone));
        decided.into_iter().chain(undone).collect::<Vec<_>>().join(" · ")
    };
    let nothing_chosen = move || chosen.get() == (0, 0) || open.busy.get();
    let apply =
        button("lead", move || open.apply()).attr_when("disabled", nothing_chosen).say("review-apply");
    el("div")
        .class("row wrap foot")
        .when(move || open.stage.get() == Reviewing::One, move || steps(open).into())
        .child(el("p").class("grow soft").attr("role", "status").text_of(said))
        .when(move || chosen.get() == (0, 0), move || accept_all(open).into())
        .child(apply)
        .into()
}

/// Asks before what was decided, or written by hand, is lost.
fn discard(open: Open) -> Node {
    let keep = button("", move || open.leaving.set(false)).focused();
    let words = say!("review-not-applied");
    el("div")
        .class("row wrap foot")
        .attr("role", "group")
        .attr("aria-label", &words)
        .child(el("p").class("grow").text(&words))
        .child(keep.say("review-keep-deciding"))
        .child(button("grave", move || open.give_up()).say("word-discard"))
        .into()
}

/// Asks before what the person wrote makes way for what others wrote.
fn replace(open: Open) -> Node {
    let words = say!("review-replaces", count = open.review.with(Review::own));
    let back = button("", move || open.accepting.set(false)).focused();
    el("div")
        .class("row wrap foot")
        .attr("role", "group")
        .attr("aria-label", &words)
        .child(el("p").class("grow").text(&words))
        .child(back.say("word-back"))
        .child(button("grave", move || open.accept_all()).say("review-take-theirs"))
        .into()
}

/// Draws where one is, one after the other.
fn steps(open: Open) -> El {
    let last = open.len().saturating_sub(1);
    let step = |name: &str, class: &str, to: Box<dyn Fn(usize) -> usize>, end: usize| {
        button(class, move || open.at.set(to(open.at.get_untracked())))
            .attr_say("aria-label", name)
            .attr_say("title", name)
            .attr_when("disabled", move || open.at.get() == end)
            .child(icon(Icon::Chevron))
    };
    el("div")
        .class("row steps-of")
        .child(step("review-previous", "square back-one", Box::new(|at| at.saturating_sub(1)), 0))
        .child(el("span").text_of(move || say!("review-place", at = open.at.get() + 1, all = last + 1)))
        .child(step("review-next", "square next-one", Box::new(move |at| (at + 1).min(last)), last))
}

fn list(open: Open) -> Node {
    let lines = move || {
        let one = open.stage.get() == Reviewing::One;
        let places = if one { open.at.get()..open.at.get() + 1 } else { 0..open.len() };
        places.map(|at| line(open, at)).collect()
    };
    el("ul")
        .class("body scroll items")
        .attr_say("aria-label", "review-changes")
        .key(move |event| step(open, &event))
        .rows(lines)
        .into()
}

fn line(open: Open, at: usize) -> Row {
    row(at.to_string(), move || {
        let asked = open.review.with(|review| review.asked.len());
        if at < asked { question::question(open, at) } else { changed::changed(open, at, at - asked) }
    })
}

/// Draws the button that opens and closes a line. `chip`: its class, and what happened.
fn opener(open: Open, at: usize, chip: (&str, &str), title: &str, by: &str) -> El {
    let toggle = move || open.at.set(if open.at.get_untracked() == at { usize::MAX } else { at });
    button("what", toggle)
        .attr("id", &id(at))
        .flag("aria-expanded", move || open.at.get() == at)
        .child(el("span").class(chip.0).text(chip.1))
        .child(el("strong").class("name").text(title))
        .child(el("span").class("by").text(by))
}

fn id(at: usize) -> String {
    format!("review-{at}")
}

/// Up and down go from line to line, and open the one that they come to.
fn step(open: Open, event: &KeyboardEvent) {
    let on_line = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    // Radio buttons, texts and scrolling have arrows of their own.
    if !on_line.is_some_and(|target| target.matches(".what,.head>input").unwrap_or_default()) {
        return;
    }
    let last = open.len().saturating_sub(1);
    let now = open.at.get_untracked();
    let to = match event.key().as_str() {
        "ArrowDown" => {
            if now > last {
                0
            } else {
                (now + 1).min(last)
            }
        }
        "ArrowUp" => now.min(last).saturating_sub(1),
        "Home" => 0,
        "End" => last,
        _ => return,
    };
    event.prevent_default();
    open.at.set(to);
    focus_soon(id(to));
}
