//! What stands beside the list: which libraries, which context, and the ways on where there is nothing to choose.

use std::rc::Rc;

use prompt_commons_browser::habits;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement, HtmlSelectElement};

use crate::choices::Lack;
use crate::frame::Selector;
use crate::paint;

impl Selector {
    /// Takes what was chosen beside the list, and remembers it on this device.
    pub(crate) fn change(self: &Rc<Self>, event: &Event) {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
            return;
        };
        if let Some(select) = target.dyn_ref::<HtmlSelectElement>().filter(|select| select.id() == "library")
        {
            self.narrow(select.value().parse().ok());
        } else if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
            let block = input.get_attribute("data-block").and_then(|block| block.parse().ok());
            if input.id() == "everywhere" {
                self.search_everywhere(input.checked());
            } else if let Some((library, block)) =
                block.and_then(|block| self.choices.borrow_mut().tick(block))
            {
                habits::change(&|habits| habits.tick(&library, &block));
                paint::preview(&self.dom, &self.choices.borrow());
            }
        }
    }

    fn narrow(self: &Rc<Self>, scope: Option<usize>) {
        self.choices.borrow_mut().narrow(scope);
        let listed =
            scope.and_then(|scope| Some(self.choices.borrow().shelves().get(scope)?.id().to_owned()));
        habits::change(&|habits| habits.listed = listed.clone().unwrap_or_default());
        self.look();
    }

    fn search_everywhere(self: &Rc<Self>, everywhere: bool) {
        self.choices.borrow_mut().search_everywhere(everywhere);
        habits::change(&|habits| habits.everywhere = everywhere);
        self.look();
    }

    /// Goes the way that is offered where there is nothing to choose.
    pub(crate) fn widen(self: &Rc<Self>) {
        let lack = self.choices.borrow().lack();
        match lack {
            Some(Lack::Here) => self.narrow(None),
            Some(Lack::Hits { elsewhere: true }) => self.search_everywhere(true),
            _ => {
                if let Some(search) = self.dom.find::<HtmlInputElement>("search") {
                    search.set_value("");
                }
                self.choices.borrow_mut().type_query("");
                self.look();
            }
        }
        paint::chosen_library(&self.dom, &self.choices.borrow());
        self.take_keyboard();
    }
}
