//! What merges: the library's own fields, its members, categories, prompts and items.

/// Says where a record's marks are.
macro_rules! marked {
    () => {
        fn marks(&self) -> &Marks {
            &self.marks
        }

        fn marks_mut(&mut self) -> &mut Marks {
            &mut self.marks
        }
    };
}

mod listed;
mod whole;

use serde_json::Value;

pub(crate) use listed::{Listed, Stock};
pub(crate) use whole::{Member, head_of, members_of, set_head, set_members};

use super::record::{Held, QUIET};
use crate::format::MAX_TITLE_CHARS;
use crate::model::Rest;

/// Sets a text that has to be there.
fn text(place: &mut String, value: &Value) -> bool {
    value.as_str().map(|text| text.clone_into(place)).is_some()
}

/// Sets a text that names something.
fn name(place: &mut String, value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.chars().count() <= MAX_TITLE_CHARS) && text(place, value)
}

/// Sets a text that may be missing.
fn optional(place: &mut Option<String>, value: &Value) -> bool {
    let fits = value.is_null() || value.is_string();
    if fits {
        *place = value.as_str().map(str::to_owned);
    }
    fits
}

/// Fields that are no unknown ones, whatever a hostile file says that was edited.
fn unknown(rest: &mut Rest, known: &[&str], field: &str, value: &Value) -> bool {
    let fits = !known.contains(&field) && !field.starts_with(QUIET);
    if fits {
        rest.set(field, value);
    }
    fits
}

/// Tells whether an unknown field merges like any other. One without a value, or of a name that is for places and entries,
/// is kept as it is.
fn merges(name: &str, value: &Value) -> bool {
    !value.is_null() && !name.starts_with(QUIET)
}

/// Calls `f` with each unknown field that merges.
fn each_rest(rest: &Rest, f: &mut dyn FnMut(&str, Held<'_>)) {
    for (name, value) in rest.fields().filter(|(name, value)| merges(name, value)) {
        f(name, Held::Json(value));
    }
}

/// Returns the others as a text, to choose between two accounts of them.
fn others(rest: &Rest) -> String {
    let others = rest.fields().filter(|(name, value)| !merges(name, value));
    let mut others: Vec<String> = others.map(|(name, value)| format!("\n{name}\t{value}")).collect();
    others.sort_unstable();
    others.concat()
}
