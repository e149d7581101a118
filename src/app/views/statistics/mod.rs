//! How often this person used prompts, if they want that to be counted: the switch, and the page with the numbers.

mod chart;
mod ranks;

use prompt_commons_browser::statistics::{self, Count, Span, Sums};
use web_sys::Node;

use super::empty;
use super::settings::segment;
use crate::derived::Derived;
use crate::dom::{El, button, el, group, nothing, part, prefer_focus};
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::state::State;
use crate::surface::Route;
use crate::words::say;
use ranks::{Known, Named};

/// The id of what says what is counted.
const WHAT: &str = "statistics-what";

/// Returns what is counted, as long as anything is. It follows what any surface counts.
fn counted(session: Session) -> Derived<Option<String>> {
    Derived::new(move || {
        // A use is one of the habits, too, and each surface follows those of the others.
        session.habits.track();
        statistics::load()
    })
}

fn turn(session: Session, on: bool) {
    statistics::switch(on);
    session.follow_preferences();
}

/// Draws the switch, in the settings.
pub(crate) fn switch(session: Session) -> El {
    let counted = counted(session);
    let is_on = Derived::new(move || counted.with(Option::is_some));
    let toggle = move || {
        let on = !is_on.get_untracked();
        let loses = counted.with_untracked(|row| row.as_ref().is_some_and(|row| !row.is_empty()));
        turn(session, on);
        if loses {
            session.say(say!("statistics-deleted"));
        }
    };
    let check = el("input")
        .attr("type", "checkbox")
        .attr("aria-describedby", WHAT)
        .checked_of(move || is_on.get())
        .on("change", move |_| toggle());
    let check = el("label").class("row").child(check).child(el("span").say("statistics-keep"));
    let show = move || {
        let show = button("quiet to-statistics", move || session.go(Route::Statistics));
        el("div").child(show.child(icon(Icon::Chart)).say("statistics-show")).into()
    };
    el("section")
        .class("stack")
        .child(el("h2").say("statistics-heading"))
        .child(el("div").class("checks").child(check))
        .child(el("p").class("hint").attr("id", WHAT).say("statistics-what"))
        .when(move || is_on.get(), show)
}

/// What the page shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Off,
    Empty,
    Reading,
    Counted,
}

/// Draws the page.
pub(crate) fn statistics(session: Session) -> Node {
    let counted = counted(session);
    let known = ranks::known(session, counted);
    let stage = Derived::new(move || {
        counted.with(|row| match row.as_deref() {
            None => Stage::Off,
            Some("") => Stage::Empty,
            Some(_) if known.with(Option::is_none) => Stage::Reading,
            Some(_) => Stage::Counted,
        })
    });
    let span = State::new(Span::Month);
    let back = move || {
        prefer_focus(".to-statistics");
        session.go(Route::Settings);
    };
    let back = button("quiet back", back).child(icon(Icon::Back));
    let sheet = el("div")
        .class("sheet")
        .child(back.say("statistics-back"))
        .child(el("h1").attr("tabindex", "-1").say("statistics-heading"))
        .part(move || match stage.get() {
            Stage::Off => off(session),
            Stage::Empty => nothing_yet(),
            Stage::Reading => empty::loading(),
            Stage::Counted => numbers(known, span),
        });
    el("div").class("manage statistics scroll").child(sheet).into()
}

fn blank(heading: &str, words: &str) -> El {
    el("div")
        .class("empty")
        .child(empty::emblem(Icon::Chart))
        .child(el("h2").say(heading))
        .child(el("p").say(words))
}

fn off(session: Session) -> Node {
    let on = button("lead", move || turn(session, true)).say("statistics-switch-on");
    blank("statistics-off", "statistics-what").child(on).into()
}

fn nothing_yet() -> Node {
    blank("statistics-empty", "statistics-empty-words").into()
}

/// Draws what was counted in a span that can be chosen.
fn numbers(known: State<Option<Known>>, span: State<Span>) -> Node {
    let sums = Derived::new(move || {
        let span = span.get();
        let of = |known: &Option<Known>| {
            let row = known.as_ref().map_or("", |known| &known.row);
            statistics::sums(row, statistics::today(), span)
        };
        (span, known.with(of))
    });
    let all = Derived::new(move || sums.with(|(_, sums)| sums.all));
    let ranked = move || {
        known.with(|known| {
            let names = known.as_ref().map_or(&[][..], |known| &known.names);
            sums.with(|(_, sums)| ranked(sums, names))
        })
    };
    group(&[
        spans(span).into(),
        part(move || totals(all.get()).into()),
        chart::section(sums).into(),
        part(ranked),
    ])
}

fn spans(span: State<Span>) -> El {
    let mut all = el("fieldset").class("segments").child(el("legend").class("unseen").say("statistics-span"));
    for one in Span::ALL {
        let name = match one {
            Span::Week => "statistics-week",
            Span::Month => "statistics-month",
            Span::Year => "statistics-year",
        };
        all = all.child(segment("span", &say!(name), move || span.get() == one, move || span.set(one)));
    }
    all
}

/// Draws the numbers of a span. What is copied and what is inserted have the colours that they have in the charts.
fn totals(all: Count) -> El {
    let figure = |class: &str, name: &str, count: u32| {
        el("div").class(class).child(el("dt").say(name)).child(el("dd").text(&number(count)))
    };
    el("dl")
        .class("figures")
        .child(figure("", "statistics-all", all.all()))
        .child(figure("inserted", "statistics-inserted", all.inserted))
        .child(figure("copied", "statistics-copied", all.copied))
}

/// Draws what was used most.
fn ranked(sums: &Sums, names: &[Named]) -> Node {
    if sums.all == Count::default() {
        return el("p").class("hint").say("statistics-none").into();
    }
    // One library alone has them all, which is said above.
    let libraries =
        if sums.libraries.len() > 1 { ranks::libraries(&sums.libraries, names).into() } else { nothing() };
    group(&[ranks::prompts(&sums.prompts, names).into(), libraries])
}

/// Writes a number as the language does.
fn number(count: u32) -> String {
    say!("statistics-number", count = count)
}

/// Draws the bar of a count, as a part of the `most`.
fn gauge(count: Count, most: u32) -> El {
    // In thousandths.
    let share = |count: u32| 1000 * u64::from(count) / u64::from(most.max(1));
    let piece = |class: &str, count: u32| {
        (count > 0).then(|| el("span").class(class).style("--share", &share(count).to_string()))
    };
    el("span").class("gauge").maybe(piece("inserted", count.inserted)).maybe(piece("copied", count.copied))
}
