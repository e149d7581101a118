//! What follows signals: parts, lists, texts and attributes that change by themselves.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::{Owner, document, untrack};
use web_sys::{Element, Node};

use super::node::{enabled, group, input, insert, remove, set, settle_focus, shift};
use crate::derived::{Call, effect};

/// Draws, and draws again whenever a signal that `draw` reads changes.
pub(crate) fn part(draw: impl Fn() -> Node + 'static) -> Node {
    fn start(draw: Box<dyn Call<Node>>) -> Node {
        let (all, first, last) = bounds();
        effect(move || {
            let new = draw.call();
            let Some(parent) = last.parent_node() else { return };
            while let Some(old) = first.next_sibling().filter(|old| *old != last) {
                remove(&parent, &old);
            }
            insert(&parent, &new, Some(&last));
            settle_focus();
        });
        all
    }
    start(Box::new(draw))
}

/// Draws one element for as long as `shown` is true.
pub(crate) fn when(shown: impl Fn() -> bool + 'static, draw: impl Fn() -> Node + 'static) -> Node {
    fn start(shown: Box<dyn Call<bool>>, draw: Rc<dyn Call<Node>>) -> Node {
        rows(Box::new(move || {
            let line = || {
                let draw = Rc::clone(&draw);
                row(String::new(), move || draw.call())
            };
            shown.call().then(line).into_iter().collect()
        }))
    }
    start(Box::new(shown), Rc::new(draw))
}

/// A line of a list: what tells it from others, and how to draw it.
pub(crate) struct Row {
    key: String,
    draw: Box<dyn FnOnce() -> Node>,
}

/// Makes a line, which must be one element.
pub(crate) fn row(key: String, draw: impl FnOnce() -> Node + 'static) -> Row {
    Row { key, draw: Box::new(draw) }
}

/// Makes a key of all that a line is drawn from.
pub(crate) fn key(of: &[&str]) -> String {
    of.join("\0")
}

/// A line that is drawn. Its signals and effects end with its owner.
struct Drawn {
    key: String,
    node: Node,
    owner: Owner,
}

/// Draws a list whose lines stay as they are, wherever they move to, as long as their key is in the list.
pub(super) fn rows(lines: Box<dyn Call<Vec<Row>>>) -> Node {
    let (all, first, last) = bounds();
    // The effect's own owner is cleared each time that it runs.
    let scope = Owner::current().unwrap_or_default();
    let drawn = RefCell::new(Vec::<Drawn>::new());
    effect(move || {
        let lines = lines.call();
        let Some(parent) = last.parent_node() else { return };
        let mut old = drawn.take();
        let mut new = Vec::with_capacity(lines.len());
        for Row { key, draw } in lines {
            // Lists mostly keep their order, so it is mostly the first.
            let at = old.iter().position(|old| old.key == key);
            let make = || {
                let owner = scope.with(Owner::new);
                let node = owner.with(|| untrack(draw));
                Drawn { key, node, owner }
            };
            new.push(at.map_or_else(make, |at| old.remove(at)));
        }
        for gone in old {
            remove(&parent, &gone.node);
            gone.owner.cleanup();
        }
        let mut at = first.next_sibling();
        for row in &new {
            if at.as_ref() == Some(&row.node) {
                at = row.node.next_sibling();
            } else {
                shift(&parent, &row.node, at.as_ref());
            }
        }
        drawn.replace(new);
    });
    all
}

pub(super) fn text_of(words: Box<dyn Call<String>>) -> Node {
    let node = document().create_text_node("");
    let all = node.clone().into();
    effect(move || {
        let words = words.call();
        // What did not change isn't read out again.
        if node.data() != words {
            node.set_data(&words);
        }
    });
    all
}

pub(super) fn attr_of(element: Element, name: &'static str, value: Box<dyn Call<Option<String>>>) {
    effect(move || set(&element, name, value.call().as_deref()));
}

pub(super) fn attr_is(
    element: Element,
    name: &'static str,
    [no, yes]: [&'static str; 2],
    is: Box<dyn Call<bool>>,
) {
    effect(move || {
        let value = if is.call() { Some(yes) } else { Some(no).filter(|no| !no.is_empty()) };
        set(&element, name, value);
        if name == "disabled" && value.is_none() {
            enabled(&element);
        }
    });
}

pub(super) fn class_when(element: Element, class: &'static str, is: Box<dyn Call<bool>>) {
    effect(move || {
        let _ = element.class_list().toggle_with_force(class, is.call());
    });
}

pub(super) fn value_of(element: Element, value: Box<dyn Call<String>>) {
    effect(move || {
        let (field, value) = (input(&element), value.call());
        if field.value() != value {
            field.set_value(&value);
        }
    });
}

pub(super) fn checked_of(element: Element, is: Box<dyn Call<bool>>) {
    effect(move || input(&element).set_checked(is.call()));
}

/// Makes the comments between which something changes.
fn bounds() -> (Node, Node, Node) {
    let mark = || Node::from(document().create_comment(""));
    let (first, last) = (mark(), mark());
    (group(&[first.clone(), last.clone()]), first, last)
}
