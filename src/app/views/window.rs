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
//! What is visible is drawn first, and once that is painted, a block at a time, what is near: drawing and showing a line takes about two
//! milliseconds.

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
const BLOCK: usize = 4;

/// Pixels beyond what is visible that are drawn, so that scrolling doesn't run ahead of it.
const NEAR: i32 = 600;

/// The class of lines that stick to the top of the list while those below them are scrolled.
const STICKY: &str = "heading";

/// Pixels that are drawn at once at least: lines may be lower than they are taken to be, and a list is not yet in the page.
const SCREEN: i32 = 600;

/// Pixels that a block is taken to be high before any was drawn.
const LIKELY: i32 = 95 * 4;

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

    /// Returns the blocks of `count` lines that are at least partly between these pixels.
    fn blocks(&self, count: usize, between: Range<i32>) -> Range<usize> {
        let (blocks, likely) = (count.div_ceil(BLOCK), self.likely());
        let (mut top, mut first) = (0, None);
        for block in 0..blocks {
            if top > between.end {
                return first.unwrap_or(0)..block;
            }
            top += self.height(block, likely);
            if first.is_none() && (top > between.start || block + 1 == blocks) {
                first = Some(block);
            }
        }
        first.unwrap_or(0)..blocks
    }

    fn height(&self, block: usize, likely: i32) -> i32 {
        self.0.get(block).copied().flatten().unwrap_or(likely)
    }

    /// Returns the window of some blocks of `count` lines.
    fn window(&self, count: usize, blocks: Range<usize>) -> Window {
        let likely = self.likely();
        let high = |blocks: Range<usize>| blocks.map(|block| self.height(block, likely)).sum();
        let (before, after) = (high(0..blocks.start), high(blocks.end..count.div_ceil(BLOCK)));
        Window { first: blocks.start, end: blocks.end, before, after }
    }
}

/// Returns which blocks are drawn next: those that are `visible`, and of those beside them that are drawn `now` what is `near`.
fn kept(now: Range<usize>, visible: Range<usize>, near: Range<usize>) -> Range<usize> {
    let kept = now.start.max(near.start)..now.end.min(near.end);
    let touches = kept.start <= visible.end && visible.start <= kept.end && kept.start <= kept.end;
    if touches { kept.start.min(visible.start)..kept.end.max(visible.end) } else { visible }
}

/// Returns them with one more of what is near.
fn more(now: Range<usize>, visible: Range<usize>, near: Range<usize>) -> Range<usize> {
    let kept = kept(now, visible, near.clone());
    if kept.end < near.end {
        kept.start..kept.end + 1
    } else {
        kept.start.saturating_sub(1).max(near.start)..kept.end
    }
}

/// Which blocks are drawn next, of those that are drawn now, visible and near.
type Next = fn(Range<usize>, Range<usize>, Range<usize>) -> Range<usize>;

/// The visible part of a list that scrolls.
#[derive(Clone)]
struct Sight {
    scroller: Element,
    count: Derived<usize>,
    heights: Rc<RefCell<Heights>>,
    window: State<Window>,
    /// Whether the next block is drawn once what is drawn is painted.
    grows: Rc<Cell<bool>>,
}

impl Sight {
    /// Draws what is visible, and of what is near as much as `next` says.
    fn look(&self, next: Next) {
        let (old, count) = (self.window.get_untracked(), self.count.get_untracked());
        let (top, high) = (self.scroller.scroll_top(), self.scroller.client_height().max(SCREEN));
        let (new, is_all) = {
            let mut heights = self.heights.borrow_mut();
            measure(&self.scroller, &mut heights, old);
            let visible = heights.blocks(count, top..top + high);
            let near = heights.blocks(count, top - NEAR..top + high + NEAR);
            let blocks = next(old.first..old.end, visible, near.clone());
            (heights.window(count, blocks.clone()), blocks == near)
        };
        if old != new {
            keep_keyboard(&self.scroller);
            self.window.set(new);
        }
        if !is_all && !self.grows.replace(true) {
            let this = self.clone();
            once_painted(move || {
                this.grows.set(false);
                if this.window.is_there() {
                    this.look(more);
                }
            });
        }
    }

    fn again(&self) {
        self.look(kept);
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
    let scroller = list.element();
    let heights = Rc::new(RefCell::new(Heights::default()));
    // As many as are likely to be visible, until it is known how high it is.
    let all = count.get_untracked().div_ceil(BLOCK);
    let window = State::new(heights.borrow().window(count.get_untracked(), 0..all.min(2)));
    let sight = Sight {
        scroller: scroller.clone(),
        count,
        heights: Rc::clone(&heights),
        window,
        grows: Rc::default(),
    };
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
    effect({
        let (sight, scroller) = (sight.clone(), scroller.clone());
        move || {
            anew();
            heights.take();
            scroller.set_scroll_top(0);
            sight.look(|_, visible, _| visible);
        }
    });
    effect({
        let sight = sight.clone();
        move || {
            count.track();
            sight.again();
        }
    });
    resized(&scroller, {
        let sight = sight.clone();
        move || sight.again()
    });
    list.attr("tabindex", "-1")
        .on("scroll", move |_| sight.again())
        .child(space(|window| window.before))
        .rows(move || lines(shown.with(Window::lines)))
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
        heights.note(0, &tops, 1200);
        heights
    }

    #[test]
    fn what_is_visible_is_in_it() {
        assert_eq!(heights().blocks(10_000, 0..500), 0..2);
        assert_eq!(heights().blocks(10_000, 3000..3500), 7..9);
        let window = heights().window(10_000, 7..9);
        assert_eq!((window.lines(), window.before), (28..36, 2800));
    }

    #[test]
    fn all_of_it_is_always_as_high() {
        let high = |window: &Window| {
            window.before + window.after + i32::try_from(window.end - window.first).unwrap() * 400
        };
        for top in [0, 777, 100_000, 999_500] {
            let window = heights().window(10_000, heights().blocks(10_000, top..top + 500));
            assert_eq!(high(&window), 1_000_000, "{window:?}");
            let (lines, at) = (window.lines(), usize::try_from(top).unwrap());
            assert!(lines.start * 100 <= at && at + 500 <= lines.end * 100, "{window:?}");
        }
    }

    #[test]
    fn short_lists_are_whole() {
        let window = Heights::default().window(3, Heights::default().blocks(3, 0..500));
        assert_eq!((window.lines(), window.before, window.after), (0..4, 0, 0));
        assert_eq!(Heights::default().blocks(0, 0..500), 0..0);
    }

    #[test]
    fn behind_the_end_the_last_is_shown() {
        assert_eq!(heights().blocks(30, 90_000..90_500), 7..8);
    }

    #[test]
    fn what_is_visible_comes_first_and_then_what_is_near() {
        assert_eq!(kept(0..2, 0..2, 0..4), 0..2);
        assert_eq!(more(0..2, 0..2, 0..4), 0..3);
        assert_eq!(kept(0..4, 1..3, 0..5), 0..4, "what is near stays");
        assert_eq!(kept(0..4, 90..92, 88..94), 90..92, "a jump draws what it comes to");
        assert_eq!(kept(0..4, 4..6, 2..8), 2..6);
        assert_eq!(kept(5..9, 0..2, 0..4), 0..2);
        assert_eq!(more(90..94, 90..92, 88..94), 89..94);
        assert_eq!(more(88..94, 90..92, 88..94), 88..94);
        assert_eq!(kept(0..4, 0..0, 0..0), 0..0, "nothing is left");
    }
}
