//! Who belongs to the team, and as what.

use leptos::prelude::untrack;
use prompt_commons::access::Role;
use prompt_commons::command::Command;
use prompt_commons::model::Email;

use super::{manage, parts};
use crate::dom::{El, button, el, group, key, row};
use crate::people;
use crate::session::Session;
use crate::state::State;
use crate::words::say;

/// The roles that an owner gives, the one for new members first.
const GIVEN: [Role; 2] = [Role::Viewer, Role::Editor];

fn role(name: &str) -> Role {
    GIVEN.into_iter().find(|role| role.name() == name).unwrap_or(Role::Viewer)
}

/// Draws the section.
pub(crate) fn members(session: Session) -> El {
    let error = State::new(None::<String>);
    // A change of role keeps the line, and with it the keyboard.
    let line = move |(email, role): (&Email, Role)| {
        let email = email.clone();
        let kind = if role == Role::Owner { "owner" } else { "" };
        row(key(&[email.as_str(), kind]), move || {
            let of = email.clone();
            let is = move || session.view().and_then(|view| view.library.members().role(&of));
            member(session, email, role, is, error).into()
        })
    };
    let lines = move || {
        session.view().map(|view| view.library.members().iter().map(line).collect()).unwrap_or_default()
    };
    el("section")
        .class("stack")
        .child(el("h2").say("members-heading"))
        .child(add(session))
        .child(el("ul").class("plain").rows(lines))
        .child(parts::alert_of(error))
}

fn add(session: Session) -> El {
    let error = State::new(None::<String>);
    let text = State::new(String::new());
    let given = State::new(Role::Viewer);
    let submit = move || {
        let mut pasted = text.with_untracked(|text| people::parse(text));
        // Who is a member already stays what they are.
        let view = untrack(|| session.view());
        let is_known =
            |email: &Email| view.as_ref().and_then(|view| view.library.members().role(email)).is_some();
        let known: Vec<String> =
            pasted.emails.extract_if(.., |email| is_known(email)).map(|email| email.to_string()).collect();
        let left = pasted.wrong.join("\n");
        let wrong = (!left.is_empty()).then(|| say!("members-wrong", wrong = &pasted.wrong.join(", ")));
        let known = (!known.is_empty())
            .then(|| say!("members-known", count = known.len(), emails = &known.join(", ")));
        let refused = known.into_iter().chain(wrong).reduce(|one, other| format!("{one}. {other}"));
        if pasted.emails.is_empty() {
            error.set(refused.or_else(|| Some(say!("members-missing"))));
            return;
        }
        let number = pasted.emails.len();
        let role = given.get_untracked();
        let commands = pasted.emails.into_iter().map(|email| Command::SetMember { email, role }).collect();
        let said = say!("members-added", count = number);
        manage::run(
            session,
            commands,
            said,
            error,
            Box::new(move || {
                // What could not be taken stays there to be put right.
                text.set(left);
                error.set(refused);
            }),
        );
    };
    let emails = el("textarea")
        .attr("rows", "2")
        .attr("spellcheck", "false")
        .attr_say("placeholder", "members-example")
        .value_of(move || text.get())
        .typed("input", move |words| text.set(words));
    let roles = options(|| Some(Role::Viewer)).typed("change", move |name| given.set(role(&name)));
    let line = el("div")
        .class("row end")
        .child(parts::labelled(&say!("members-role"), roles).class("narrow"))
        .child(el("button").class("lead").attr("type", "submit").say("members-add"))
        .child(el("p").class("hint grow").say("members-hint"));
    parts::form(error, submit)
        .class("stack")
        .child(parts::labelled(&say!("members-emails"), emails))
        .child(line)
        .child(parts::alert_of(error))
}

fn options(chosen: impl Fn() -> Option<Role> + Clone + 'static) -> El {
    let mut all = el("select");
    for role in GIVEN {
        let chosen = chosen.clone();
        let option = el("option")
            .attr("value", role.name())
            .attr_when("selected", move || chosen() == Some(role))
            .say(role.name());
        all = all.child(option);
    }
    all
}

fn member(
    session: Session,
    email: Email,
    first: Role,
    is: impl Fn() -> Option<Role> + Clone + 'static,
    error: State<Option<String>>,
) -> El {
    let shown = email.to_string();
    let line = el("li").class("row member").child(el("span").class("grow").text(&shown));
    if first == Role::Owner {
        return line.child(el("span").class("chip").say(first.name()));
    }
    let removed = email.clone();
    let change = move |to: Role| {
        let command = Command::SetMember { email: email.clone(), role: to };
        let email = email.to_string();
        let done = match to {
            Role::Owner => say!("members-owner-now", email = &email),
            Role::Editor => say!("members-editor-now", email = &email),
            Role::Viewer => say!("members-viewer-now", email = &email),
        };
        manage::run(session, vec![command], done, error, Box::new(|| {}));
    };
    let remove = move || {
        let command = Command::RemoveMember { email: removed.clone() };
        let done = say!("members-removed", email = removed.as_str());
        manage::run(session, vec![command], done, error, Box::new(|| {}));
    };
    let roles = options(is)
        .class("narrow")
        .attr("aria-label", &say!("members-role-of", email = &shown))
        .typed("change", move |name| change(role(&name)));
    let asking = State::new(false);
    let buttons = move || {
        if asking.get() {
            let keep = button("quiet", move || asking.set(false)).focused().say("word-keep");
            let sure = button("grave", remove.clone())
                .attr("aria-label", &say!("members-remove-who", email = &shown));
            group(&[keep.into(), sure.say("members-remove").into()])
        } else {
            let ask = button("quiet wary", move || asking.set(true));
            ask.attr("aria-label", &say!("members-remove-who-ask", email = &shown))
                .say("members-remove-ask")
                .into()
        }
    };
    line.child(roles).child(el("span").class("row ask").part(buttons))
}
