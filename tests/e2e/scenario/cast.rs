//! Who takes part in the main job, and what they have open.

use anyhow::{Context, Result};

use crate::{member::Member, page::Page, stage::Stage};

/// A part in the story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// Owns the team.
    Alice,
    /// Joins it as an editor.
    Bob,
}

/// The people, each with a browser from their first step on.
#[derive(Debug, Default)]
pub struct Cast {
    alice: Option<Member>,
    bob: Option<Member>,
    /// The full page that a step left open for the next one.
    pub(super) page: Option<Page>,
    /// The AI page, likewise.
    pub(super) site: Option<Page>,
}

impl Cast {
    /// Gives someone a browser and a new profile.
    pub(super) fn enter(&mut self, stage: &Stage, who: Who) -> Result<()> {
        let member = stage.member(&format!("{who:?}"))?;
        *self.part(who) = Some(member);
        Ok(())
    }

    pub(super) fn member(&self, who: Who) -> Result<&Member> {
        let member = match who {
            Who::Alice => &self.alice,
            Who::Bob => &self.bob,
        };
        member.as_ref().with_context(|| format!("{who:?} has not come yet"))
    }

    /// Kills someone's browser and starts it again on the same profile. What was open in it is gone.
    pub(super) fn kill(&mut self, who: Who) -> Result<()> {
        (self.page, self.site) = (None, None);
        let member = self.part(who).as_mut().with_context(|| format!("{who:?} has not come yet"))?;
        member.kill();
        member.start()
    }

    /// Whether anyone's browser still runs; its user may have closed it.
    pub fn is_running(&mut self) -> bool {
        self.alice.iter_mut().chain(&mut self.bob).any(Member::is_running)
    }

    fn part(&mut self, who: Who) -> &mut Option<Member> {
        match who {
            Who::Alice => &mut self.alice,
            Who::Bob => &mut self.bob,
        }
    }
}
