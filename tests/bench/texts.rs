//! Two texts of 8 kB each, to be compared by words.

use crate::corpus::{Dice, Record, corpus};

/// Bytes of a text.
const LENGTH: usize = 8_000;

/// In which ways the second text differs from the first.
pub(crate) const KINDS: [&str; 4] = ["edited", "reworked", "one-paragraph", "unrelated"];

/// Makes so many pairs of a kind.
pub(crate) fn pairs(kind: &str, count: usize) -> Vec<[String; 2]> {
    let records = corpus(count * 40);
    let dice = &mut Dice::new(13);
    let of = |at: usize| text(records.get(at * 20..).unwrap_or_default());
    (0..count)
        .map(|at| {
            let old = of(at * 2);
            let other = of(at * 2 + 1);
            match kind {
                // A word in fifty, here and there a line.
                "edited" => [edited(dice, &old, &other, 50, true), old],
                // A word in six.
                "reworked" => [edited(dice, &old, &other, 6, false), old],
                "one-paragraph" => {
                    let old = old.replace('\n', " ");
                    [edited(dice, &old, &other, 25, false), old]
                }
                _ => [other, old],
            }
        })
        .map(|[new, old]| [old, new])
        .collect()
}

fn text(records: &[Record]) -> String {
    let mut text = String::new();
    for record in records {
        text += &record.content;
        if text.len() > LENGTH {
            break;
        }
    }
    while text.len() > LENGTH || !text.ends_with(['\n', ' ']) {
        text.pop();
    }
    text
}

/// Replaces, adds or takes out one word of so many, in runs of up to three, and if asked for, some lines.
fn edited(dice: &mut Dice, text: &str, other: &str, one_of: usize, lines: bool) -> String {
    let words: Vec<&str> = other.split_whitespace().collect();
    let mut new = String::new();
    for line in text.split_inclusive('\n') {
        match dice.below(40) {
            0 if lines => continue,
            1 if lines => new += other.lines().nth(dice.below(20)).unwrap_or_default(),
            _ => {}
        }
        let mut run = 0;
        for word in line.split_inclusive([' ', '\n']) {
            if run == 0 && dice.below(one_of * 2) == 0 {
                run = 1 + dice.below(3);
            }
            if run == 0 {
                new += word;
                continue;
            }
            run -= 1;
            let fresh = words.get(dice.below(words.len())).copied().unwrap_or_default();
            match dice.below(4) {
                0 => {}
                1 => new.extend([fresh, " ", word]),
                _ => new.extend([fresh, word.get(word.trim_end().len()..).unwrap_or_default()]),
            }
        }
    }
    new
}
