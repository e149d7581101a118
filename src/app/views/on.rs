//! Listeners, each kind of one type: elements that differ only in what a click does are then compiled once.

use leptos::ev::{Event, KeyboardEvent, MouseEvent, SubmitEvent};

pub(crate) fn click(act: impl FnMut(MouseEvent) + 'static) -> Box<dyn FnMut(MouseEvent)> {
    Box::new(act)
}

pub(crate) fn event(act: impl FnMut(Event) + 'static) -> Box<dyn FnMut(Event)> {
    Box::new(act)
}

pub(crate) fn key(act: impl FnMut(KeyboardEvent) + 'static) -> Box<dyn FnMut(KeyboardEvent)> {
    Box::new(act)
}

pub(crate) fn submit(act: impl FnMut(SubmitEvent) + 'static) -> Box<dyn FnMut(SubmitEvent)> {
    Box::new(act)
}
