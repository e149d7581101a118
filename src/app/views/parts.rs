//! Small things that many views are made of.

use leptos::html;
use leptos::prelude::*;

use crate::colour;
use crate::icon::{Icon, icon};
use crate::listing::Piece;

/// A text with what the search found in it marked.
pub(crate) fn marked(pieces: Vec<Piece>) -> AnyView {
    let draw = |(text, marked): Piece| {
        if marked { view! { <mark>{text}</mark> }.into_any() } else { text.into_any() }
    };
    pieces.into_iter().map(draw).collect_view().into_any()
}

/// The dot of a category's colour.
pub(crate) fn dot(color: Option<&str>) -> AnyView {
    view! { <span class="dot" style=("--dot", colour::css(color))></span> }.into_any()
}

/// A sentence about something that went wrong, read out at once.
pub(crate) fn alert(words: impl Into<String>) -> AnyView {
    let words = words.into();
    view! {
        <div class="notice danger">
            {icon(Icon::Alert)}
            <p class="grow" role="alert">{words}</p>
        </div>
    }
    .into_any()
}

/// The alert of a form: nothing while there is nothing to say.
pub(crate) fn alert_of(error: RwSignal<Option<String>>) -> AnyView {
    (move || error.get().map(alert)).into_any()
}

/// Gives an element the keyboard as soon as it is there.
pub(crate) fn focused(node: NodeRef<html::Input>) -> NodeRef<html::Input> {
    node.on_load(|input| {
        // An element that can't take it is no reason to fail.
        let _ = input.focus();
    });
    node
}

/// The same for a button.
pub(crate) fn focused_button() -> NodeRef<html::Button> {
    let node = NodeRef::<html::Button>::new();
    node.on_load(|button| {
        let _ = button.focus();
    });
    node
}
