use std::fmt;

use serde::Serialize;

use crate::phrase;
use crate::phrase::{Phrase, Say};
use crate::search::small;

/// A member's email as it was typed. Two spellings of one address differ and name the [same person](Email::is).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Email(String);

/// Why a text is not an email.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmailError {
    /// Nothing was typed.
    Empty,
    /// There is no single `@` with something on both sides, or there is white space inside.
    Malformed,
    /// Longer than the 254 characters of RFC 5321, section 4.5.3.1.3.
    TooLong,
}

impl Say for EmailError {
    fn phrase(&self) -> Phrase {
        match self {
            Self::Empty => phrase!("email-empty"),
            Self::Malformed => phrase!("email-malformed"),
            Self::TooLong => phrase!("email-too-long"),
        }
    }
}

impl Email {
    /// Parses what a person typed. Only the form is checked; a library's emails are names, nothing is sent.
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        let text = text.trim_matches(|c: char| c.is_whitespace() || is_hidden(c));
        if text.is_empty() {
            return Err(EmailError::Empty);
        }
        if text.chars().count() > 254 {
            return Err(EmailError::TooLong);
        }
        match text.split_once('@') {
            Some((local, domain))
                if !local.is_empty()
                    && !domain.is_empty()
                    && !domain.contains('@')
                    && !text.contains(|c: char| c.is_whitespace() || c.is_control() || is_hidden(c)) =>
            {
                Ok(Self(text.to_owned()))
            }
            _ => Err(EmailError::Malformed),
        }
    }

    /// Returns the one member of My Prompts, a library that no one else sees.
    pub fn me() -> Self {
        Self("me@this.device".to_owned())
    }

    /// Takes an author's name from a file as it is: it is shown and compared, never relied upon.
    pub(crate) fn of_file(text: String) -> Self {
        Self(text)
    }

    /// Returns the address as it was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the part before the `@`, which cards show as "by bob".
    pub fn short(&self) -> &str {
        self.0.trim().split('@').next().unwrap_or_default()
    }

    /// Tells whether `other` is the same person's: case and surrounding space don't count.
    pub fn is(&self, other: &Self) -> bool {
        self.0 == other.0 || self.key() == other.key()
    }

    /// Returns the text that names the person, however their address is spelled.
    pub(crate) fn key(&self) -> String {
        small(self.0.trim())
    }
}

impl TryFrom<String> for Email {
    type Error = EmailError;

    fn try_from(text: String) -> Result<Self, EmailError> {
        Self::parse(&text)
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.trim())
    }
}

/// Tells marks that come along when text is pasted and that nobody sees: two addresses that look the same would
/// be two people.
pub fn is_hidden(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{fe00}'..='\u{fe0f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_nobody_sees_make_no_other_person() {
        for mark in ["\u{61c}", "\u{180e}", "\u{fe0f}", "\u{200b}", "\u{2066}", "\u{feff}"] {
            let around = Email::parse(&format!("{mark}bob@company.com{mark}"));
            assert_eq!(around, Email::parse("bob@company.com"));
            assert_eq!(Email::parse(&format!("bob{mark}@company.com")), Err(EmailError::Malformed));
        }
    }
}
