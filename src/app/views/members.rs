//! Who belongs to the team, and as what.

use std::rc::Rc;

use leptos::prelude::untrack;
use leptos::task::spawn_local;
use prompt_commons::access::Role;
use prompt_commons::command::Command;
use prompt_commons::model::Email;
use web_sys::Node;

use super::{manage, parts};
use crate::derived::effect;
use crate::dialog;
use crate::dom::{El, button, el, group, key, nothing, row};
use crate::people;
use crate::session::Session;
use crate::state::{Kept, State};
use crate::surface::Route;
use crate::words::say;

/// The roles that an owner gives, the one for new members first.
const GIVEN: [Role; 2] = [Role::Viewer, Role::Editor];

fn role(name: &str) -> Role {
    GIVEN.into_iter().find(|role| role.name() == name).unwrap_or(Role::Viewer)
}

/// Gives a command to the library; says so, or why not.
type Run = Rc<dyn Fn(Command, String, State<Option<String>>, Box<dyn FnOnce()>)>;

/// Draws the section.
pub(crate) fn members(session: Session) -> El {
    let error = State::new(None::<String>);
    let refused = State::new(None::<String>);
    let joined = joined(session);
    // A change of role keeps the line, and with it the keyboard.
    let line = move |(email, role): (&Email, Role)| {
        let email = email.clone();
        let kind = if role == Role::Owner { "owner" } else { "" };
        row(key(&[email.as_str(), kind]), move || {
            let of = email.clone();
            let is = move || session.view().and_then(|view| view.library.members().role(&of));
            let of = email.clone();
            let pending = move || {
                joined.with(|joined| joined.as_ref().is_some_and(|all| !all.iter().any(|one| one.is(&of))))
            };
            // What was refused before is not about what is done since.
            let run: Run = Rc::new(move |command, done, error, after| {
                refused.set(None);
                manage::run(session, vec![command], done, error, after);
            });
            member(session, (email, role), is, Rc::new(pending), error, run).into()
        })
    };
    let lines = move || {
        session.view().map(|view| view.library.members().iter().map(line).collect()).unwrap_or_default()
    };
    el("section")
        .class("stack")
        .child(el("h2").say("members-heading"))
        .child(add(session, refused))
        .child(el("ul").class("plain").rows(lines))
        .child(parts::alert_of(error))
}

/// Follows who has joined the library, as far as it tells; `None`: not known yet.
fn joined(session: Session) -> State<Option<Vec<Email>>> {
    let joined = State::new(None);
    let alive = Kept::new(());
    effect(move || {
        let Some(view) = session.view() else { return };
        spawn_local(async move {
            let answer = session.joined(&view.record.id).await;
            if alive.try_with(|()| ()).is_some() {
                joined.set(answer);
            }
        });
    });
    joined
}

/// Draws what says of a member that they have not joined.
fn mark_pending() -> Node {
    el("span").class("chip").attr_say("title", "members-pending-why").say("members-pending").into()
}

fn add(session: Session, error: State<Option<String>>) -> El {
    let text = State::new(String::new());
    let given = State::new(Role::Viewer);
    let busy = State::new(false);
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
        let add = |email| Command::SetMember { email, role };
        let commands: Vec<Command> = pasted.emails.into_iter().map(add).collect();
        let Some(library) = untrack(|| session.current()).filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        spawn_local(async move {
            match session.edit_all(&library, &commands).await {
                Ok(()) => {
                    // What could not be taken stays there to be put right.
                    text.set(left);
                    error.set(refused);
                    session.say(say!("members-added", count = number));
                }
                Err(reason) => error.set(Some(reason)),
            }
            busy.set(false);
        });
    };
    let emails = el("textarea")
        .attr("rows", "2")
        .attr("spellcheck", "false")
        .attr_say("placeholder", "members-example")
        .value_of(move || text.get())
        .typed("input", move |words| text.set(words));
    let roles = options(|| Some(Role::Viewer)).typed("change", move |name| given.set(role(&name)));
    let submit_button = el("button").class("lead").attr("type", "submit");
    let submit_button = submit_button.attr_when("disabled", move || busy.get()).say("members-add");
    let line = el("div")
        .class("row end")
        .child(parts::labelled(&say!("members-role"), roles).class("narrow"))
        .child(submit_button)
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
    (email, first): (Email, Role),
    is: impl Fn() -> Option<Role> + Clone + 'static,
    pending: Rc<dyn Fn() -> bool>,
    error: State<Option<String>>,
    run: Run,
) -> El {
    let shown = email.to_string();
    let is_pending = Rc::clone(&pending);
    let mark = move || if is_pending() { mark_pending() } else { nothing() };
    let name = el("span").class("row grow").child(el("span").class("name").text(&shown)).part(mark);
    let line = el("li").class("row member").child(name);
    if first == Role::Owner {
        return line.child(el("span").class("chip").say(first.name()));
    }
    let (removed, heir) = (email.clone(), email.clone());
    let give = Rc::clone(&run);
    let change = move |to: Role| {
        let command = Command::SetMember { email: email.clone(), role: to };
        let email = email.to_string();
        let done = match to {
            Role::Owner => say!("members-owner-now", email = &email),
            Role::Editor => say!("members-editor-now", email = &email),
            Role::Viewer => say!("members-viewer-now", email = &email),
        };
        give(command, done, error, Box::new(|| {}));
    };
    let take = Rc::clone(&run);
    let remove = move || {
        let command = Command::RemoveMember { email: removed.clone() };
        let done = say!("members-removed", email = removed.as_str());
        take(command, done, error, Box::new(|| {}));
    };
    let owning = State::new(false);
    let own = button("quiet", move || owning.set(true))
        .attr("aria-label", &say!("members-own-who-ask", email = &shown))
        .say("members-own-ask");
    let question = move || {
        if owning.get() { own_question(session, &heir, pending(), owning, &run) } else { nothing() }
    };
    let roles = options(is)
        .class("narrow")
        .attr("aria-label", &say!("members-role-of", email = &shown))
        .typed("change", move |name| change(role(&name)));
    let asking = State::new(false);
    let buttons = move || {
        if asking.get() {
            let keep = button("quiet", move || asking.set(false)).stays().say("word-keep");
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
    line.child(roles).child(own).child(el("span").class("row ask").part(buttons)).part(question)
}

/// Asks whether a member is to be the owner, and says what that means. Whoever was it has nothing to manage any more.
fn own_question(session: Session, to: &Email, is_pending: bool, owning: State<bool>, run: &Run) -> Node {
    let close = dialog::closing(owning);
    let error = State::new(None::<String>);
    let to = to.clone();
    let email = to.to_string();
    let done = {
        let email = email.clone();
        move || say!("members-owner-now", email = &email)
    };
    let run = Rc::clone(run);
    let submit = move || {
        let after = move || {
            close();
            if let Some(id) = untrack(|| session.current()) {
                session.go(Route::Team(Some(id)));
            }
        };
        let command = Command::TransferOwnership { to: to.clone() };
        run(command, done(), error, Box::new(after));
    };
    let pending = is_pending.then(|| el("p").class("notice warn").say("members-own-pending"));
    let words = std::iter::once(el("p").say("members-own-hint")).chain(pending).collect();
    let title = say!("members-own-question", email = &email);
    parts::question(&title, ["word-cancel", "members-own"], error, words, close, submit)
}
