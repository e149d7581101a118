//! The categories beside the list; where there is no room the list's own choice stands in for them.

use super::library::Wish;
use super::parts;
use crate::derived::Derived;
use crate::dom::{El, button, el};
use crate::listing::{self, Shelf};
use crate::session::Session;

/// Draws them.
pub(crate) fn shelves(session: Session, wish: Wish) -> El {
    let shelves =
        Derived::new(move || session.view().map(|view| listing::shelves(&view)).unwrap_or_default());
    let list = move || {
        let line = |shelf| parts::shelf(shelf, move |shelf| line(shelf, wish));
        shelves.get().into_iter().map(line).collect()
    };
    el("nav").class("shelves scroll").attr("aria-label", "Categories").child(el("ul").rows(list))
}

fn line(shelf: Shelf, wish: Wish) -> El {
    let (filter, chosen) = (shelf.filter.clone(), shelf.filter);
    let choose = button("shelf", move || wish.filter.set(filter.clone()))
        .attr_of("aria-current", move || (wish.filter.get() == chosen).then(|| "true".to_owned()))
        .child(parts::dot(shelf.color.as_deref()))
        .child(el("span").class("grow").text(&shelf.name))
        .child(el("span").class("count").text(&shelf.count.to_string()));
    el("li").child(choose)
}
