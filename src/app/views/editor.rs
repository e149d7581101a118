//! The form that adds and changes prompts.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use prompt_commons::access::{Action, Target};
use prompt_commons::model::CategoryId;

use super::on;
use super::parts;
use crate::derived::Derived;
use crate::draft::Editing;
use crate::icon::{Icon, icon};
use crate::session::Session;
use crate::{colour, listing, words};

/// The value of the option that starts a category; no id is white space alone.
const NEW: &str = " ";

/// Draws the editor of [`Session::editing`]. Its fields start with what is there and then lead: nothing that
/// happens to the library meanwhile touches them.
pub(crate) fn editor(session: Session) -> AnyView {
    let Some(start) = session.editing.get_untracked() else { return ().into_any() };
    let error = RwSignal::new(None::<String>);
    let saving = RwSignal::new(false);
    let leaving = RwSignal::new(false);
    let heading = if start.is_new() { "Add prompt" } else { "Edit prompt" };
    view! {
        <form
            class="editor"
            aria-labelledby="editor-heading"
            on:submit=on::submit(move |event| {
                event.prevent_default();
                save(session, error, saving);
            })
            on:keydown=on::key(move |event| {
                let save_key = event.key() == "Enter" && (event.ctrl_key() || event.meta_key());
                if save_key {
                    event.prevent_default();
                    save(session, error, saving);
                } else if event.key() == "Escape" {
                    // Else the popup would close as a whole.
                    event.prevent_default();
                    leave(session, leaving);
                }
            })
        >
            <h2 id="editor-heading">{heading}</h2>
            {fields(session, &start)}
            {parts::alert_of(error)}
            {move || {
                if leaving.get() {
                    discard(session, leaving)
                } else {
                    view! {
                        <div class="row actions">
                            <button class="lead" type="submit" disabled=move || saving.get()>
                                "Save"
                            </button>
                            <button type="button" on:click=on::click(move |_| leave(session, leaving))>
                                "Cancel"
                            </button>
                            <span class="grow"></span>
                            <span class="hint keys">"Ctrl+Enter saves"</span>
                        </div>
                    }
                        .into_any()
                }
            }}
        </form>
    }
    .into_any()
}

fn fields(session: Session, start: &Editing) -> AnyView {
    let title = parts::focused(NodeRef::<html::Input>::new());
    view! {
        <label>
            <span class="label">"Title"</span>
            <input
                type="text"
                autocomplete="off"
                placeholder="What is it for?"
                node_ref=title
                prop:value=start.draft.title.clone()
                on:input=on::event(move |event| session.write(|editing| editing.draft.title = event_target_value(&event)))
            />
        </label>
        <label class="text">
            <span class="label">"Prompt text"</span>
            <textarea
                rows="8"
                placeholder="Write the prompt as you want it inserted."
                prop:value=start.draft.content.clone()
                on:input=on::event(move |event| session.write(|editing| editing.draft.content = event_target_value(&event)))
            ></textarea>
        </label>
        {category(session, start)}
    }
    .into_any()
}

fn category(session: Session, start: &Editing) -> AnyView {
    let options = Derived::new(move || {
        let named = |view: std::sync::Arc<prompt_commons_engine::View>| {
            let categories = view.library.categories().iter();
            categories.map(|category| (category.id().clone(), category.name().to_owned())).collect::<Vec<_>>()
        };
        session.view().map(named).unwrap_or_default()
    });
    let manages = Derived::new(move || {
        session.view().is_some_and(|view| view.can(Action::ManageCategories, Target::Library).is_ok())
    });
    let naming = RwSignal::new(start.new_category.is_some());
    let chosen = RwSignal::new(start.draft.category.clone());
    let name = start.new_category.clone().unwrap_or_default();
    let is = move |id: Option<&CategoryId>| !naming.get() && chosen.with(|chosen| chosen.as_ref() == id);
    view! {
        <label>
            <span class="label">"Category"</span>
            <select on:change=on::event(move |event| {
                let value = event_target_value(&event);
                naming.set(value == NEW);
                chosen.set(CategoryId::parse(&value));
                session
                    .write(|editing| {
                        editing.draft.category = CategoryId::parse(&value);
                        editing.new_category = (value == NEW).then(String::new);
                    });
            })>
                <option value="" selected=move || is(None)>
                    "No category"
                </option>
                {move || {
                    options
                        .get()
                        .into_iter()
                        .map(|(id, name)| {
                            let value = id.to_string();
                            view! {
                                <option value=value selected=move || is(Some(&id))>
                                    {name}
                                </option>
                            }
                        })
                        .collect_view()
                }}
                {move || {
                    manages
                        .get()
                        .then(|| {
                            view! {
                                <option value=NEW selected=move || naming.get()>
                                    "New category…"
                                </option>
                            }
                        })
                }}
            </select>
        </label>
        {move || {
            naming
                .get()
                .then(|| {
                    let node = parts::focused(NodeRef::<html::Input>::new());
                    view! {
                        <label>
                            <span class="label">"New category"</span>
                            <input
                                type="text"
                                autocomplete="off"
                                node_ref=node
                                prop:value=name.clone()
                                on:input=on::event(move |event| {
                                    session
                                        .write(|editing| {
                                            editing.new_category = Some(event_target_value(&event));
                                        });
                                })
                            />
                        </label>
                    }
                })
        }}
    }
    .into_any()
}

/// Asks before something written is lost.
fn discard(session: Session, leaving: RwSignal<bool>) -> AnyView {
    view! {
        <div class="row actions ask" role="dialog" aria-label="Discard your changes?">
            <span class="grow">"Discard your changes?"</span>
            <button type="button" node_ref=parts::focused_button() on:click=on::click(move |_| leaving.set(false))>
                "Keep editing"
            </button>
            <button type="button" class="grave" on:click=on::click(move |_| session.close_editor())>
                {icon(Icon::Delete)}
                "Discard"
            </button>
        </div>
    }
    .into_any()
}

fn leave(session: Session, leaving: RwSignal<bool>) {
    if session.editing.with_untracked(|editing| editing.as_ref().is_some_and(Editing::is_changed)) {
        leaving.set(true);
    } else {
        session.close_editor();
    }
}

fn save(session: Session, error: RwSignal<Option<String>>, saving: RwSignal<bool>) {
    let Some(mut editing) = session.editing.get_untracked() else { return };
    if saving.get_untracked() {
        return;
    }
    // A category of that name may be there already, or have come meanwhile.
    let categories =
        untrack(|| session.view()).map(|view| view.library.categories().to_vec()).unwrap_or_default();
    let known = editing.new_category.as_ref().and_then(|name| listing::named(&categories, name));
    if let Some(known) = known {
        editing.draft.category = Some(known.id().clone());
        editing.new_category = None;
    }
    let commands = editing.commands(&session.mint(), colour::next(&categories));
    saving.set(true);
    spawn_local(async move {
        match session.edit(&editing.library, commands).await {
            Ok(outcome) => {
                session.close_editor();
                session.say(words::met(&outcome).unwrap_or("Saved on this device"));
            }
            Err(reason) => {
                error.try_set(Some(reason.to_string()));
            }
        }
        saving.try_set(false);
    });
}
