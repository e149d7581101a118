//! What surfaces read of a library as they open: all that is shown of it, as [rows](crate::row) of texts.
//!
//! Its prompts are in pieces, each in the one that a hash of its id names: an edit changes one piece and the head, and whoever wants
//! the text of one prompt reads one piece. The head tells which pieces belong to it, so that a library can be read piece by piece while
//! someone else writes. Beside them stand the [prints](crate::search::prints) of the prompts, which tell what a search has to read again.
//!
//! It is made anew with each edit and by each version of the program, and never written anywhere else: what a file has
//! besides (marks, and fields of prompts that this version doesn't know) is not in it.

use std::collections::BTreeMap;
use std::hash::Hasher;
use std::sync::Arc;

use fnv::FnvHasher;

use crate::model::{Library, Prompt};
use crate::row::{Reader, Writer};
use crate::search;

mod gathering;
mod part;
mod rows;

pub use gathering::Gathering;
pub use part::{Difference, Part, Repacked};
use rows::{read_library, read_prompt, write_library, write_prompt};

/// How many prompts a piece holds at most, if they are spread evenly.
const PIECE: usize = 64;

/// The name under which the prints are kept: of no piece, and behind all of them.
pub const PRINTS: &str = "prints";

/// Digits of a print.
const PRINT: usize = 16;

/// Pieces that are read one by one.
const FEW: usize = 8;

/// Digits of what stands for a number of pieces that are read together, at most: a surface has other things to do between two of
/// these, and each takes the time that finding it does.
const GROUP: usize = 2;

/// How many digits the name of a piece has at most.
const MOST_DIGITS: usize = 4;

/// A library in the form that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    /// Everything but its prompts, and where those are.
    pub head: String,
    /// What tells each prompt from others as it is searched for, in the library's order.
    pub prints: String,
    /// The [print](search::print) of all that is searched.
    pub searched: u64,
    /// Its prompts: pieces by their names.
    pub pieces: BTreeMap<String, String>,
}

impl Packed {
    /// Packs a library.
    pub fn of(library: &Library) -> Self {
        let prints = search::prints(&search::fields(library));
        let digits = digits(library.prompts.len());
        let mut order = String::new();
        let mut bodies: BTreeMap<String, Writer> = BTreeMap::new();
        for prompt in &library.prompts {
            let name = piece(prompt.id.as_str(), digits);
            order.push_str(&name);
            write_prompt(bodies.entry(name).or_default(), prompt);
        }
        let pieces: BTreeMap<String, String> =
            bodies.into_iter().map(|(name, body)| (name, bound(body))).collect();
        let named: Vec<(&str, &str)> =
            pieces.iter().map(|(name, text)| (name.as_str(), print(text).unwrap_or_default())).collect();
        let searched = search::print(&prints);
        let head = write_head(searched, digits, &named, &order, library);
        Self { head, prints: prints.into_iter().map(written).collect(), searched, pieces }
    }

    /// Reads it; `None` if it is of another version of this program, or damaged.
    pub fn library(&self) -> Option<Library> {
        let mut head = Head::read(&self.head)?;
        for (name, text) in &self.pieces {
            head.take(name, text)?;
        }
        let mut gathering = Gathering::of(head)?;
        while gathering.step(self.head.len())? {}
        Some(gathering.done().0)
    }
}

/// Returns how many digits the names of the pieces have that so many prompts are in.
pub fn digits(prompts: usize) -> usize {
    (1..MOST_DIGITS).find(|digits| prompts <= PIECE << (4 * digits)).unwrap_or(MOST_DIGITS)
}

/// Returns the name of the piece that a prompt is in: it changes with neither its place nor its content.
pub fn piece(prompt: &str, digits: usize) -> String {
    // The first bits of this hash are nearly the same for short ids that differ at their ends.
    let hash = hash(prompt.as_bytes()).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let digit = |place: usize| char::from_digit(u32::try_from((hash >> (60 - 4 * place)) & 15).ok()?, 16);
    (0..digits.min(MOST_DIGITS)).filter_map(digit).collect()
}

/// Returns the number that the name of a piece stands for.
fn number(name: &str) -> Option<usize> {
    usize::from_str_radix(name, 16).ok()
}

/// Returns what tells a piece from others of its name.
pub fn print(piece: &str) -> Option<&str> {
    Reader::of(piece).text()
}

/// Returns the text of a prompt in a piece, and the turns of a conversation after it.
pub fn texts(piece: &str, prompt: &str) -> Option<Vec<String>> {
    let mut row = Reader::of(piece);
    row.text()?;
    while !row.is_empty() {
        let id = row.text()?;
        let texts = row.list(Reader::text)?;
        row.text()?;
        if id == prompt {
            return Some(texts.into_iter().map(str::to_owned).collect());
        }
    }
    None
}

/// Returns the piece that prompts were written for, with what tells it from others in front.
fn bound(prompts: Writer) -> String {
    let body = prompts.finish();
    let mut row = Writer::default();
    row.text(&hash(body.as_bytes()).to_string());
    row.finish() + &body
}

/// Writes a head. `pieces`: their names, and what tells each from others of its name.
fn write_head(
    searched: u64,
    digits: usize,
    pieces: &[(&str, &str)],
    order: &str,
    library: &Library,
) -> String {
    let mut row = Writer::default();
    row.text(&searched.to_string());
    row.text(&digits.to_string());
    row.list(pieces, |row, (name, print)| {
        row.text(name);
        row.text(print);
    });
    row.text(order);
    write_library(&mut row, library);
    row.finish()
}

fn written(print: u64) -> String {
    format!("{print:016x}")
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = FnvHasher::default();
    hasher.write(bytes);
    hasher.finish()
}

/// The prompts of a library in the pieces that they were read in.
#[derive(Clone, Debug, Default)]
pub struct Pieces(Arc<[Piece]>);

/// What a head tells, and the prompts of those pieces that were read.
#[derive(Debug)]
pub struct Head {
    /// The print of what is searched of the library.
    pub searched: u64,
    digits: usize,
    /// In the order of their names.
    pieces: Vec<Piece>,
    order: String,
    library: Library,
}

#[derive(Clone, Debug)]
struct Piece {
    name: String,
    print: String,
    prompts: Option<Arc<[Prompt]>>,
}

impl Head {
    /// Reads it; `None` if it is of another version of this program, or damaged.
    pub fn read(text: &str) -> Option<Self> {
        let mut row = Reader::of(text);
        let searched = row.text()?.parse().ok()?;
        let digits = row.text()?.parse().ok().filter(|digits| (1..=MOST_DIGITS).contains(digits))?;
        let piece = |row: &mut Reader<'_>| {
            let [name, print] = [row.text()?, row.text()?].map(str::to_owned);
            Some(Piece { name, print, prompts: None })
        };
        let pieces = row.list(piece)?;
        let order = row.text()?.to_owned();
        Some(Self { searched, digits, pieces, order, library: read_library(&mut row)? })
    }

    /// Lists its pieces: their names, and what tells each from others of its name.
    pub fn pieces(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pieces.iter().map(|piece| (piece.name.as_str(), piece.print.as_str()))
    }

    /// Returns what the names of the pieces begin with that are missing. Of few, each name; of many, what stands for a number of them,
    /// as they are read sooner together.
    pub fn missing(&self) -> Vec<String> {
        let missing: Vec<&str> = self
            .pieces
            .iter()
            .filter(|piece| piece.prompts.is_none())
            .map(|piece| piece.name.as_str())
            .collect();
        let digits = if missing.len() > FEW { (self.digits - 1).min(GROUP) } else { self.digits };
        let mut groups: Vec<String> =
            missing.iter().map(|name| name.get(..digits).unwrap_or_default().to_owned()).collect();
        groups.dedup();
        groups
    }

    /// Takes the pieces that are as they were in what was read before: their prompts stay the same ones in memory.
    pub fn take_known(&mut self, known: &Pieces) {
        for piece in &mut self.pieces {
            let place = known.0.binary_search_by(|known| known.name.cmp(&piece.name));
            let known = place.ok().and_then(|at| known.0.get(at));
            if let Some(known) = known.filter(|known| known.print == piece.print) {
                piece.prompts.clone_from(&known.prompts);
            }
        }
    }

    /// Takes a piece; `None` if it is of another head, or damaged.
    pub fn take(&mut self, name: &str, text: &str) -> Option<()> {
        let Some(piece) = self.piece(name).filter(|piece| piece.prompts.is_none()) else { return Some(()) };
        let mut row = Reader::of(text);
        if row.text()? != piece.print {
            return None;
        }
        let mut read = Vec::new();
        while !row.is_empty() {
            read.push(read_prompt(&mut row)?);
        }
        piece.prompts = Some(read.into());
        Some(())
    }

    fn piece(&mut self, name: &str) -> Option<&mut Piece> {
        self.place_of(name).and_then(|at| self.pieces.get_mut(at))
    }

    fn place_of(&self, name: &str) -> Option<usize> {
        self.pieces.binary_search_by(|piece| piece.name.as_str().cmp(name)).ok()
    }

    /// Returns how many prompts the library has.
    pub fn count(&self) -> usize {
        self.order.len() / self.digits
    }

    /// Returns the names of the pieces that prompts are in, if they are in any, each name once.
    pub fn holding(&self, prompts: &[&str]) -> Vec<String> {
        let mut names = Vec::new();
        for prompt in prompts {
            let name = piece(prompt, self.digits);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// Returns the library with these prompts alone, in this order, as far as their pieces were taken.
    pub fn only(mut self, prompts: &[&str]) -> Library {
        let taken: Vec<&Prompt> =
            self.pieces.iter().filter_map(|piece| piece.prompts.as_deref()).flatten().collect();
        for id in prompts {
            if let Some(prompt) = taken.iter().find(|prompt| prompt.id.as_str() == *id) {
                self.library.prompts.push((*prompt).clone());
            }
        }
        self.library
    }

    /// Reads the prints of its prompts; `None` if they are of another head, or damaged.
    pub fn prints(&self, text: &str) -> Option<Vec<u64>> {
        let print = |at: usize| u64::from_str_radix(text.get(at..at + PRINT)?, 16).ok();
        let prints: Option<Vec<u64>> = (0..text.len()).step_by(PRINT).map(print).collect();
        prints.filter(|prints| prints.len() == self.count() && search::print(prints) == self.searched)
    }

    /// Returns the names of the pieces that the prompts at some places are in.
    pub fn names_at(&self, places: &[usize]) -> Vec<String> {
        let mut names: Vec<String> =
            places.iter().filter_map(|place| self.name_at(*place)).map(str::to_owned).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    fn name_at(&self, place: usize) -> Option<&str> {
        self.order.get(place * self.digits..(place + 1) * self.digits)
    }

    /// Returns the place of the prompt that stands at a place of a piece.
    fn nth(&self, name: &str, at: usize) -> Option<usize> {
        (0..self.count()).filter(|place| self.name_at(*place) == Some(name)).nth(at)
    }

    /// Returns the library with the prompts at some places alone, which rise; `None` if a piece was not taken.
    pub fn at(mut self, places: &[usize]) -> Option<Library> {
        let mut prompts = Vec::with_capacity(places.len());
        let mut counts = vec![0; 1 << (4 * self.digits)];
        let mut places = places.iter().peekable();
        for place in 0..self.count() {
            let name = self.name_at(place)?;
            let count: &mut usize = counts.get_mut(number(name)?)?;
            if places.next_if_eq(&&place).is_some() {
                let piece = self.place_of(name).and_then(|at| self.pieces.get(at))?;
                prompts.push(piece.prompts.as_ref()?.get(*count)?.clone());
            }
            *count += 1;
        }
        self.library.prompts = prompts.into();
        Some(self.library)
    }
}
