//! Putting the prompts of a library into their order: a large one takes a while, in which a surface has other things to do.

use std::sync::Arc;

use super::{Head, Pieces, number};
use crate::filing::{Clerk, Filing};
use crate::model::{Library, Prompt};

/// A library of which some prompts are in their order.
#[derive(Debug)]
pub struct Gathering {
    head: Head,
    /// The prompts of each piece, by the number that its name stands for, and how many of them were taken.
    pieces: Vec<(Arc<[Prompt]>, usize)>,
    clerk: Clerk,
    /// Bytes of the head's order that were read.
    at: usize,
}

impl Gathering {
    /// Begins; `None` if a piece is missing.
    pub fn of(head: Head) -> Option<Self> {
        let mut pieces = vec![(Arc::default(), 0); 1 << (4 * head.digits)];
        for piece in &head.pieces {
            pieces.get_mut(number(&piece.name)?)?.0 = Arc::clone(piece.prompts.as_ref()?);
        }
        let clerk = Clerk::of(&head.library);
        Some(Self { head, pieces, clerk, at: 0 })
    }

    /// Takes the next `count` prompts, and tells whether there are more; `None` if one is missing.
    pub fn step(&mut self, count: usize) -> Option<bool> {
        for _ in 0..count {
            if self.at == self.head.order.len() {
                break;
            }
            let end = self.at + self.head.digits;
            let name = self.head.order.get(self.at..end)?;
            let (piece, taken) = self.pieces.get_mut(number(name)?)?;
            let prompt = piece.get(*taken)?;
            *taken += 1;
            self.clerk.file(prompt);
            self.head.library.prompts.push(prompt.clone());
            self.at = end;
        }
        Some(self.at < self.head.order.len())
    }

    /// Returns the library, where its prompts are filed, and its pieces for the next time.
    pub fn done(self) -> (Library, Filing, Pieces) {
        (self.head.library, self.clerk.done(), Pieces(self.head.pieces.into()))
    }
}
