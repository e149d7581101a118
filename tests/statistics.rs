//! How often prompts were used: counted on a row, and summed up for the page.

use prompt_commons::statistics::{Count, Span, Used, count, gather, sums};

/// 23 November 2026.
const TODAY: u32 = 20_780;

fn counted(uses: &[(u32, &str, &str, Count)]) -> String {
    uses.iter()
        .fold(String::new(), |row, (day, library, prompt, usage)| count(&row, *day, library, prompt, *usage))
}

fn of(copied: u32, inserted: u32) -> Count {
    Count { copied, inserted }
}

#[test]
fn uses_add_up_by_day_prompt_and_library() {
    let row = counted(&[
        (TODAY - 1, "team", "post", Count::COPY),
        (TODAY, "team", "post", Count::COPY),
        (TODAY, "mine", "1:é\n", Count::INSERTION),
        (TODAY, "team", "post", Count::INSERTION),
        (TODAY, "team", "mail", Count::INSERTION),
        (TODAY, "team", "post", Count::INSERTION),
    ]);
    let week = sums(&row, TODAY, Span::Week);
    assert_eq!(week.all, of(2, 4));
    assert_eq!(week.times.len(), 7);
    assert_eq!(week.times.first(), Some(&(TODAY - 6, of(0, 0))));
    assert_eq!(week.times.get(5..), Some([(TODAY - 1, of(1, 0)), (TODAY, of(1, 4))].as_slice()));
    let used =
        |library: &str, prompt: &str, count| Used { library: library.into(), prompt: prompt.into(), count };
    let prompts = [("team", "post", of(2, 2)), ("mine", "1:é\n", of(0, 1)), ("team", "mail", of(0, 1))];
    assert_eq!(week.prompts, prompts.map(|(library, prompt, count)| used(library, prompt, count)));
    assert_eq!(week.libraries, [used("team", "", of(2, 3)), used("mine", "", of(0, 1))]);
}

#[test]
fn a_span_ends_with_today() {
    let days = [TODAY - 400, TODAY - 300, TODAY - 30, TODAY - 29, TODAY - 7, TODAY - 6, TODAY];
    let row = counted(&days.map(|day| (day, "team", "post", Count::COPY)));
    let all = |span| sums(&row, TODAY, span).all.copied;
    assert_eq!((all(Span::Week), all(Span::Month), all(Span::Year)), (2, 4, 6));
    // A clock that was ahead for a while.
    let row = count(&row, TODAY + 3, "team", "post", Count::COPY);
    assert_eq!(sums(&row, TODAY, Span::Week).all.copied, 2);
}

#[test]
fn a_year_is_twelve_months_of_the_calendar() {
    let starts = |today| {
        let times = sums("", today, Span::Year).times;
        times.into_iter().map(|(first, _)| first).collect::<Vec<_>>()
    };
    // From 1 December 2025 to 1 November 2026.
    let months = starts(TODAY);
    assert_eq!((months.first(), months.last(), months.len()), (Some(&20_423), Some(&20_758), 12));
    // 29 February 2028 is in the month that begins 28 days before it.
    assert_eq!(starts(21_243).last(), Some(&21_215));
    // The last day of what a year can be is kept: 1 March 2027, on 29 February 2028.
    let row = counted(&[(20_878, "team", "post", Count::COPY), (21_243, "team", "post", Count::INSERTION)]);
    assert_eq!(sums(&row, 21_243, Span::Year).all, of(1, 1));
}

#[test]
fn what_is_gathered_says_the_same_and_is_bounded() {
    let row = counted(&[
        (TODAY - 1, "team", "post", Count::COPY),
        (TODAY, "team", "post", Count::COPY),
        (TODAY, "mine", "1:é\n", Count::INSERTION),
        (TODAY, "team", "post", Count::INSERTION),
    ]);
    let gathered = gather(&row, TODAY);
    assert!(gathered.len() < row.len());
    assert_eq!(sums(&gathered, TODAY, Span::Week), sums(&row, TODAY, Span::Week));
    assert_eq!(gather(&gathered, TODAY), gathered);
    // It goes on from there.
    let row = count(&gathered, TODAY, "team", "post", Count::COPY);
    assert_eq!(sums(&row, TODAY, Span::Week).all, of(3, 2));

    let line = |day, prompt: u32| count("", day, "team", &prompt.to_string(), Count::COPY);
    let years: String = (0..900).map(|back| line(TODAY - back, 1)).collect();
    assert_eq!(gather(&years, TODAY).len() / line(TODAY, 1).len(), 366);
    let many: String = (0..5000).map(|place| line(TODAY - place / 100, place)).collect();
    let gathered = gather(&many, TODAY);
    assert_eq!(sums(&gathered, TODAY, Span::Year).prompts.len(), 4000);
    assert_eq!(sums(&gathered, TODAY, Span::Week), sums(&many, TODAY, Span::Week), "the last ones are kept");
}

#[test]
fn what_nobody_gathers_is_bounded_as_well() {
    let long = "é".repeat(300_000);
    let row = counted(&[(TODAY, "команда", long.as_str(), Count::COPY); 3]);
    assert!(row.len() < 1_500_000);
    assert_eq!(sums(&row, TODAY, Span::Week).all, of(2, 0), "the first one is cut");
}

#[test]
fn what_cannot_be_read_is_left_out() {
    let row = counted(&[(TODAY, "team", "post", Count::COPY)]);
    for damaged in [format!("{row}5:2"), format!("{row}1:x4:team"), format!("{row}9")] {
        let row = count(&damaged, TODAY, "team", "post", Count::COPY);
        assert_eq!(sums(&row, TODAY, Span::Week).all, of(2, 0), "{damaged}");
        assert_eq!(sums(&gather(&row, TODAY), TODAY, Span::Week).all, of(2, 0), "{damaged}");
    }
    assert_eq!(sums("{}", TODAY, Span::Week).all, of(0, 0));
}
