use std::ops::Range;

use crate::model::is_hidden;

/// A variable where it stands in a text.
pub(super) struct Found<'a> {
    pub(super) name: &'a str,
    pub(super) given: Given<'a>,
}

/// What is said of a variable besides its name.
pub(super) enum Given<'a> {
    Nothing,
    Default(&'a str),
    /// Two or more.
    Options(Vec<&'a str>),
}

/// Finds the first variable from a byte on, and the bytes that it takes with its braces.
///
/// Each byte is looked at a bounded number of times, braces without end included: what follows braces is read up to
/// the next brace, and from there the search goes on.
pub(super) fn find(text: &str, from: usize) -> Option<(Range<usize>, Found<'_>)> {
    let mut rest = text.get(from..)?;
    loop {
        rest = rest.get(rest.find('{')?..)?;
        let inside = rest.trim_start_matches('{');
        let opened = rest.len() - inside.len();
        let (inside, after) = inside.split_at_checked(inside.find(['{', '}'])?)?;
        if opened > 1
            && after.starts_with("}}")
            && let Some(found) = read(inside)
        {
            let end = text.len() - after.len();
            return Some((end - inside.len() - 2..end + 2, found));
        }
        rest = after;
    }
}

/// Reads what stands between the braces; `None` if that is no variable. The marks that rule a name out are those of code
/// in double braces: keys of JSON and of JavaScript's objects, statements, tags, LaTeX.
fn read(inside: &str) -> Option<Found<'_>> {
    let (name, given) = match inside.find(['=', '|']).and_then(|at| inside.split_at_checked(at)) {
        None => (inside, Given::Nothing),
        Some((name, given)) => match given.strip_prefix('=') {
            Some(default) => (name, Given::Default(default.trim())),
            None => (name, Given::Options(given.split('|').skip(1).map(str::trim).collect())),
        },
    };
    let rest = inside.get(name.len()..)?;
    let code = ["==", "=>", "||"].iter().any(|code| rest.starts_with(code));
    let too_few = matches!(&given, Given::Options(options) if options.len() < 2);
    if code || too_few || name.contains(['\n', '\r', '"', ':', ';', '<', '>', '\\']) {
        return None;
    }
    // Marks that nobody sees come along when text is pasted: names that look the same would be two fields.
    let name = name.trim_matches(|c: char| c.is_whitespace() || is_hidden(c));
    let begins = |c: char| c.is_ascii_alphanumeric() || c == '_' || !c.is_ascii();
    name.starts_with(begins).then_some(Found { name, given })
}
