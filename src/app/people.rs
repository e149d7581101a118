//! Emails as people paste them: one or many, with names, commas, lines.

use prompt_commons::model::Email;

/// What was found in a pasted text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Pasted {
    /// Each address once, in order.
    pub(crate) emails: Vec<Email>,
    /// Pieces that hold an `@` and still are no address.
    pub(crate) wrong: Vec<String>,
}

/// Picks the addresses out of a text such as `Bob <bob@company.com>, carol@company.com`.
///
/// Words without an `@` are the names beside addresses, unless there is no address at all.
pub(crate) fn parse(text: &str) -> Pasted {
    let edge = |c: char| matches!(c, '<' | '>' | '(' | ')' | '"' | '\'' | ':' | '.');
    let pieces = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';'));
    let mut pasted = Pasted::default();
    let mut words = Vec::new();
    for piece in pieces {
        let piece = piece.trim_matches(edge);
        let piece = piece.strip_prefix("mailto:").unwrap_or(piece);
        match Email::parse(piece) {
            Ok(email) if !pasted.emails.iter().any(|known| known.is(&email)) => pasted.emails.push(email),
            Ok(_) => {}
            Err(_) if piece.contains('@') => pasted.wrong.push(piece.to_owned()),
            Err(_) if piece.is_empty() => {}
            Err(_) => words.push(piece.to_owned()),
        }
    }
    if pasted.emails.is_empty() && pasted.wrong.is_empty() {
        pasted.wrong = words;
    }
    pasted
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
    fn takes_each_address_once() {
        assert_eq!(found("bob@company.com BOB@company.com"), ["bob@company.com"]);
    }

    #[test]
    fn names_what_is_no_address() {
        assert_eq!(parse("bob@, carol@company.com").wrong, ["bob@"]);
        assert_eq!(parse("bob").wrong, ["bob"]);
        assert_eq!(parse("  \n"), Pasted::default());
    }
}
