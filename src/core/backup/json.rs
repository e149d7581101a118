use std::borrow::Cow;

use serde_json::Value;
use serde_json::error::Category as Mistake;

use super::NotBackup;

/// What stands for half of a character: U+FFFD, the replacement character, as an escape.
const REPLACEMENT: &str = "\\ufffd";

/// A file's JSON.
pub(super) struct Parsed<'a> {
    pub(super) value: Value,
    /// The text that it is of.
    pub(super) text: Cow<'a, str>,
    /// How many halves of characters were replaced in it.
    pub(super) mended: usize,
}

/// Reads JSON as other programs write it.
pub(super) fn parse(text: &str) -> Result<Parsed<'_>, NotBackup> {
    let error = match serde_json::from_str(text) {
        Ok(value) => return Ok(Parsed { value, text: Cow::Borrowed(text), mended: 0 }),
        Err(error) => refusal(&error),
    };
    // JSON.stringify writes half of a character as an escape, which is JSON by its grammar and no text (RFC 8259, section 8.2).
    let (text, mended) = mend(text);
    if mended == 0 {
        return Err(error);
    }
    let value = serde_json::from_str(&text).map_err(|error| refusal(&error))?;
    Ok(Parsed { value, text: Cow::Owned(text), mended })
}

fn refusal(error: &serde_json::Error) -> NotBackup {
    match error.classify() {
        Mistake::Eof => NotBackup::Truncated { line: error.line() },
        // serde_json has no kind of its own for its limit of 128 levels.
        _ if error.to_string().starts_with("recursion limit") => NotBackup::TooDeep,
        _ => NotBackup::NotJson { line: error.line(), column: error.column() },
    }
}

/// Replaces escapes of surrogates that are no pair. Returns how many.
fn mend(text: &str) -> (String, usize) {
    let mut mended = 0;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let here = rest.get(before.len()..).unwrap_or_default();
        let (kept, length) = match (unit(here), here.get(6..).and_then(unit)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => (here.get(..12), 12),
            (Some(0xD800..=0xDFFF), _) => (None, 6),
            // Another escape: the backslash and what it is for, which may be a backslash.
            _ => {
                let length = 1 + after.chars().next().map_or(0, char::len_utf8);
                (here.get(..length), length)
            }
        };
        mended += usize::from(kept.is_none());
        out.push_str(kept.unwrap_or(REPLACEMENT));
        rest = here.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    (out, mended)
}

/// Returns the number of the escape `\uXXXX` with which a text begins.
fn unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then_some(())?;
    u32::from_str_radix(digits, 16).ok()
}
