use super::{Change, What, changes, toward};
use crate::access::{Role, Target, can};
use crate::causal::Replica;
use crate::command::Command;
use crate::model::{Email, Library};

/// A change that its author's role did not allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// What, who and when.
    pub change: Change,
    /// What takes it back, one after the other.
    pub undo: Vec<Command>,
}

/// Finds what came into a library between two states that the rules would have refused.
///
/// A file has no guard: whoever can write it can write anything. So a change is held against the role that its author
/// had in `before`; a change to prompts also against the one in `after`, as someone may have been made an editor in the
/// same news. Of a change whose author isn't known, it is enough that one of those who changed something might; who
/// edits by hand may be anybody, and counts as an editor. `own` is no one of them: the name under which the device writes
/// that had `before`.
pub fn audit(before: &Library, after: &Library, own: Replica) -> Vec<Breach> {
    let found = changes(before, after);
    let authors = authors(before, after, own);
    let is_allowed = |change: &Change, roles: &Library| {
        let is_allowed = |deed: &Command| match &change.by {
            Some(by) => may(before, roles, deed, by),
            None => {
                can(Some(Role::Editor), deed.action(), Target::Library).is_ok()
                    || authors.iter().any(|by| may(before, roles, deed, by))
            }
        };
        toward(before, after, &change.what).iter().all(is_allowed)
    };
    // Whoever was given a role by someone who may not give any has not got it: what they did with it is none of theirs.
    let is_role = |change: &&Change| matches!(change.what, What::Member { .. } | What::Owner { .. });
    let earned = found.list().iter().filter(is_role).all(|change| is_allowed(change, after));
    let roles = if earned { after } else { before };
    let breach = |change: &Change| {
        let undo = if is_allowed(change, roles) { Vec::new() } else { toward(after, before, &change.what) };
        (!undo.is_empty()).then(|| Breach { change: change.clone(), undo })
    };
    found.list().iter().filter_map(breach).collect()
}

/// `roles`: the library whose roles count besides those of before.
fn may(before: &Library, roles: &Library, deed: &Command, by: &Email) -> bool {
    let (action, target) = (deed.action(), deed.target(before, by));
    let is_the_owners = can(Some(Role::Editor), action, Target::Own).is_err();
    let roles = [before.members.role(by), roles.members.role(by).filter(|_| !is_the_owners)];
    roles.into_iter().any(|role| can(role, action, target).is_ok())
}

/// Returns who wrote what `after` has seen and `before` has not.
fn authors<'a>(before: &Library, after: &'a Library, own: Replica) -> Vec<&'a Email> {
    let (before, after) = (&before.causality, &after.causality);
    let news = after.clock.replicas().filter(|replica| before.clock.is_behind(&after.clock, *replica));
    news.filter(|replica| *replica != own).filter_map(|replica| after.authors.get(&replica)).collect()
}
