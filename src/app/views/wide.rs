//! What only the full page draws, and the popup for a [`Task`](crate::surface::Task), behind pointers: whatever no pointer
//! leads to is not in the popup's own module.

use std::pin::Pin;

use leptos::prelude::window;
use prompt_commons_browser::statistics::gather;
use prompt_commons_browser::{Browser, first};
use web_sys::Node;

use prompt_commons::model::{ItemId, LibraryId, PromptId};

use super::{
    arrange, care, create, editor, emblem, held, join, manage, progress, projects, reader, recreate, review,
    sets, settings, shelves, statistics, welcome,
};
use crate::dom::{El, group, listen};
use crate::session::Session;
use crate::surface::Reviewing;
use crate::wish::Wish;

/// The views that need a native dialog, or space, to compare texts or to write them.
pub(crate) struct Wide {
    pub(super) create: fn(Session) -> Node,
    pub(super) join: fn(Session) -> Node,
    pub(super) manage: fn(Session) -> Node,
    pub(super) care: fn(Session) -> Node,
    pub(super) projects: fn(Session) -> Node,
    /// In the head of a library: what leads there.
    pub(super) to_projects: fn(Session) -> Node,
    pub(super) settings: fn(Session) -> Node,
    pub(super) statistics: fn(Session) -> Node,
    /// Beside the list: the prompt that was chosen.
    pub(super) reader: fn(Session) -> Node,
    /// Beside the list: the categories.
    pub(super) shelves: fn(Session, Wish) -> El,
    /// Above the list: the set that it shows.
    pub(super) set: fn(Session, Wish) -> Node,
    /// On a card: what moves it within a set.
    pub(super) handle: fn(Session, &ItemId, &PromptId) -> Node,
    /// The list that cards are moved in.
    pub(super) zone: fn(Session, Wish, El) -> El,
    /// What a category is told by.
    pub(super) emblem: fn(Option<&str>, Option<&str>) -> El,
    /// The question where the prompt goes that is to be copied or moved.
    pub(super) transfer: fn(Session, PromptId) -> Node,
    /// What writes a file anew that is gone.
    pub(super) recreate: fn(Session) -> Node,
    /// Above the list: how far a long sync is, and edits that were refused.
    pub(super) notices: fn(Session) -> Node,
    /// What others changed, and what has to be decided.
    pub(super) review: fn(Session, Reviewing) -> Node,
    /// In place of a list that is empty because someone is here for the first time.
    pub(super) welcome: fn(Session) -> Node,
    /// Above the list: what removes the sample prompts.
    pub(super) samples: fn(Session) -> Node,
    /// The form that adds and changes prompts.
    pub(super) editor: fn(Session) -> Node,
    /// Has what is preferred and counted in other surfaces hold here, too: a popup closes before that.
    pub(super) follow: fn(Session),
    /// Takes the name under which what is written in this tab is kept.
    pub(crate) seat: fn(Browser, &'static str) -> Later<String>,
    /// Opens the editor that was left open in a library.
    pub(crate) restore: fn(Session, LibraryId) -> Later<()>,
}

/// What comes later.
pub(crate) type Later<T> = Pin<Box<dyn Future<Output = T>>>;

/// All of them. Only the full page's module may name this.
pub(crate) static WIDE: Wide = Wide {
    create: create::create,
    join: join::join,
    manage: manage::manage,
    care: care::care,
    projects: projects::projects,
    to_projects: projects::link,
    settings: settings::settings,
    statistics: statistics::statistics,
    reader: reader::reader,
    shelves: shelves::shelves,
    set: sets::head,
    handle: arrange::handle,
    zone: arrange::zone,
    emblem: emblem::emblem,
    transfer: reader::transfer::transfer,
    recreate: recreate::recreate,
    notices: |session| group(&[progress::progress(session), held::held(session)]),
    review: review::review,
    welcome: welcome::welcome,
    samples: welcome::samples,
    editor: editor::editor,
    follow: |session| {
        gather();
        let follow = move |event| {
            if !first::is_kept(&event) {
                session.follow_preferences();
            }
        };
        listen(&window(), "storage", Box::new(follow));
    },
    seat: |browser, of| Box::pin(async move { browser.take_seat(of).await }),
    restore: |session, library| Box::pin(session.restore_editor(library)),
};
