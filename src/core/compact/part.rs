//! Changing one prompt of a library of which only the piece is at hand that it is in.

use super::{Head, Piece, bound, digits, piece, print, write_head, write_prompt, written};
use crate::model::{Library, Prompt};
use crate::row::Writer;
use crate::search;

/// A library of which only some pieces were read.
#[derive(Debug)]
pub struct Part {
    head: Head,
    prints: Vec<u64>,
}

/// What is kept otherwise once a prompt changed.
#[derive(Debug)]
pub struct Repacked {
    /// The head.
    pub head: String,
    /// The prints.
    pub prints: String,
    /// The [print](search::print) of all that is searched.
    pub searched: u64,
    /// The name of the piece that the prompt is or was in.
    pub name: String,
    /// That piece; `None` if nothing is left in it.
    pub piece: Option<String>,
    /// What happened.
    pub difference: Difference,
}

/// What happened to one prompt of a library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// It is new, at the end.
    Added(Prompt),
    /// The one at this place is otherwise.
    Changed(usize, Prompt),
    /// The one at this place is gone.
    Removed(usize),
}

impl Part {
    /// Takes what was read. `prints`: [those](Head::prints) of the head.
    pub fn new(head: Head, prints: Vec<u64>) -> Self {
        Self { head, prints }
    }

    /// Returns the library with those prompts alone whose pieces were read.
    pub fn library(&self) -> Library {
        self.head.library.with_prompts(self.taken().map(|(_, _, prompt)| prompt.clone()).collect())
    }

    /// Lists the prompts that were read: the name of the piece, the place in it, and the prompt.
    fn taken(&self) -> impl Iterator<Item = (&Piece, usize, &Prompt)> {
        self.head.pieces.iter().flat_map(|piece| {
            let prompts = piece.prompts.as_deref().into_iter().flatten().enumerate();
            prompts.map(move |(at, prompt)| (piece, at, prompt))
        })
    }

    /// Packs what changed. `library`: [the part](Self::library) as it has become. `None` if that is not one prompt alone, or if it takes
    /// all pieces.
    pub fn repacked(mut self, library: &Library) -> Option<Repacked> {
        let (name, at, difference) = self.difference(library)?;
        let piece = self.head.place_of(&name);
        let mut prompts = match piece {
            Some(piece) => self.head.pieces.get(piece)?.prompts.as_ref()?.to_vec(),
            None => Vec::new(),
        };
        match &difference {
            Difference::Added(prompt) => {
                self.head.order.push_str(&name);
                self.prints.push(print_of(library, prompt)?);
                prompts.push(prompt.clone());
            }
            Difference::Changed(place, prompt) => {
                *self.prints.get_mut(*place)? = print_of(library, prompt)?;
                prompts.get_mut(at)?.clone_from(prompt);
            }
            Difference::Removed(place) => {
                let from = place * self.head.digits;
                self.head.order.replace_range(from..from + self.head.digits, "");
                self.prints.remove(*place);
                prompts.remove(at);
            }
        }
        if digits(self.head.count()) != self.head.digits {
            return None;
        }
        let text = (!prompts.is_empty()).then(|| {
            let mut body = Writer::default();
            for prompt in &prompts {
                write_prompt(&mut body, prompt);
            }
            bound(body)
        });
        let mut pieces: Vec<(&str, &str)> = self.head.pieces().filter(|(other, _)| *other != name).collect();
        if let Some(print) = text.as_deref().and_then(print) {
            let at = pieces.partition_point(|(other, _)| *other < name.as_str());
            pieces.insert(at, (&name, print));
        }
        let searched = search::print(&self.prints);
        let head = write_head(searched, self.head.digits, &pieces, &self.head.order, library);
        let prints = self.prints.into_iter().map(written).collect();
        Some(Repacked { head, prints, searched, name, piece: text, difference })
    }

    /// Returns what happened to one prompt: the name of its piece, and its place there. `None` if nothing or more did.
    fn difference(&self, library: &Library) -> Option<(String, usize, Difference)> {
        let before: Vec<(&Piece, usize, &Prompt)> = self.taken().collect();
        let after = library.prompts();
        let same = before.iter().zip(after).take_while(|((_, _, old), new)| old == new).count();
        let is_rest = |old: &[(&Piece, usize, &Prompt)], new: &[Prompt]| {
            old.len() == new.len() && old.iter().zip(new).all(|((_, _, old), new)| *old == new)
        };
        match (before.get(same..)?, after.get(same..)?) {
            ([], [new]) => {
                let name = piece(new.id.as_str(), self.head.digits);
                Some((name, 0, Difference::Added(new.clone())))
            }
            ([(piece, at, old), rest @ ..], [new, others @ ..])
                if old.id == new.id && is_rest(rest, others) =>
            {
                let place = self.head.nth(&piece.name, *at)?;
                Some((piece.name.clone(), *at, Difference::Changed(place, new.clone())))
            }
            ([(piece, at, _), rest @ ..], others) if is_rest(rest, others) => {
                Some((piece.name.clone(), *at, Difference::Removed(self.head.nth(&piece.name, *at)?)))
            }
            _ => None,
        }
    }
}

fn print_of(library: &Library, prompt: &Prompt) -> Option<u64> {
    search::prints(&search::fields(&library.with_prompts(vec![prompt.clone()]))).pop()
}
