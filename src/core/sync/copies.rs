//! Copies of the library beside its file, such as services set aside.

use std::collections::VecDeque;
use std::hash::Hasher;
use std::mem::take;

use fnv::FnvHasher;

use super::names;
use crate::rule::{Rule, kept};

/// Files of any name beside the library's that are looked into for copies of it.
const MOST_COPIES: usize = 50;

/// What a run knows of the files beside the library's.
#[derive(Debug)]
pub(super) struct Copies {
    listed: Vec<String>,
    /// Those that are still to be read.
    left: VecDeque<String>,
    /// Hashes of those that this device's library held when the run began,
    before: Vec<u64>,
    /// of those among them that are still there,
    known: Vec<u64>,
    /// and of those that were joined since the file was read.
    joined: Vec<u64>,
}

impl Copies {
    pub(super) fn new(before: Vec<u64>) -> Self {
        Self { listed: Vec::new(), left: VecDeque::new(), before, known: Vec::new(), joined: Vec::new() }
    }

    /// Takes the names of a folder's files: those that may be copies of the library in `file`, or what the browser left of
    /// one that it was writing.
    pub(super) fn list(&mut self, names: Vec<String>, file: &str) {
        let is_one = |name: &str| {
            names::is_conflicted_copy(name, file)
                || names::is_of_device(name, file)
                || names::is_swap(name, file)
        };
        // What else is in folders is not this library's, nor is what is hidden.
        let may_be_one = |name: &str| {
            name != file
                && name.to_lowercase().ends_with(".json")
                && !name.contains('/')
                && !name.starts_with('.')
        };
        let (mut ours, mut others): (Vec<String>, Vec<String>) = names
            .into_iter()
            .filter(|name| (is_one(name) || may_be_one(name)) && kept(Rule::Copies))
            .partition(|name| is_one(name));
        ours.sort_unstable();
        others.sort_unstable();
        others.truncate(MOST_COPIES);
        ours.append(&mut others);
        self.listed = ours;
        self.left = self.listed.clone().into();
    }

    pub(super) fn listed(&self) -> &[String] {
        &self.listed
    }

    /// Returns the next one to read.
    pub(super) fn next(&mut self) -> Option<String> {
        self.left.pop_front()
    }

    /// Takes note of one that was read. Tells whether the library holds it already.
    pub(super) fn has(&mut self, bytes: &[u8]) -> bool {
        let hash = hash(bytes);
        let has = self.before.contains(&hash);
        if has {
            self.known.push(hash);
        } else {
            self.joined.push(hash);
        }
        has
    }

    /// Forgets those that were joined: the library without them is kept.
    pub(super) fn forget(&mut self) {
        self.joined.clear();
    }

    /// Returns the hashes of those that the library holds; `kept`: with those that were joined.
    pub(super) fn hashes(&mut self, kept: bool) -> Vec<u64> {
        let mut hashes = take(&mut self.known);
        if kept {
            hashes.append(&mut self.joined);
        }
        hashes.sort_unstable();
        hashes.dedup();
        hashes
    }
}

/// Returns the hash by which a copy is known.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = FnvHasher::default();
    hasher.write(bytes);
    hasher.finish()
}
