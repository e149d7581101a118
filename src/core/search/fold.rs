//! What of a letter does not matter to someone who searches.

use super::folds::FOLDS;

/// Folds case, accents, and the dots of ё, letter by letter. й stays a letter of its own, as it is to whoever reads Russian.
pub fn fold(text: &str) -> String {
    // Most prompts are plain English, and folding those byte by byte is several times quicker.
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        push(&mut folded, letter);
    }
    folded
}

/// Returns a text in small letters, to compare it with another one: accents stay, and there is one small sigma, wherever in a word. When
/// the other one is written is 2 kB of tables in [`str::to_lowercase`].
pub fn small(text: &str) -> String {
    let letters = text.chars().flat_map(char::to_lowercase);
    letters.map(|letter| if letter == 'ς' { 'σ' } else { letter }).collect()
}

/// Adds what a letter folds to. An accent that is a character of its own folds to nothing.
pub(super) fn push(folded: &mut String, letter: char) {
    match letter {
        '\0'..='\x7f' => folded.push(letter.to_ascii_lowercase()),
        // й in two characters is the letter as well.
        '\u{306}' if folded.ends_with('и') => {
            folded.pop();
            folded.push('й');
        }
        _ if !is_accent(letter) => folded.push(plain(letter)),
        _ => {}
    }
}

/// Tells whether a character is an accent on the letter before it.
pub(super) fn is_accent(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Returns the small letter without accents.
fn plain(letter: char) -> char {
    let code = u32::from(letter);
    let after = FOLDS.partition_point(|(run, _)| run >> 11 <= code);
    let Some((run, to)) = after.checked_sub(1).and_then(|before| FOLDS.get(before)) else { return letter };
    let (steps, count, step) = (code - (run >> 11), run >> 3 & 0xff, run & 3);
    if steps >= count * step || steps & (step - 1) != 0 {
        return letter;
    }
    // Either all of them fold to one letter, or each to one that is as far away.
    let to = if run & 4 == 0 { to + steps } else { *to };
    char::from_u32(to).unwrap_or(letter)
}

/// Tells whether a character is part of a word. A rule of our own: Unicode's tables are some kB in each surface, and what
/// matters is that common punctuation, symbols and emojis are none.
pub(super) fn is_word(letter: char) -> bool {
    match letter {
        '\0'..='\x7f' => letter.is_ascii_alphanumeric(),
        '\u{80}'..='\u{bf}' => matches!(letter, 'ª' | 'µ' | 'º'),
        '×'
        | '÷'
        | '\u{2000}'..='\u{206f}'
        | '\u{20a0}'..='\u{20cf}'
        | '\u{2190}'..='\u{2bff}'
        | '\u{2e00}'..='\u{2e7f}'
        | '\u{3000}'..='\u{3004}'
        | '\u{3008}'..='\u{3020}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff0f}'
        | '\u{1f000}'..='\u{1faff}' => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    /// What Unicode says of a letter: the small letter that is left of it without accents, if that is one.
    fn of_unicode(letter: char) -> char {
        match letter {
            'й' | 'Й' => return 'й',
            'ς' => return 'σ',
            // Ideographs that were encoded twice are no letters with accents.
            '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}' => return letter,
            _ => {}
        }
        let bare = |letter: char| -> Vec<char> {
            std::iter::once(letter).nfd().filter(|part| !is_accent(*part)).collect()
        };
        let [only] = *bare(letter) else { return letter };
        let small: Vec<char> = only.to_lowercase().flat_map(bare).collect();
        match *small {
            ['ς'] => 'σ',
            [small] => small,
            _ => letter,
        }
    }

    #[test]
    fn every_letter_folds_as_unicode_says() {
        let wrong: Vec<String> = ('\u{80}'..=char::MAX)
            .filter(|letter| !is_accent(*letter) && plain(*letter) != of_unicode(*letter))
            .map(|letter| format!("{letter:?} to {:?}, not {:?}", of_unicode(letter), plain(letter)))
            .collect();
        assert_eq!(wrong, Vec::<String>::new());
    }

    #[test]
    fn folding_once_is_enough() {
        for letter in '\0'..=char::MAX {
            let folded = fold(&letter.to_string());
            assert_eq!(fold(&folded), folded);
        }
        assert_eq!(
            fold("Ёлка и Йод, Résumé, re\u{301}sume\u{301}, ΟΔΟΣ"),
            "елка и йод, resume, resume, οδοσ"
        );
        assert_eq!(fold("и\u{306}"), "й");
    }
}
