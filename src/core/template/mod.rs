//! Prompts with variables: `{{name}}` stands for what someone fills in before the text is inserted.
//!
//! ```text
//!   {{name}}               asked for
//!   {{name=default}}       asked for, with something there to begin with; lines may be many
//!   {{name|one|two|…}}     chosen; the first one to begin with, and a choice of one is none
//!   {{selection}} {{clipboard}} {{date}}   fill themselves; {{selection=nothing}} says what to take where there is none
//!   {{{{name}}}}           comes out as {{name}}: braces doubled once more
//! ```
//!
//! Prompts hold code as well, so whatever is not clearly a variable stays as it was typed:
//!
//! - Of a row of braces the inner two count: `{"a":{{a}}}` and `\textbf{{{a}}}` each hold a variable within braces.
//! - There are no braces inside a variable, neither in its name nor in a default or an option.
//! - A name is on one line, begins with a letter, a digit, `_` or anything that is not ASCII, and has none of
//!   `" : ; < > \` in it. `{{"a": 1}}`, `{{ color: red }}`, `{{#if a}}`, `{{> part}}` and `{{- end }}` are no variables.
//! - `==`, `=>` and `||` after a name are of code: `{{a == b}}`. With a space between, the second is part of the default,
//!   or there is an empty first option: `{{formula= =A1+A2}}`, `{{more| |in detail}}`.
//! - `{{price | currency}}` is a filter of some other language: one option is nothing to choose from.
//! - Beyond [`MOST`] variables there are no more: nobody fills in such a form, and it would be a file of code.
//!
//! One name is one variable wherever it stands, in whichever turn of a conversation. Case doesn't matter for that, nor
//! do the dots of ё, as in search; nor space around a name, a default or an option. The first default and the first
//! options that are given for a name, at any of its places, count for all.

mod syntax;
mod variable;

use std::ops::Range;

pub use variable::{Kind, Source, Variable};

use syntax::Found;

/// So many variables a template has at most.
pub const MOST: usize = 100;

/// The turns of a prompt, cut into text and variables. They share their variables: what is filled in for one turn is
/// filled in for the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template<'a> {
    turns: Vec<Vec<Piece<'a>>>,
    variables: Vec<Variable<'a>>,
}

/// A part of a turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// The bytes of the turn that it takes. Pieces follow each other without a gap, and none is empty.
    pub range: Range<usize>,
    /// Those bytes, as they were typed.
    pub typed: &'a str,
    /// What they mean.
    pub part: Part<'a>,
}

/// What a [`Piece`] means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// Comes out as this text: as it was typed, but for `{{{{name}}}}`, which is a piece of its own.
    Plain(&'a str),
    /// Stands for the variable at this place of [`Template::variables`].
    Variable(usize),
}

impl<'a> Template<'a> {
    /// Reads a prompt's turns in their order; of a plain prompt there is one. Any text is a template: there are no errors,
    /// and the work grows with the length of the texts alone.
    pub fn parse(turns: &[&'a str]) -> Self {
        let mut template = Self { turns: Vec::with_capacity(turns.len()), variables: Vec::new() };
        for turn in turns {
            let pieces = template.cut(turn);
            template.turns.push(pieces);
        }
        template
    }

    /// Returns the variables, each once, in the order in which they are first used.
    pub fn variables(&self) -> &[Variable<'a>] {
        &self.variables
    }

    /// Returns the pieces of a turn, in order; none where there is no such turn.
    pub fn pieces(&self, turn: usize) -> &[Piece<'a>] {
        self.turns.get(turn).map_or(&[], Vec::as_slice)
    }

    /// Returns what the variables' fields hold before someone types, in the order of [`Template::variables`].
    ///
    /// `remembered` tells what was last filled in for a variable (by [`Variable::key`]), `own` what one that fills itself
    /// has now. What fills itself is never remembered: the last selection is not this one. Nothing selected, or an empty
    /// clipboard, is as good as none, and a remembered choice counts as long as it can still be chosen. Failing these it
    /// is the default; `None` is left for a person to fill in.
    pub fn initial(
        &self,
        remembered: &dyn Fn(&str) -> Option<String>,
        own: &dyn Fn(Source) -> Option<String>,
    ) -> Vec<Option<String>> {
        let initial = |variable: &Variable<'a>| {
            let value = match variable.kind() {
                Kind::Text => remembered(variable.key()),
                Kind::Choice(options) => {
                    remembered(variable.key()).filter(|value| options.contains(&value.as_str()))
                }
                Kind::Own(source) => own(source).filter(|value| !value.is_empty()),
            };
            value.or_else(|| variable.default().map(str::to_owned))
        };
        self.variables.iter().map(initial).collect()
    }

    /// Returns a turn with its variables filled in; nothing where there is no such turn.
    ///
    /// `values` are in the order of [`Template::variables`]. They come out letter by letter, whatever is in them: braces
    /// in a value are only braces. An empty value is a value. For `None`, or where `values` end early, the default comes
    /// out, and where there is none the variable as it was typed: what was forgotten is to be seen, not lost.
    pub fn fill(&self, turn: usize, values: &[Option<String>]) -> String {
        let mut filled = String::new();
        for piece in self.pieces(turn) {
            filled.push_str(match piece.part {
                Part::Plain(text) => text,
                Part::Variable(at) => {
                    let default = || self.variables.get(at).and_then(Variable::default);
                    let value = values.get(at).and_then(Option::as_deref);
                    value.or_else(default).unwrap_or(piece.typed)
                }
            });
        }
        filled
    }

    /// Cuts a turn into pieces and notes its variables.
    fn cut(&mut self, turn: &'a str) -> Vec<Piece<'a>> {
        let mut pieces = Vec::new();
        // Where the last piece ended, and up to where was looked.
        let (mut done, mut seen) = (0, 0);
        while let Some((range, found)) = syntax::find(turn, seen) {
            seen = range.end;
            let doubled = turn.get(done..range.start).is_some_and(|before| before.ends_with("{{"))
                && turn.get(range.end..).is_some_and(|after| after.starts_with("}}"));
            let (range, part) = if doubled {
                (range.start - 2..range.end + 2, Part::Plain(turn.get(range).unwrap_or_default()))
            } else {
                match self.note(found) {
                    Some(at) => (range, Part::Variable(at)),
                    None => continue,
                }
            };
            push(&mut pieces, turn, done..range.start, None);
            done = range.end;
            seen = done;
            push(&mut pieces, turn, range, Some(part));
        }
        push(&mut pieces, turn, done..turn.len(), None);
        pieces
    }

    /// Returns the place of the variable that was found; `None` where it is one too many.
    fn note(&mut self, found: Found<'a>) -> Option<usize> {
        let variable = Variable::new(found.name);
        let known = self.variables.iter().position(|known| known.key() == variable.key());
        let at = known.unwrap_or(self.variables.len());
        if known.is_none() {
            if at == MOST {
                return None;
            }
            self.variables.push(variable);
        }
        self.variables.get_mut(at)?.learn(found.given);
        Some(at)
    }
}

/// Adds a piece unless it is empty; without a meaning of its own it is text.
fn push<'a>(pieces: &mut Vec<Piece<'a>>, turn: &'a str, range: Range<usize>, part: Option<Part<'a>>) {
    if let Some(typed) = turn.get(range.clone()).filter(|typed| !typed.is_empty()) {
        pieces.push(Piece { range, typed, part: part.unwrap_or(Part::Plain(typed)) });
    }
}
