//! Fields for texts, which refuse what is too long to be worked on: each keystroke is kept, and goes all over the text.

use prompt_commons::format::MAX_TEXT_CHARS;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use crate::dom::El;
use crate::state::State;
use crate::words::say;

/// Has a field start with a text and give what is typed to `take`, but for what makes it too long: that is taken back, and
/// `error` says why. What was longer before may become shorter.
pub(crate) fn limited(
    field: El,
    start: &str,
    error: State<Option<String>>,
    take: impl Fn(String) + 'static,
) -> El {
    let refused = State::new(false);
    let mut last = start.to_owned();
    field
        .attr_of("aria-invalid", move || {
            (refused.get() && error.with(Option::is_some)).then(|| "true".to_owned())
        })
        .value(start)
        .on("input", move |event| {
            let Some(field) = event.target().map(JsCast::unchecked_into::<HtmlInputElement>) else { return };
            let typed = field.value();
            let count = if typed.len() > MAX_TEXT_CHARS { typed.chars().count() } else { 0 };
            refused.set(count > MAX_TEXT_CHARS && typed.len() > last.len());
            if refused.get_untracked() {
                // What the form forgets with the next key stays until that.
                event.stop_propagation();
                field.set_value(&last);
                error.set(Some(say!("editor-too-long", count = count, most = MAX_TEXT_CHARS)));
            } else {
                last.clone_from(&typed);
                take(typed);
            }
        })
}
