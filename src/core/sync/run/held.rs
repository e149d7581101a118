//! What a run holds until someone decides, and how it carries out that the owner stays the owner.

use super::Sync;
use crate::access::Role;
use crate::causal::commit;
use crate::model::Library;
use crate::rule::{Rule, kept};
use crate::sync::Brake;

impl Sync {
    /// Makes the owner the owner again of a file that names another one, if they decided so. Whoever it names is what they
    /// were before.
    pub(super) fn reclaim(&self, joined: &mut Library) {
        let known = &self.library.members;
        let Some(stamp) = self.start.reclaim.as_ref().filter(|_| known.owner.is(&self.start.email)) else {
            return;
        };
        if joined.members.owner.is(&known.owner) {
            return;
        }
        let before = joined.clone();
        let members = &mut joined.members;
        members.editors.retain(|member| !member.is(&known.owner));
        members.viewers.retain(|member| !member.is(&known.owner));
        let named = std::mem::replace(&mut members.owner, known.owner.clone());
        match known.role(&named) {
            Some(Role::Editor) => members.editors.push(named),
            Some(Role::Viewer) => members.viewers.push(named),
            Some(Role::Owner) | None => {}
        }
        commit(&before, joined, stamp);
    }

    /// Tells what would go at once that nobody here decided. Whoever may add nothing could put no prompt back either: they see
    /// what the others make of the file, and are not asked.
    pub(super) fn brake(&self, joined: &Library) -> Option<Brake> {
        let held = Brake::of(&self.library, joined).filter(|_| kept(Rule::Brake))?;
        if held.owner.is_none() && self.library.members.role(&self.start.email) <= Some(Role::Viewer) {
            return None;
        }
        let decided = self.start.allowed.as_ref().is_some_and(|allowed| held.is_within(allowed));
        (!decided).then_some(held)
    }
}
