//! Emails as people paste them: one or many, with names, commas, lines.

use prompt_commons::model::Email;

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
/// Words without an `@` are a name where an address stands beside them, between the same commas; one with a dot inside is a mistyped
/// address all the same. What is quoted is a name as well, unless it is an address.
pub(crate) fn parse(text: &str) -> Pasted {
    let quoted = text.split('"').enumerate();
    let plain = quoted.filter(|(at, part)| at % 2 == 0 || part.contains('@')).map(|(_, part)| part);
    let plain = plain.collect::<Vec<_>>().join(" ");
    // Between semicolons mail programs write `Fox, Bob <bob@company.com>`.
    let is_listed = plain.contains('<') && plain.contains(';');
    let mut pasted = Pasted::default();
    for entry in plain.split(|c: char| matches!(c, ';' | '\n' | '\r') || c == ',' && !is_listed) {
        let mut words = Vec::new();
        let mut is_name = true;
        for piece in entry.split(|c: char| c.is_whitespace() || c == ',') {
            let piece = piece.trim_matches(is_edge);
            let piece = piece.strip_prefix("mailto:").unwrap_or(piece);
            match Email::parse(piece) {
                Ok(email) => {
                    is_name = false;
                    if !pasted.emails.iter().any(|known| known.is(&email)) {
                        pasted.emails.push(email);
                    }
                }
                Err(_) if piece.is_empty() => {}
                Err(_) if piece.contains(['@', '.']) => {
                    is_name = false;
                    pasted.wrong.push(piece.to_owned());
                }
                Err(_) => words.push(piece),
            }
        }
        if is_name && !words.is_empty() {
            pasted.wrong.push(words.join(" "));
        }
    }
    pasted
}

/// Tells whether it stands round an address and is none of it.
fn is_edge(c: char) -> bool {
    matches!(c, '<' | '>' | '(' | ')' | '"' | '\'' | ':' | '.')
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
}
