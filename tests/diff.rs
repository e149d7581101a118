//! What two texts differ in: laws on generated texts, and examples to read.

use std::fmt::Write;

use prompt_commons::diff::{Segment, words};
use proptest::prelude::*;
use proptest::sample::select;

/// Joins the segments that are in one of the texts.
fn joined(segments: &[Segment<'_>], old: bool) -> String {
    let text = |segment: &Segment<'_>| match segment {
        Segment::Same(text) => (*text).to_owned(),
        Segment::Removed(text) if old => (*text).to_owned(),
        Segment::Added(text) if !old => (*text).to_owned(),
        _ => String::new(),
    };
    segments.iter().map(text).collect()
}

/// Writes a difference as `[-removed-]` and `{+added+}`.
fn marked(old: &str, new: &str) -> String {
    words(old, new).iter().fold(String::new(), |mut out, segment| {
        let _ = match segment {
            Segment::Same(text) => write!(out, "{text}"),
            Segment::Removed(text) => write!(out, "[-{text}-]"),
            Segment::Added(text) => write!(out, "{{+{text}+}}"),
        };
        out
    })
}

// Laws

/// Texts of few different parts, so that two of them have something in common; now and then anything.
fn text() -> impl Strategy<Value = String> {
    let words = select(vec!["post", "cats", "Ёж", "e\u{301}", "👩\u{200d}💻", "猫", "犬", "_", "'s"]);
    let between = select(vec![" ", "  ", "\n", "\r\n", ", ", ".", "{{", "}}", "\u{301}"]);
    let parts = prop_oneof![words, between];
    prop_oneof![4 => prop::collection::vec(parts, 0..40).prop_map(|parts| parts.concat()), 1 => any::<String>()]
}

/// An old text and what became of it.
fn edited() -> impl Strategy<Value = (String, String)> {
    let rest = |text: String| (Just(text), any::<usize>(), any::<usize>(), self::text());
    let replaced = |(old, from, most, new): (String, usize, usize, String)| {
        let length = old.chars().count();
        let (from, most) = (from % (length + 1), most % (length + 1));
        let (start, end) = (old.chars().take(from), old.chars().skip(from + most));
        let edited = start.chain(new.chars()).chain(end).collect();
        (old, edited)
    };
    prop_oneof![(text(), text()), text().prop_flat_map(rest).prop_map(replaced)]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn both_texts_are_in_it_to_the_last_byte((old, new) in edited()) {
        let segments = words(&old, &new);
        prop_assert_eq!(&joined(&segments, true), &old);
        prop_assert_eq!(&joined(&segments, false), &new);
    }

    #[test]
    fn neighbours_differ_in_kind_and_none_is_empty((old, new) in edited()) {
        let segments = words(&old, &new);
        for pair in segments.windows(2) {
            let fits = matches!(
                pair,
                [Segment::Same(_), Segment::Removed(_) | Segment::Added(_)]
                    | [Segment::Removed(_), Segment::Added(_)]
                    | [Segment::Removed(_) | Segment::Added(_), Segment::Same(_)]
            );
            prop_assert!(fits, "{:?}", pair);
        }
        let empty = |segment: &Segment<'_>| {
            let (Segment::Same(text) | Segment::Removed(text) | Segment::Added(text)) = segment;
            text.is_empty()
        };
        prop_assert!(!segments.iter().any(empty), "{:?}", segments);
    }

    #[test]
    fn a_text_differs_in_nothing_from_itself(text in text()) {
        let whole: Vec<Segment<'_>> = Some(Segment::Same(text.as_str())).filter(|_| !text.is_empty()).into_iter().collect();
        prop_assert_eq!(words(&text, &text), whole);
    }

    #[test]
    fn letters_keep_their_accents_and_emojis_stay_whole((old, new) in edited()) {
        let (mut before_old, mut before_new) = (String::new(), String::new());
        for segment in words(&old, &new) {
            let (text, befores): (&str, &mut [&mut String]) = match segment {
                Segment::Same(text) => (text, &mut [&mut before_old, &mut before_new]),
                Segment::Removed(text) => (text, &mut [&mut before_old]),
                Segment::Added(text) => (text, &mut [&mut before_new]),
            };
            for before in befores {
                // At the start of a line there is nothing that it could belong to.
                let torn = text.starts_with(['\u{301}', '\u{200d}']) && !before.is_empty() && !before.ends_with('\n');
                prop_assert!(!torn, "{:?}", words(&old, &new));
                before.push_str(text);
            }
        }
    }
}

// Examples

#[test]
fn words_that_changed_are_marked() {
    for (old, new, shown) in [
        ("Write a post.", "Write a post.", "Write a post."),
        ("", "New", "{+New+}"),
        ("Old", "", "[-Old-]"),
        (
            "Write a post about cats.",
            "Write a long post about dogs.",
            "Write a {+long +}post about [-cats-]{+dogs+}.",
        ),
        ("About {{topic}}.\n", "About {{user_name}}.\n", "About {{[-topic-]{+user_name+}}}.\n"),
        ("Don't shout, please.", "Don't whisper, please!", "Don't [-shout-]{+whisper+}, please[-.-]{+!+}"),
        ("Напиши короткий пост.", "Напиши длинный пост.", "Напиши [-короткий-]{+длинный+} пост."),
        ("我喜欢猫。", "我喜欢狗。", "我喜欢[-猫-]{+狗+}。"),
        ("Team 👩‍💻 works", "Team 👩‍🚀 works", "Team [-👩‍💻-]{+👩‍🚀+} works"),
    ] {
        assert_eq!(marked(old, new), shown);
    }
}

#[test]
fn words_replaced_in_a_row_are_one_replacement() {
    let (old, new) = ("Please write three short lines now.", "Please draft four long lines now.");
    assert_eq!(marked(old, new), "Please [-write three short-]{+draft four long+} lines now.");
}

#[test]
fn lines_that_stay_are_held_on_to() {
    let (old, new) =
        ("You are an editor.\n\nBe brief.\nBe kind.\n", "You are an editor.\n\nBe kind.\nBe clear.\n");
    assert_eq!(marked(old, new), "You are an editor.\n\n[-Be brief.\n-]Be kind.\n{+Be clear.\n+}");
}

#[test]
fn another_text_altogether_is_not_taken_to_pieces() {
    let (old, new) = ("Translate this into French, please.", "List ten names for a café.");
    assert_eq!(marked(old, new), format!("[-{old}-]{{+{new}+}}"));
}

/// Words that don't repeat, in lines of ten.
fn unlike(letter: char, count: usize) -> String {
    let word = |at| format!("{letter}{at}{}", if at % 10 == 9 { "\n" } else { " " });
    (0..count).map(word).collect::<Vec<_>>().concat()
}

#[test]
fn large_texts_are_compared_and_hopeless_ones_shown_as_two() {
    // 8 kB and nothing in common; then far beyond what is compared by words, and by lines.
    for (count, lines) in [(1_500, ""), (20_000, ""), (20_000, "\n")] {
        let old = unlike('a', count).replace(' ', &format!(" {lines}"));
        let new = unlike('b', count).replace(' ', &format!(" {lines}"));
        assert_eq!(words(&old, &new), [Segment::Removed(&old), Segment::Added(&new)]);
    }
}

#[test]
fn an_edit_at_either_end_of_a_large_text_is_found() {
    let body = unlike('a', 20_000);
    let (old, new) = (format!("One cat.\n{body}Two cats.\n"), format!("One dog.\n{body}Two dogs.\n"));
    let shown = format!("One [-cat-]{{+dog+}}.\n{body}Two [-cats-]{{+dogs+}}.\n");
    assert_eq!(marked(&old, &new), shown);
}
