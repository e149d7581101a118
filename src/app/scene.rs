//! What a list is of: a library, and what a search found in it.

use std::sync::Arc;

use leptos::prelude::untrack;
use leptos::task::spawn_local;
use prompt_commons::model::{Prompt, PromptId};
use prompt_commons::search::{Found, Query};
use prompt_commons_browser::search::Question;
use prompt_commons_engine::View;

use crate::derived::{Derived, effect};
use crate::session::Session;
use crate::state::{Kept, State};
use crate::words::sentence;

/// A library, and what a search found in it, if there was one.
#[derive(Clone, Default)]
pub(crate) struct Scene {
    pub(crate) view: Option<Arc<View>>,
    pub(crate) found: Option<Arc<Found>>,
    /// What was looked for.
    pub(crate) typed: String,
}

impl PartialEq for Scene {
    fn eq(&self, other: &Self) -> bool {
        fn same<T>(one: Option<&Arc<T>>, other: Option<&Arc<T>>) -> bool {
            one.map(Arc::as_ptr) == other.map(Arc::as_ptr)
        }
        same(self.view.as_ref(), other.view.as_ref()) && same(self.found.as_ref(), other.found.as_ref())
    }
}

impl Scene {
    /// Returns the places of the prompts that were found, the best first; all of them if nothing was looked for.
    pub(crate) fn places(&self) -> Vec<u32> {
        let count = || self.view.as_ref().map_or(0, |view| view.library.prompts().len());
        let all = || (0..u32::try_from(count()).unwrap_or(u32::MAX)).collect();
        self.found.as_ref().map_or_else(all, |found| found.places.clone())
    }

    /// Returns the prompt at a place.
    pub(crate) fn prompt(&self, place: u32) -> Option<&Prompt> {
        self.view.as_ref()?.library.prompts().get(place as usize)
    }
}

/// Follows the library that is shown and what is typed. While a search is on its way, what it will replace stays.
pub(crate) fn scene(session: Session, typed: State<String>) -> Derived<Scene> {
    let answered = State::new(Scene::default());
    let used = Derived::new(move || used(session));
    let alive = Kept::new(());
    let all = move || Scene { view: session.outline(), ..Scene::default() };
    let nothing_typed = Derived::new(move || typed.with(|typed| Query::parse(typed).is_empty()));
    effect(move || {
        let (view, is_nothing) = (session.view(), nothing_typed.get());
        if view.is_none() || is_nothing {
            answered.set(Scene::default());
        }
        // Asked for nothing, the search gets ready: else the first key would wait until its worker has brought the index up to date.
        let Some(view) = view else { return };
        let question = Question {
            library: view.record.id.clone(),
            print: view.searched(),
            typed: typed.get(),
            first: used.get(),
        };
        spawn_local(async move {
            let answer = session.search().find(&question).await;
            if is_nothing || alive.try_with(|()| ()).is_none() {
                return;
            }
            match answer {
                // What is shown of it does next, and then it is looked for again.
                Ok((print, _)) if print != question.print => session.read(&question.library).await,
                // Anything else answers a question that is no longer asked.
                Ok((print, found)) => untrack(|| {
                    let view = session
                        .view()
                        .filter(|view| (view.searched(), &view.record.id) == (print, &question.library));
                    if view.is_some() && typed.get() == question.typed {
                        answered.set(Scene { view, found: Some(Arc::new(found)), typed: question.typed });
                    }
                }),
                Err(reason) => session.alert.set(Some(sentence(&reason))),
            }
        });
    });
    Derived::new(move || {
        let (all, answered) = (all(), answered.get());
        let of = |scene: &Scene| scene.view.as_ref().map(|view| view.record.id.clone());
        if nothing_typed.get() || of(&all) != of(&answered) { all } else { answered }
    })
}

/// Returns the places of what this person used of the library that is shown, the last first.
fn used(session: Session) -> Vec<u32> {
    let Some(view) = session.view() else { return Vec::new() };
    let place = |id: &str| view.library.place(&PromptId::parse(id)?);
    session.habits.with(|habits| habits.recent(view.record.id.as_str(), place))
}
