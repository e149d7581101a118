//! A large library, and what the engine does with it at each sync. `bench.js` takes the time of each call.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "a program for whoever works on this"
)]

#[path = "../corpus.rs"]
mod corpus;
#[path = "../plain.rs"]
mod plain;
mod search;

use prompt_commons::causal::{Replica, join};
use prompt_commons::command::{Command, Stamp, apply};
use prompt_commons::format::{decode, encode, encode_plain, open};
use prompt_commons::model::{Draft, Email, Library, Timestamp};
use serde_json::json;
use wasm_bindgen::prelude::*;

/// Edits that the copy has and the library has not, and the other way round.
const EDITS: usize = 100;

/// A library, and a copy of it that was edited apart.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Work {
    file: Vec<u8>,
    ours: Library,
    theirs: Library,
    pair: Option<(Library, Library)>,
    kept: Option<Library>,
}

#[wasm_bindgen]
impl Work {
    /// Makes a library of so many prompts of about 400 characters, 750 bytes each in the file.
    #[wasm_bindgen(constructor)]
    pub fn new(prompts: usize) -> Self {
        let library = open(&plain(prompts)).unwrap();
        let step = prompts / EDITS;
        let (mut ours, mut theirs) = (library.clone(), library);
        for at in 0..EDITS {
            edit(&mut ours, at * step, 1);
            edit(&mut theirs, at * step + step / 2, 2);
        }
        Self { file: encode(&ours), ours, theirs, pair: None, kept: None }
    }

    /// Returns the library's file.
    pub fn file(&self) -> Vec<u8> {
        self.file.clone()
    }

    /// Returns the copy's file.
    pub fn copy(&self) -> Vec<u8> {
        encode(&self.theirs)
    }

    /// Returns the bytes of the same without what its edits have seen.
    pub fn plain_bytes(&self) -> usize {
        encode_plain(&self.ours).len()
    }

    /// Reads the file.
    pub fn decode(&mut self) {
        self.kept = Some(decode(&self.file).unwrap());
    }

    /// Gets ready for [`Self::join`].
    pub fn prepare(&mut self) {
        self.pair = Some((self.ours.clone(), self.theirs.clone()));
    }

    /// Joins the library and its copy.
    pub fn join(&mut self) {
        let (ours, theirs) = self.pair.take().unwrap();
        self.kept = Some(join(ours, theirs));
    }

    /// Writes the file.
    pub fn encode(&self) -> usize {
        encode(&self.ours).len()
    }
}

fn plain(prompts: usize) -> Vec<u8> {
    let prompts: Vec<_> = (0..prompts)
        .map(|at| {
            json!({
                "id": format!("0b8f6f0e-0a53-4b3e-8a3c-{at:012}"),
                "title": format!("Prompt {at}: a summary for the weekly letter"),
                "content": format!("Write part {at} of our letter about {{{{topic}}}}.\n\n").repeat(8),
                "categoryId": format!("cat-{}", at % 8),
                "createdBy": "bob@company.com",
                "createdAt": "2025-01-16T09:00:00Z",
                "modifiedBy": "carol@company.com",
                "modifiedAt": "2025-01-18T11:00:00Z",
            })
        })
        .collect();
    let categories: Vec<_> =
        (0..8).map(|at| json!({"id": format!("cat-{at}"), "name": format!("Category {at}")})).collect();
    let library = json!({
        "version": "1.0", "teamId": "t", "name": "Marketing",
        "members": {"owner": "alice@company.com", "editors": ["bob@company.com", "carol@company.com"]},
        "categories": categories, "prompts": prompts,
    });
    serde_json::to_vec_pretty(&library).unwrap()
}

fn edit(library: &mut Library, at: usize, replica: u64) {
    let prompt = &library.prompts()[at];
    let (id, seen) = (prompt.id().clone(), prompt.draft().clone());
    let draft = Draft { content: format!("{}Edited.\n", seen.content), ..seen.clone() };
    let stamp = Stamp {
        actor: Email::parse("bob@company.com").unwrap(),
        at: Timestamp::parse("2025-02-19T21:20:00Z").unwrap(),
        replica: Replica::random(replica),
        nonce: 1,
    };
    apply(library, &Command::EditPrompt { id, seen, draft }, &stamp).unwrap();
}

/// Does what a sync does with a library and a copy of it, and returns the bytes of what it would write.
#[wasm_bindgen]
pub fn bring_together(file: &[u8], copy: &[u8]) -> usize {
    let joined = join(decode(file).unwrap(), decode(copy).unwrap());
    encode(&joined).len()
}
