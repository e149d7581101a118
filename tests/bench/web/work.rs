//! A large library, and what the engine does with it at each sync.

use prompt_commons::causal::join;
use prompt_commons::changes::changes;
use prompt_commons::format::{decode, encode, encode_plain, open};
use prompt_commons::model::Library;
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;

use crate::library::{Edit, edit, edits, plain};

/// A library, and a copy of it that was edited apart.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Work {
    edits: [Vec<Edit>; 2],
    plain: Vec<u8>,
    base: Library,
    ours: Library,
    theirs: Library,
    pair: Option<(Library, Library)>,
    kept: Option<Library>,
}

#[wasm_bindgen]
impl Work {
    /// Makes a library of so many prompts of so many characters, and so many edits of each of two people.
    #[wasm_bindgen(constructor)]
    pub fn new(prompts: usize, characters: usize, count: usize) -> Self {
        let plain = plain(prompts, characters);
        let base = open(&plain).unwrap();
        let edits = edits(prompts, count);
        let edited = |replica, edits: &[Edit]| {
            let mut library = base.clone();
            for one in edits {
                edit(&mut library, one, replica);
            }
            library
        };
        // Each is read from its own file, so that they share nothing.
        let apart = |library: &Library| decode(&encode(library)).unwrap();
        let (ours, theirs) = (apart(&edited(1, &edits[0])), apart(&edited(2, &edits[1])));
        Self { edits, plain, base, ours, theirs, pair: None, kept: None }
    }

    /// Returns the file that both began with, of form 1.0 and nothing more.
    pub fn plain(&self) -> Vec<u8> {
        self.plain.clone()
    }

    /// Returns the library's file.
    pub fn file(&self) -> Vec<u8> {
        encode(&self.ours)
    }

    /// Returns the copy's file.
    pub fn copy(&self) -> Vec<u8> {
        encode(&self.theirs)
    }

    /// Returns the edits of both, as JSON: `[[{ prompt, line, first }], …]`.
    pub fn edits(&self) -> String {
        let one = |edit: &Edit| json!({"prompt": edit.prompt, "line": edit.line, "first": edit.first});
        let side = |edits: &Vec<Edit>| edits.iter().map(one).collect::<Value>();
        self.edits.iter().map(side).collect::<Value>().to_string()
    }

    /// Returns the bytes of the library without what its edits have seen.
    pub fn plain_bytes(&self) -> usize {
        encode_plain(&self.ours).len()
    }

    /// Reads a file.
    pub fn decode(&mut self, file: &[u8]) {
        self.kept = Some(decode(file).unwrap());
    }

    /// Gets ready for [`Self::join`].
    pub fn prepare(&mut self) {
        self.kept = None;
        self.pair = Some((self.ours.clone(), self.theirs.clone()));
    }

    /// Joins the library and its copy.
    pub fn join(&mut self) {
        let (ours, theirs) = self.pair.take().unwrap();
        self.kept = Some(join(ours, theirs));
    }

    /// Finds what is otherwise in what was joined than at the beginning. Returns how much.
    pub fn changes(&self) -> usize {
        changes(&self.base, self.kept.as_ref().unwrap()).list().len()
    }

    /// Makes an edit.
    pub fn edit(&mut self) {
        let one = Edit { prompt: self.ours.prompts().len() / 2, line: "Edited.\n".to_owned(), first: false };
        edit(&mut self.ours, &one, 1);
    }

    /// Writes the file. Returns its bytes.
    pub fn encode(&self) -> usize {
        encode(&self.ours).len()
    }

    /// Returns the texts of all prompts of what was joined, as JSON.
    pub fn joined(&self) -> String {
        let prompts = self.kept.as_ref().unwrap().prompts().iter();
        prompts.map(|prompt| prompt.draft().content.clone()).collect::<Value>().to_string()
    }
}

/// Does what a sync does with a library and a copy of it, and returns the bytes of what it would write.
#[wasm_bindgen]
pub fn bring_together(file: &[u8], copy: &[u8]) -> usize {
    let joined = join(decode(file).unwrap(), decode(copy).unwrap());
    encode(&joined).len()
}
