use std::mem::{replace, take};

use super::{Command, CommandError, Field, Seen, Stamp, decide, items, prompts};
use crate::access::{Role, can};
use crate::causal::record::Record as _;
use crate::causal::{self, Absent, Marks};
use crate::format::MAX_TITLE_CHARS;
use crate::model::{Category, CategoryId, Draft, Email, Item, Library, Prompt, PromptId, Rest};

/// The fields of a category that people change.
const CATEGORY: [&str; 3] = ["name", "color", "icon"];

/// What applying a command did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The library changed as meant.
    Done,
    /// The library was so already.
    Nothing,
    /// Someone else changed the same thing: their version stands, and this one is kept beside it.
    KeptBoth {
        /// The prompt that holds this edit.
        copy: PromptId,
    },
    /// The prompt had been deleted meanwhile; an edit beats that, so it is back.
    Revived,
    /// The prompt was changed since the person saw it, so it was not deleted.
    Spared,
}

impl Outcome {
    /// Tells whether there is something else in the library than before.
    pub fn changed(&self) -> bool {
        !matches!(self, Self::Nothing | Self::Spared)
    }

    /// Returns what two edits came to, one after the other: what there is to say is not lost among what simply worked.
    #[must_use]
    pub fn and(self, next: Self) -> Self {
        match (&self, &next) {
            (Self::Nothing, _) | (Self::Done, Self::KeptBoth { .. } | Self::Revived | Self::Spared) => next,
            _ => self,
        }
    }
}

/// Applies `command` to `library`, if the role of the stamp's actor there allows it.
///
/// On an error nothing has changed.
pub fn apply(library: &mut Library, command: &Command, stamp: &Stamp) -> Result<Outcome, CommandError> {
    let Some(met) = met(library, command, stamp) else {
        let before = library.clone();
        return apply_to(&before, library, command, stamp);
    };
    let before = alone(library, &met);
    let all = replace(&mut library.prompts, vec![met].into());
    let outcome = apply_to(&before, library, command, stamp);
    let changed = replace(&mut library.prompts, all);
    for prompt in &changed {
        match library.prompts.find_mut(&prompt.id) {
            Some(before) => before.clone_from(prompt),
            None => library.prompts.push(prompt.clone()),
        }
    }
    outcome
}

/// Returns the one prompt that a command meets, where it comes to the same whichever others there are: then it takes no longer in a
/// large library.
fn met(library: &Library, command: &Command, stamp: &Stamp) -> Option<Prompt> {
    let met = match command {
        // Its place is behind the last one.
        Command::AddPrompt { id, .. } if library.prompt(id).is_none() => library.prompts.last()?,
        Command::EditPrompt { id, seen, draft } => {
            library.prompt(id).filter(|prompt| prompts::fits(library, prompt, seen, draft))?
        }
        _ => return None,
    };
    let is_settled = !met.marks.rank.is_empty()
        && library.causality.absent == Absent::default()
        // One that was deleted stays as long as any prompt is in it.
        && library.categories.iter().all(|category| category.marks.deletion.is_none())
        // A new day is over for what is in the trash, and for what is marked as deleted once.
        && !library.causality.days.ends_with(&stamp.actor, &stamp.at);
    is_settled.then(|| met.clone())
}

/// Returns a library with no prompt but one, the versions of that, and no trash: what an edit of it replaces.
fn alone(library: &mut Library, met: &Prompt) -> Library {
    let past = (take(&mut library.causality.history), take(&mut library.causality.dead));
    let all = replace(&mut library.prompts, vec![met.clone()].into());
    let mut alone = library.clone();
    library.prompts = all;
    (library.causality.history, library.causality.dead) = past;
    let versions = library.causality.history.get_key_value(met.id.as_str());
    alone.causality.history.extend(versions.map(|(id, versions)| (id.clone(), versions.clone())));
    alone
}

/// Applies a command to a library that was `before`.
fn apply_to(
    before: &Library,
    library: &mut Library,
    command: &Command,
    stamp: &Stamp,
) -> Result<Outcome, CommandError> {
    let outcome = preview(library, command, stamp)?;
    if let Command::Decide { about, field, saw, .. } = command {
        let decided = causal::decide(before, library, about, (field, saw), stamp);
        return Ok(if decided { Outcome::Done } else { Outcome::Nothing });
    }
    if outcome.changed() {
        causal::commit(before, library, stamp);
    }
    Ok(outcome)
}

/// Shows what `command` would make of `library`, which may be one that is only shown ([`crate::format::shown`]). On an
/// error nothing has changed.
///
/// Such a library has no trash, so only [`apply`] shows what comes out of it.
pub fn preview(library: &mut Library, command: &Command, stamp: &Stamp) -> Result<Outcome, CommandError> {
    if library.is_read_only() {
        return Err(CommandError::ReadOnly(library.version.clone()));
    }
    permitted(library, command, &stamp.actor)?;
    let outcome = match command {
        Command::AddPrompt { id, draft, dates } => {
            prompts::add(library, id, valid(draft)?, dates.as_ref(), stamp)
        }
        Command::EditPrompt { id, seen, draft } => prompts::edit(library, id, seen, valid(draft)?, stamp),
        Command::DeletePrompt { id, seen, beside } => {
            let Some(at) = library.prompts.place(id) else { return Ok(Outcome::Nothing) };
            prompts::delete(library, at, seen, beside)
        }
        Command::MovePrompt { id, before } => moved(
            library.prompts.as_mut(),
            |prompt| prompt.id == *id,
            |prompt| Some(&prompt.id) == before.as_ref(),
        ),
        Command::RestorePrompt { id } => prompts::restore(library, id),
        Command::Decide { about, field, value, .. } => decide::decide(library, about, field, value, stamp)?,
        Command::EditCategory { id, fields } => edit_category(library, id, fields)?,
        Command::DeleteCategory { id, seen, prompts_to } => {
            delete_category(library, id, seen, prompts_to.as_ref())
        }
        Command::MoveCategory { id, before } => {
            let before = |category: &Category| Some(&category.id) == before.as_ref();
            moved(&mut library.categories, |category| category.id == *id, before)
        }
        Command::TransferOwnership { to } => transfer(library, to)?,
        Command::AddCategory { id, name, color, icon } => {
            add_category(library, id, named("needed-category-name", name)?, (color.as_ref(), icon.as_ref()))
        }
        Command::SetMember { email, role: to } => set_member(library, email, *to)?,
        Command::RemoveMember { email } => remove_member(library, email)?,
        Command::RenameTag { from, to } => items::rename_tag(library, from, named("needed-tag", to)?),
        Command::AddItem { kind, id, fields } => items::add(library, *kind, id, fields, stamp)?,
        Command::EditItem { kind, id, fields } => items::edit(library, *kind, id, fields, stamp)?,
        Command::DeleteItem { kind, id, seen } => items::delete(library, *kind, id, seen),
        Command::MoveItem { kind, id, before } => {
            let is = |item: &Item| item.kind == *kind && item.id == *id;
            let last = library.items.partition_point(|item| item.kind <= *kind);
            let before = before.as_ref().and_then(|before| {
                library.items.iter().position(|item| item.kind == *kind && item.id == *before)
            });
            moved_to(&mut library.items, is, before.unwrap_or(last))
        }
        Command::PutInSet { set, prompt, before } => items::put_in_set(library, set, prompt, before.as_ref()),
        Command::TakeFromSet { set, prompt } => items::take_from_set(library, set, prompt),
        Command::RenameLibrary { name } => {
            change(&mut library.name, named("needed-team-name", name)?.to_owned())
        }
    };
    if outcome.changed() {
        library.last_modified = Some(stamp.at.clone());
        library.last_modified_by = Some(stamp.actor.clone());
    }
    Ok(outcome)
}

/// Decides whether someone with `role` may give a command at all, before what it is aimed at is looked at.
pub(crate) fn permitted(library: &Library, command: &Command, actor: &Email) -> Result<(), CommandError> {
    Ok(can(library.members.role(actor), command.action(), command.target(library, actor))?)
}

pub(super) fn named<'a>(what: &'static str, name: &'a str) -> Result<&'a str, CommandError> {
    let name = name.trim();
    if name.is_empty() {
        Err(CommandError::Nameless(what))
    } else if name.chars().count() > MAX_TITLE_CHARS {
        Err(CommandError::TooLong(what))
    } else {
        Ok(name)
    }
}

/// Tells whether a draft can be added or saved by whoever may do that.
///
/// # Errors
///
/// What its title lacks, or has too much of.
pub fn check(draft: &Draft) -> Result<(), CommandError> {
    titled(&draft.title)
}

fn valid(draft: &Draft) -> Result<&Draft, CommandError> {
    check(draft).map(|()| draft)
}

pub(super) fn titled(title: &str) -> Result<(), CommandError> {
    named("needed-title", title)?;
    // A title keeps the space around it, so that counts: a longer one would make a file that nobody can open.
    if title.chars().count() > MAX_TITLE_CHARS {
        return Err(CommandError::TooLong("needed-title"));
    }
    Ok(())
}

fn change<T: PartialEq>(place: &mut T, value: T) -> Outcome {
    if *place == value {
        return Outcome::Nothing;
    }
    *place = value;
    Outcome::Done
}

fn add_category(
    library: &mut Library,
    id: &CategoryId,
    name: &str,
    (color, icon): (Option<&String>, Option<&String>),
) -> Outcome {
    if library.category(id).is_some() {
        return Outcome::Nothing;
    }
    library.categories.push(Category {
        id: id.clone(),
        name: name.to_owned(),
        color: color.cloned(),
        icon: icon.cloned(),
        rest: Rest::default(),
        marks: Marks::default(),
    });
    Outcome::Done
}

/// Takes an item to the place in front of another, or to the end.
fn moved<T>(list: &mut Vec<T>, is: impl Fn(&T) -> bool, before: impl Fn(&T) -> bool) -> Outcome {
    let to = list.iter().position(before).unwrap_or(list.len());
    moved_to(list, is, to)
}

fn moved_to<T>(list: &mut Vec<T>, is: impl Fn(&T) -> bool, to: usize) -> Outcome {
    let Some(from) = list.iter().position(is) else { return Outcome::Nothing };
    if to == from || to == from + 1 {
        return Outcome::Nothing;
    }
    let item = list.remove(from);
    list.insert(if to > from { to - 1 } else { to }, item);
    Outcome::Done
}

fn edit_category(library: &mut Library, id: &CategoryId, fields: &[Field]) -> Result<Outcome, CommandError> {
    let Some(category) = library.categories.iter_mut().find(|category| category.id == *id) else {
        return Ok(Outcome::Nothing);
    };
    let mut new = category.clone();
    for Field { name, value } in fields {
        if !CATEGORY.contains(&name.as_str()) || !new.set(name, value) {
            return Err(CommandError::NoField { kind: "kind-category", field: name.clone() });
        }
    }
    let name = named("needed-category-name", &new.name)?.to_owned();
    new.name = name;
    Ok(change(category, new))
}

fn delete_category(
    library: &mut Library,
    id: &CategoryId,
    seen: &Seen,
    prompts_to: Option<&CategoryId>,
) -> Outcome {
    let Some(at) = library.categories.iter().position(|category| category.id == *id) else {
        return Outcome::Nothing;
    };
    if library.categories.get(at).is_some_and(|one| !seen.covers(&Seen::category(library, one))) {
        return Outcome::Spared;
    }
    library.categories.remove(at);
    let to = prompts_to.filter(|to| library.category(to).is_some()).cloned();
    for prompt in library.prompts.iter_mut().filter(|prompt| prompt.category() == Some(id)) {
        prompt.draft.category.clone_from(&to);
    }
    Outcome::Done
}

fn transfer(library: &mut Library, to: &Email) -> Result<Outcome, CommandError> {
    let members = &mut library.members;
    if members.owner.is(to) {
        return Ok(Outcome::Nothing);
    }
    if members.role(to).is_none() {
        return Err(CommandError::NotMember(to.to_string()));
    }
    members.editors.retain(|member| !member.is(to));
    members.viewers.retain(|member| !member.is(to));
    let before = std::mem::replace(&mut members.owner, to.clone());
    members.editors.push(before);
    Ok(Outcome::Done)
}

fn set_member(library: &mut Library, email: &Email, role: Role) -> Result<Outcome, CommandError> {
    let members = &mut library.members;
    if role == Role::Owner || members.owner.is(email) {
        return Err(CommandError::Ownership);
    }
    if members.role(email) == Some(role) {
        return Ok(Outcome::Nothing);
    }
    members.editors.retain(|member| !member.is(email));
    members.viewers.retain(|member| !member.is(email));
    let list = if role == Role::Editor { &mut members.editors } else { &mut members.viewers };
    list.push(email.clone());
    Ok(Outcome::Done)
}

fn remove_member(library: &mut Library, email: &Email) -> Result<Outcome, CommandError> {
    let members = &mut library.members;
    if members.owner.is(email) {
        return Err(CommandError::Ownership);
    }
    if members.role(email).is_none() {
        return Ok(Outcome::Nothing);
    }
    members.editors.retain(|member| !member.is(email));
    members.viewers.retain(|member| !member.is(email));
    Ok(Outcome::Done)
}
