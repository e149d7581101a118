//! Who belongs to the team, and as what.

use leptos::prelude::*;
use prompt_commons::access::Role;
use prompt_commons::command::Command;
use prompt_commons::model::Email;

use super::on;
use super::{manage, parts};
use crate::derived::Derived;
use crate::session::Session;
use crate::{people, words};

/// The roles that an owner gives, the one for new members first.
const GIVEN: [Role; 2] = [Role::Viewer, Role::Editor];

fn role(name: &str) -> Role {
    GIVEN.into_iter().find(|role| role.name() == name).unwrap_or(Role::Viewer)
}

/// Draws the section.
pub(crate) fn members(session: Session) -> AnyView {
    let error = RwSignal::new(None::<String>);
    let members = Derived::new(move || {
        let list = |view: std::sync::Arc<prompt_commons_engine::View>| {
            view.library.members().iter().map(|(email, role)| (email.clone(), role)).collect::<Vec<_>>()
        };
        session.view().map(list).unwrap_or_default()
    });
    view! {
        <section class="stack">
            <h2>"Members"</h2>
            {add(session)}
            <ul class="plain">
                {move || {
                    members.get().into_iter().map(move |(email, role)| member(session, email, role, error)).collect_view()
                }}
            </ul>
            {parts::alert_of(error)}
        </section>
    }
    .into_any()
}

fn add(session: Session) -> AnyView {
    let error = RwSignal::new(None::<String>);
    let text = RwSignal::new(String::new());
    let given = RwSignal::new(Role::Viewer);
    let submit = move || {
        let pasted = text.with_untracked(|text| people::parse(text));
        let wrong = (!pasted.wrong.is_empty())
            .then(|| format!("This doesn't look like an email address: {}", pasted.wrong.join(", ")));
        if pasted.emails.is_empty() {
            error.set(wrong.or_else(|| Some("Please enter an email address".to_owned())));
            return;
        }
        let number = pasted.emails.len();
        let role = given.get_untracked();
        let commands = pasted.emails.into_iter().map(|email| Command::SetMember { email, role }).collect();
        let said = words::count(number, "member added", "members added");
        let left = pasted.wrong.join("\n");
        manage::run(session, commands, said, error, move || {
            // What could not be taken stays there to be put right.
            text.try_set(left);
            error.try_set(wrong);
        });
    };
    view! {
        <form
            class="stack"
            on:submit=on::submit(move |event| {
                event.prevent_default();
                submit();
            })
        >
            <label>
                <span class="label">"Emails"</span>
                <textarea
                    rows="2"
                    spellcheck="false"
                    placeholder="bob@company.com, carol@company.com"
                    prop:value=move || text.get()
                    on:input=on::event(move |event| text.set(event_target_value(&event)))
                ></textarea>
            </label>
            <div class="row end">
                <label class="narrow">
                    <span class="label">"Role"</span>
                    <select on:change=on::event(move |event| given.set(role(&event_target_value(&event))))>
                        {options(Role::Viewer)}
                    </select>
                </label>
                <button class="lead" type="submit">
                    "Add"
                </button>
                <p class="hint grow">"Editors add and edit prompts. Viewers read, copy and insert them."</p>
            </div>
            {parts::alert_of(error)}
        </form>
    }
    .into_any()
}

fn options(chosen: Role) -> AnyView {
    GIVEN
        .map(|role| view! { <option selected=role == chosen>{role.name()}</option> })
        .collect_view()
        .into_any()
}

fn member(session: Session, email: Email, is: Role, error: RwSignal<Option<String>>) -> AnyView {
    let shown = email.to_string();
    if is == Role::Owner {
        return view! {
            <li class="row member">
                <span class="grow">{shown}</span>
                <span class="chip">{is.name()}</span>
            </li>
        }
        .into_any();
    }
    let removed = email.clone();
    let change = move |to: Role| {
        let command = Command::SetMember { email: email.clone(), role: to };
        manage::run(
            session,
            vec![command],
            format!("{email} is {} now", to.name().to_lowercase()),
            error,
            || {},
        );
    };
    let remove = move |_| {
        let command = Command::RemoveMember { email: removed.clone() };
        manage::run(session, vec![command], format!("{removed} removed"), error, || {});
    };
    view! {
        <li class="row member">
            <span class="grow">{shown.clone()}</span>
            <select
                class="narrow"
                aria-label=format!("Role of {shown}")
                on:change=on::event(move |event| change(role(&event_target_value(&event))))
            >
                {options(is)}
            </select>
            <button class="quiet wary" aria-label=format!("Remove {shown}") on:click=on::click(remove)>
                "Remove"
            </button>
        </li>
    }
    .into_any()
}
