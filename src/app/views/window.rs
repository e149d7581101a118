//! Which part of a long list is in the page: what is visible, and a little on either side.
//!
//! ```text
//!   ┌ space ┐  as high as the blocks before were when they were drawn, or are likely to be
//!   │ block │  lines in blocks of [`BLOCK`]
//!   │ block │  ◀─ what is visible
//!   └ space ┘
//! ```
//!
//! Where a guess was wrong, the browser keeps what is visible in its place (scroll anchoring).
//!
//! Only some lines are drawn at once; the browser paints these before it is asked for the next ones.

use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::rc::Rc;

use leptos::prelude::document;
use prompt_commons_browser::dom::once_painted;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

use crate::derived::{Derived, effect};
use crate::dom::{El, Row, el, resized};
use crate::state::State;

/// Lines that come and go together.
const BLOCK: usize = 8;

/// Lines that are drawn at once: drawing one takes about a millisecond, and showing it as long again.
const AT_ONCE: usize = 8;

/// Pixels beyond what is visible that are drawn, so that scrolling doesn't run ahead of it.
const NEAR: i32 = 600;

/// The class of lines that stick to the top of the list while those below them are scrolled.
const STICKY: &str = "heading";

/// Pixels that a block is taken to be high before any was drawn.
const LIKELY: i32 = 95 * 8;

/// The part of a list that is in the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    first: usize,
    end: usize,
    /// Pixels of what stands before and after.
    before: i32,
    after: i32,
}

impl Window {
    /// Returns the lines that are in it.
    pub(crate) fn lines(&self) -> Range<usize> {
        self.first * BLOCK..self.end * BLOCK
    }
}

/// How high blocks are, as far as they have been drawn.
#[derive(Debug, Default)]
struct Heights(Vec<Option<i32>>);

impl Heights {
    /// Takes note of blocks that are drawn, by the tops of all lines and the bottom of the last.
    fn note(&mut self, first: usize, tops: &[i32], bottom: i32) {
        for (at, block) in tops.chunks(BLOCK).enumerate() {
            let next = tops.get((at + 1) * BLOCK).copied().unwrap_or(bottom);
            let height = block.first().map(|top| next - top);
            if self.0.len() <= first + at {
                self.0.resize(first + at + 1, None);
            }
            // The last one may not be full yet, and grows when it is.
            if let (Some(place), true) = (self.0.get_mut(first + at), block.len() == BLOCK) {
                *place = height;
            }
        }
    }

    fn likely(&self) -> i32 {
        let known = || self.0.iter().flatten();
        let count = i32::try_from(known().count()).unwrap_or(i32::MAX);
        if count == 0 { LIKELY } else { known().sum::<i32>() / count }
    }

    /// Returns the window on `count` lines whose visible part is between these pixels.
    fn window(&self, count: usize, visible: Range<i32>) -> Window {
        let blocks = count.div_ceil(BLOCK);
        let likely = self.likely();
        let height = |block: usize| self.0.get(block).copied().flatten().unwrap_or(likely);
        let (mut top, mut first, mut before, mut end) = (0, None, 0, blocks);
        for block in 0..blocks {
            let bottom = top + height(block);
            if first.is_none() && (bottom > visible.start - NEAR || block + 1 == blocks) {
                (first, before) = (Some(block), top);
            }
            if top > visible.end + NEAR {
                end = block;
                break;
            }
            top = bottom;
        }
        let after = (end..blocks).map(height).sum();
        Window { first: first.unwrap_or(0), end, before, after }
    }
}

/// Has `list`, an element that scrolls, show lines as they come into sight. `count`: how many there are. `lines`: draws some of them,
/// one element each. `anew`: reads what brings it back to the top.
pub(crate) fn windowed(
    list: El,
    count: Derived<usize>,
    lines: impl Fn(Range<usize>) -> Vec<Row> + 'static,
    anew: impl Fn() + 'static,
) -> El {
    let heights = Rc::new(RefCell::new(Heights::default()));
    let scroller = list.element();
    let start = Heights::default().window(count.get_untracked(), 0..0);
    let window = State::new(start);
    let shown = Derived::new(move || window.get());
    let space = |height: fn(&Window) -> i32| {
        let space = el("div").class("space").attr("aria-hidden", "true");
        let element: HtmlElement = space.element().unchecked_into();
        effect(move || {
            let height = shown.with(height);
            // A style that the browser doesn't take is left out.
            let _ = element.style().set_property("height", &format!("{height}px"));
        });
        space
    };
    // Whether some lines are yet to be drawn; each turn draws the next ones.
    let (is_partly, turn) = (Rc::new(Cell::new(false)), State::new(0_u32));
    let look = {
        let (scroller, heights, is_partly) = (scroller.clone(), Rc::clone(&heights), Rc::clone(&is_partly));
        move || {
            let mut heights = heights.borrow_mut();
            if !is_partly.get() {
                measure(&scroller, &mut heights, window.get_untracked());
            }
            let top = scroller.scroll_top();
            let new = heights.window(count.get_untracked(), top..top + scroller.client_height());
            if window.with_untracked(|old| *old != new) {
                keep_keyboard(&scroller);
                window.set(new);
            }
        }
    };
    effect({
        let (look, heights, scroller) = (look.clone(), Rc::clone(&heights), scroller.clone());
        move || {
            anew();
            heights.take();
            scroller.set_scroll_top(0);
            look();
        }
    });
    effect({
        let look = look.clone();
        move || {
            count.track();
            look();
        }
    });
    resized(&scroller, look.clone());
    let drawn = RefCell::new(Vec::<String>::new());
    let rows = move || {
        let now = turn.get();
        let all = lines(shown.with(Window::lines));
        let mut left = AT_ONCE;
        let mut known = drawn.borrow_mut();
        let (rows, rest): (Vec<Row>, Vec<Row>) = all.into_iter().partition(|row| {
            let is_known = known.iter().any(|key| key == row.key());
            let is_drawn = is_known || left > 0;
            left -= usize::from(!is_known && is_drawn);
            is_drawn
        });
        *known = rows.iter().map(|row| row.key().to_owned()).collect();
        is_partly.set(!rest.is_empty());
        if is_partly.get() {
            once_painted(move || turn.set(now.wrapping_add(1)));
        }
        rows
    };
    list.attr("tabindex", "-1")
        .on("scroll", move |_| look())
        .child(space(|window| window.before))
        .rows(rows)
        .child(space(|window| window.after))
}

/// Takes note of how high what is drawn is.
fn measure(scroller: &Element, heights: &mut Heights, window: Window) {
    let Ok(spaces) = scroller.query_selector_all(":scope > .space") else { return };
    let (Some(before), Some(after)) = (spaces.get(0), spaces.get(1)) else { return };
    let mut tops = Vec::new();
    let mut at = before.next_sibling();
    while let Some(node) = at.filter(|node| *node != after) {
        if let Some(element) = node.dyn_ref::<Element>() {
            tops.push(top(element));
        }
        at = node.next_sibling();
    }
    let bottom = after.dyn_ref().map(top);
    if let Some(bottom) = bottom {
        heights.note(window.first, &tops, bottom);
    }
}

/// Returns where an element begins. A heading that sticks to the top of the list is taken for where it would stand without that:
/// right before the line that follows it.
#[allow(clippy::cast_possible_truncation, reason = "pixels of a page; a fraction of one is nothing")]
fn top(element: &Element) -> i32 {
    let own = element.get_bounding_client_rect();
    let sticks = element.class_list().contains(STICKY);
    let next = element.next_element_sibling().filter(|_| sticks);
    let top = next.map_or_else(|| own.top(), |next| next.get_bounding_client_rect().top() - own.height());
    top as i32
}

/// Gives the list the keyboard if what has it is scrolled far away and about to leave the page.
fn keep_keyboard(scroller: &Element) {
    let Some(active) = document().active_element() else { return };
    let inside = AsRef::<Node>::as_ref(scroller).contains(Some(active.as_ref())) && active != *scroller;
    let (here, seen) = (active.get_bounding_client_rect(), scroller.get_bounding_client_rect());
    if inside && (here.bottom() < seen.top() || here.top() > seen.bottom()) {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = scroller.unchecked_ref::<HtmlElement>().focus_with_options(&options);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Blocks of which the first three were drawn.
    fn heights() -> Heights {
        let mut heights = Heights::default();
        let tops: Vec<i32> = (0..3 * BLOCK).map(|line| i32::try_from(line).unwrap() * 100).collect();
        heights.note(0, &tops, 2400);
        heights
    }

    #[test]
    fn what_is_visible_is_in_it_and_a_little_more() {
        let window = heights().window(10_000, 0..500);
        assert_eq!((window.lines(), window.before), (0..16, 0));
        let window = heights().window(10_000, 3000..3500);
        assert_eq!((window.lines(), window.before), (24..48, 2400));
    }

    #[test]
    fn all_of_it_is_always_as_high() {
        let high = |window: &Window| {
            window.before + window.after + i32::try_from(window.end - window.first).unwrap() * 800
        };
        for top in [0, 777, 100_000, 999_500] {
            let window = heights().window(10_000, top..top + 500);
            assert_eq!(high(&window), 1_000_000, "{window:?}");
            let (lines, at) = (window.lines(), usize::try_from(top).unwrap());
            assert!(lines.start * 100 <= at && at + 500 <= lines.end * 100, "{window:?}");
        }
    }

    #[test]
    fn short_lists_are_whole() {
        let window = Heights::default().window(7, 0..500);
        assert_eq!((window.lines(), window.before, window.after), (0..8, 0, 0));
        let window = Heights::default().window(0, 0..500);
        assert_eq!(window.lines(), 0..0);
    }

    #[test]
    fn behind_the_end_the_last_is_shown() {
        let window = heights().window(30, 90_000..90_500);
        assert_eq!(window.lines(), 24..32);
    }
}
