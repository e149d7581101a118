//! Search in a made-up library: by the index, and by a plain look through all texts.

use prompt_commons::search::{Fields, Index, Query};
use serde_json::json;
use wasm_bindgen::prelude::*;

use crate::corpus::{Asked, Record, corpus, queries};
use crate::plain::Plain;

/// A library to be searched, and queries.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Search {
    records: Vec<Record>,
    asked: Vec<Asked>,
    index: Index,
    plain: Plain,
}

#[wasm_bindgen]
impl Search {
    /// Makes a library of so many prompts of 600 characters, and so many queries.
    #[wasm_bindgen(constructor)]
    pub fn new(prompts: usize, asked: usize) -> Self {
        let records = corpus(prompts);
        let asked = queries(&records, asked);
        Self { records, asked, index: Index::default(), plain: Plain::default() }
    }

    /// Returns the prompts as JSON.
    pub fn records(&self) -> String {
        let records = self.records.iter().enumerate().map(|(id, record)| {
            let Record { title, content, tags, category, author } = record;
            json!({"id": id, "title": title, "content": content, "tags": tags, "category": category, "author": author})
        });
        records.collect::<serde_json::Value>().to_string()
    }

    /// Returns the queries as JSON.
    pub fn queries(&self) -> String {
        let asked = self.asked.iter().map(|asked| json!([asked.query, asked.place, asked.kind]));
        asked.collect::<serde_json::Value>().to_string()
    }

    /// Makes the index.
    pub fn build(&mut self) {
        let fields: Vec<Fields<'_>> = self.records.iter().map(Record::fields).collect();
        self.index = Index::of(&fields);
    }

    /// Edits a prompt and brings the index up to date. Returns how many prompts were read for that.
    pub fn edit(&mut self, at: usize) -> usize {
        self.records[at].content.push_str(" edited");
        let fields: Vec<Fields<'_>> = self.records.iter().map(Record::fields).collect();
        self.index.renew(&fields)
    }

    /// Returns the index as it is stored.
    pub fn store(&self) -> String {
        self.index.to_text()
    }

    /// Returns the places of what a query finds.
    pub fn find(&mut self, query: &str) -> Vec<u32> {
        self.index.search(&Query::parse(query), &[]).places
    }

    /// Gets ready for [`Self::scan`].
    pub fn fold(&mut self) {
        self.plain = Plain::of(&self.records);
    }

    /// Does the same by a plain look through all texts.
    pub fn scan(&self, query: &str) -> Vec<u32> {
        self.plain.find(query)
    }
}

/// A stored index, opened; nothing else is in the memory.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Opened(Index);

#[wasm_bindgen]
impl Opened {
    /// Reads a stored index.
    #[wasm_bindgen(constructor)]
    pub fn new(text: &str) -> Self {
        Self(Index::from_text(text).unwrap())
    }

    /// Returns how many prompts a query finds.
    pub fn find(&mut self, query: &str) -> usize {
        self.0.search(&Query::parse(query), &[]).places.len()
    }
}
