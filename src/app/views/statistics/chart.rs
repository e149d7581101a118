//! When prompts were used: bars side by side, and the same as a table.

use prompt_commons::phrase::Arg;
use prompt_commons_browser::statistics::{Count, Span, Sums, noon};
use web_sys::Node;

use super::{gauge, number};
use crate::derived::Derived;
use crate::dom::{El, el};
use crate::words::say;

/// Draws the section.
pub(super) fn section(sums: Derived<(Span, Sums)>) -> El {
    let is_year = Derived::new(move || sums.with(|(span, _)| *span == Span::Year));
    let heading = move || say!(if is_year.get() { "statistics-by-month" } else { "statistics-by-day" });
    el("section")
        .class("stack")
        .child(el("h2").text_of(heading))
        .part(move || sums.with(|(span, sums)| bars(*span, &sums.times)))
        .child(
            // It stays open while another span is chosen.
            el("details")
                .child(el("summary").say("statistics-table"))
                .part(move || sums.with(|(span, sums)| table(*span, &sums.times))),
        )
}

/// Draws the bars. To a screen reader they are one picture: the table has the numbers.
fn bars(span: Span, times: &[(u32, Count)]) -> Node {
    let most = times.iter().map(|(_, count)| count.all()).max().unwrap_or_default();
    let top = top(most);
    let mut columns = el("div").class(match span {
        Span::Week => "bars",
        Span::Month => "bars month",
        Span::Year => "bars year",
    });
    for (place, (day, count)) in times.iter().enumerate() {
        // Where there is no room for all names, the last one and each seventh before it have theirs.
        let is_named = span != Span::Month || (times.len() - 1 - place).is_multiple_of(7);
        let name = is_named.then(|| el("span").class("when").text(&short(span, *day)));
        let words = say!(
            "statistics-bar",
            time = &long(span, *day),
            copied = count.copied,
            inserted = count.inserted
        );
        columns = columns
            .child(el("div").class("column").attr("title", &words).child(gauge(*count, top)).maybe(name));
    }
    let mut scale = el("div").class("scale");
    for line in [top, top / 2, 0] {
        scale = scale.child(el("span").text(&number(line)));
    }
    el("div")
        .class("chart")
        .attr("role", "img")
        .attr("aria-label", &say!("statistics-chart", most = most))
        .child(scale)
        .child(columns)
        .into()
}

fn table(span: Span, times: &[(u32, Count)]) -> Node {
    let time = if span == Span::Year { "statistics-time-month" } else { "statistics-time-day" };
    let head = [time, "statistics-inserted", "statistics-copied", "statistics-all"]
        .into_iter()
        .fold(el("tr"), |row, name| row.child(el("th").attr("scope", "col").say(name)));
    let mut body = el("tbody");
    for (day, count) in times.iter().rev() {
        let row = el("tr").child(el("th").attr("scope", "row").text(&long(span, *day)));
        body = body.child(
            [count.inserted, count.copied, count.all()]
                .into_iter()
                .fold(row, |row, count| row.child(el("td").text(&number(count)))),
        );
    }
    el("table")
        .child(el("caption").class("unseen").say("statistics-heading"))
        .child(el("thead").child(head))
        .child(body)
        .into()
}

/// Names a bar below it.
fn short(span: Span, day: u32) -> String {
    let at = Arg::Date(noon(day));
    match span {
        Span::Week => say!("statistics-weekday", at = at),
        Span::Month => say!("statistics-date", at = at),
        Span::Year => say!("statistics-month-short", at = at),
    }
}

/// Names it in full.
fn long(span: Span, day: u32) -> String {
    let at = Arg::Date(noon(day));
    if span == Span::Year { say!("statistics-month-long", at = at) } else { say!("list-day", at = at) }
}

/// Returns the number at the top of the scale: a round one of which the half is a whole one.
fn top(most: u32) -> u32 {
    let mut unit: u32 = 1;
    loop {
        for top in [2, 4, 10].map(|times| unit.saturating_mul(times)) {
            if top >= most {
                return top;
            }
        }
        unit = unit.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_ends_with_a_round_number() {
        let tops = [0, 1, 2, 3, 5, 11, 21, 41, 101, 950].map(top);
        assert_eq!(tops, [2, 2, 2, 4, 10, 20, 40, 100, 200, 1000]);
        assert_eq!(top(u32::MAX), u32::MAX);
    }
}
