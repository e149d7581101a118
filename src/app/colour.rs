//! The colours of categories: a file may say anything, a stylesheet gets only what is known.

use prompt_commons::model::Category;

/// The names that the palette of `styles/tokens.css` has, in the order in which new categories get them.
pub(crate) use prompt_commons::model::COLOURS as NAMES;

/// Returns the CSS colour of a category: one of the palette, the file's own `#rrggbb`, or the neutral one.
pub(crate) fn css(color: Option<&str>) -> String {
    let color = color.unwrap_or_default().trim().to_ascii_lowercase();
    let color = if color == "grey" { "gray" } else { color.as_str() };
    if NAMES.contains(&color) {
        return format!("var(--category-{color})");
    }
    match color.strip_prefix('#') {
        Some(digits)
            if matches!(digits.len(), 3 | 6) && digits.bytes().all(|digit| digit.is_ascii_hexdigit()) =>
        {
            color.to_owned()
        }
        _ => "var(--category-none)".to_owned(),
    }
}

/// Returns the colour for one more category: the first that none has yet, then round again.
pub(crate) fn next(categories: &[Category]) -> &'static str {
    let free = NAMES.iter().find(|name| !categories.iter().any(|category| category.color() == Some(name)));
    let round = || NAMES.iter().cycle().nth(categories.len());
    free.or_else(round).copied().unwrap_or("blue")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_colours_reach_the_stylesheet() {
        assert_eq!(css(Some("blue")), "var(--category-blue)");
        assert_eq!(css(Some(" Grey ")), "var(--category-gray)");
        assert_eq!(css(Some("#Ff8800")), "#ff8800");
        for bad in ["", "url(https://example.com)", "#ff880", "#gggggg", "red;display:none", "#ééé"] {
            assert_eq!(css(Some(bad)), "var(--category-none)", "{bad}");
        }
        assert_eq!(css(None), "var(--category-none)");
    }

    #[test]
    fn new_categories_start_with_the_first_colour() {
        assert_eq!(next(&[]), "blue");
    }
}
