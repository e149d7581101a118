//! Emails as people paste them: one or many, with names, commas, lines.

use prompt_commons::model::{Email, is_hidden};

/// What was found in a pasted text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Pasted {
    /// Each address once, in order.
    pub(crate) emails: Vec<Email>,
    /// Pieces that are neither an address nor the name beside one.
    pub(crate) wrong: Vec<String>,
}

/// Picks the addresses out of a text such as `Bob <bob@company.com>, carol@company.com`.
///
/// Words without an `@` are a name where one belongs: between the same commas as one address and before it, or before each of
/// several, or before one in angle brackets; one with a dot inside is a mistyped address all the same. What is quoted or in
/// brackets is a name as well, unless it is an address.
pub(crate) fn parse(text: &str) -> Pasted {
    let quoted = text.split('"').enumerate();
    let plain = quoted.filter(|(at, part)| at % 2 == 0 || part.contains('@')).map(|(_, part)| part);
    let plain = plain.collect::<Vec<_>>().join(" ");
    // Between semicolons mail programs write `Fox, Bob <bob@company.com>`.
    let is_listed = plain.contains('<') && plain.contains(';');
    let mut pasted = Pasted::default();
    for entry in plain.split(|c: char| matches!(c, ';' | '\n' | '\r') || c == ',' && !is_listed) {
        pasted.take(entry);
    }
    pasted
}

impl Pasted {
    /// Takes what stands between two commas.
    fn take(&mut self, entry: &str) {
        // The words before each address, and whether that is in angle brackets; then those behind the last one.
        let (mut before, mut words) = (Vec::new(), Vec::new());
        let mut is_aside = false;
        for part in entry.split(|c: char| c.is_whitespace() || c == ',') {
            let piece = part.trim_matches(is_edge);
            let piece = piece.strip_prefix("mailto:").unwrap_or(piece);
            is_aside |= part.contains('(');
            match Email::parse(piece) {
                Ok(email) => {
                    before.push((std::mem::take(&mut words), part.contains('<')));
                    if !self.emails.iter().any(|known| known.is(&email)) {
                        self.emails.push(email);
                    }
                }
                Err(_) if piece.is_empty() => {}
                Err(_) if piece.contains(['@', '.']) => {
                    if piece.contains('@') {
                        before.push((std::mem::take(&mut words), part.contains('<')));
                    }
                    self.wrong.push(piece.to_owned());
                }
                Err(_) if is_aside => {}
                Err(_) => words.push(piece),
            }
            is_aside &= !part.contains(')');
        }
        let has_names = before.len() == 1 || before.iter().all(|(words, _)| !words.is_empty());
        let others = before.into_iter().filter(|(_, is_bracketed)| !has_names && !is_bracketed);
        let others = others.map(|(words, _)| words).filter(|words| !words.is_empty());
        self.wrong.extend(others.map(|words| words.join(" ")));
        if !words.is_empty() {
            self.wrong.push(words.join(" "));
        }
    }
}

/// Tells whether it stands round an address and is none of it.
fn is_edge(c: char) -> bool {
    matches!(c, '<' | '>' | '(' | ')' | '"' | '\'' | ':' | '.') || is_hidden(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        parse(text).emails.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn takes_addresses_as_mail_programs_write_them() {
        let text = "Bob Fox <bob@company.com>; \"Carol\" <carol@company.com>,\n mailto:dave@company.com.";
        assert_eq!(found(text), ["bob@company.com", "carol@company.com", "dave@company.com"]);
    }

    #[test]
    fn names_with_a_comma_are_names() {
        let pasted = parse("\"Fox, Bob\" <bob@company.com>; Owl, Carol <carol@company.com>;");
        assert_eq!((pasted.emails.len(), pasted.wrong.len()), (2, 0));
    }

    #[test]
    fn marks_that_nobody_sees_hide_no_edge() {
        let text =
            "\u{200e}<bob@company.com>\u{200e} carol@company.com.\u{fe0f}, \u{61c}(dave@company.com)\u{180e}";
        assert_eq!(found(text), ["bob@company.com", "carol@company.com", "dave@company.com"]);
    }

    #[test]
    fn takes_each_address_once() {
        assert_eq!(found("bob@company.com BOB@company.com"), ["bob@company.com"]);
    }

    #[test]
    fn names_what_is_no_address() {
        assert_eq!(parse("bob@, carol@company.com").wrong, ["bob@"]);
        assert_eq!(parse("bob").wrong, ["bob"]);
        let text = "bob@company.com, carol.company.com, Dave\nErin Fox erin@company.com fay.company.com";
        let pasted = parse(text);
        assert_eq!(pasted.wrong, ["carol.company.com", "Dave", "fay.company.com"]);
        assert_eq!(pasted.emails.len(), 2);
        assert_eq!(parse("  \n"), Pasted::default());
    }

    #[test]
    fn names_what_stands_between_addresses() {
        let wrong = |text: &str| (found(text).len(), parse(text).wrong);
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(wrong("eve@example.com notanemail BOB@example.com"), (2, words(&["notanemail"])));
        assert_eq!(wrong("eve@example.com notanemail"), (1, words(&["notanemail"])));
        assert_eq!(wrong("notanemail eve@example.com bob@example.com"), (2, words(&["notanemail"])));
        assert_eq!(wrong("eve@x.org and bob@x.org or not"), (2, words(&["and", "or not"])));
        // Names, as people and mail programs write them.
        for (text, count) in [
            ("First Last mail@x.org", 1),
            ("mail@x.org (First Last)", 1),
            ("First Last a@x.org Second Last b@x.org", 2),
            ("First Last <a@x.org> Second Last <b@x.org>", 2),
            ("a@x.org Second Last <b@x.org>", 2),
        ] {
            assert_eq!(wrong(text), (count, Vec::new()), "{text}");
        }
    }
}
