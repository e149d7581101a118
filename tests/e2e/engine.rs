//! The extension's engine as its surfaces ask it: a worker of the same script, with the same messages.
//!
//! It is for stories of more edits than anyone could type while a test waits. What it does is what a click on "Save"
//! does behind the editor.

use std::{collections::BTreeMap, time::Duration};

use anyhow::{Context, Result, ensure};
use prompt_commons::compact::Packed;
use prompt_commons::model;
use serde_json::{Value, json};

use crate::{page::Page, wait};

/// How long the engine may take with the largest library there may be.
const PATIENCE: Duration = Duration::from_mins(5);

/// The engine of a page of the extension.
#[derive(Debug, Clone)]
pub struct Engine {
    page: Page,
    library: String,
}

/// A prompt as its member sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its text.
    pub content: String,
    /// Who added it.
    pub author: String,
    /// The edits of the versions that are shown beside this one.
    pub beside: Vec<String>,
}

/// What a member sees of a library.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// Its prompts, in their order.
    pub prompts: Vec<Prompt>,
    /// The values among which someone has to decide: the prompt's id and what is there of it.
    pub alternatives: Vec<(String, String)>,
    /// How many edits the team's rules refused.
    pub held: usize,
}

impl Engine {
    /// Starts one in a page of the extension, for a library of its device.
    pub fn start(page: &Page, library: &str) -> Result<Self> {
        page.eval(START)?;
        Ok(Self { page: page.clone(), library: library.to_owned() })
    }

    /// Adds a prompt, and gives how that went.
    pub fn add(&self, id: &str, title: &str, content: &str) -> Result<String> {
        self.edit(&json!({ "addPrompt": { "id": id, "draft": draft(title, content) } }))
    }

    /// Changes what a prompt says, from what was seen of it.
    pub fn rewrite(&self, seen: &Prompt, title: &str, content: &str) -> Result<String> {
        let (before, after) = (draft(&seen.title, &seen.content), draft(title, content));
        self.edit(&json!({ "editPrompt": { "id": seen.id, "seen": before, "draft": after } }))
    }

    /// Changes a prompt's text and brings its folder up to date. Gives the milliseconds until the edit was safe on the device,
    /// and until it was in the folder, read back.
    pub fn edit_to_folder(&self, seen: &Prompt, content: &str) -> Result<[f64; 2]> {
        let (before, after) = (draft(&seen.title, &seen.content), draft(&seen.title, content));
        let command = json!({ "editPrompt": { "id": seen.id, "seen": before, "draft": after } }).to_string();
        let edit = json!({ "type": "edit", "library": self.library, "command": command, "editor": "" });
        let sync = json!({ "type": "sync", "library": self.library });
        let took = self.outcome(&format!(
            "(async () => {{
                const began = performance.now();
                const {{ type: edited }} = await ask({edit});
                const saved = performance.now() - began;
                const {{ type: synced }} = await ask({sync});
                return [saved, performance.now() - began, edited, synced];
            }})()"
        ))?;
        ensure!(took[2] == "edited" && took[3] == "done", "an edit came to {took}");
        let millis = |place: usize| took[place].as_f64().context("no number");
        Ok([millis(0)?, millis(1)?])
    }

    /// Deletes a prompt, of which this was seen.
    pub fn delete(&self, seen: &Prompt) -> Result<String> {
        let before = draft(&seen.title, &seen.content);
        self.edit(&json!({ "deletePrompt": { "id": seen.id, "seen": before, "beside": seen.beside } }))
    }

    /// Brings the library and its folder up to date with each other.
    pub fn sync(&self) -> Result<()> {
        let reply = self.ask(&json!({ "type": "sync", "library": self.library }))?;
        ensure!(reply["type"] == "done", "a sync came to {reply}");
        Ok(())
    }

    /// What its member sees, as every surface reads it.
    pub fn seen(&self) -> Result<Seen> {
        let rows = self.page.eval(&format!("seen({})", json!(self.library)))?;
        let beside = rows[0].as_str().context("the device has no such library")?;
        let beside: Value = serde_json::from_str(beside)?;
        let names: Vec<String> = serde_json::from_value(rows[1].clone())?;
        let texts: Vec<String> = serde_json::from_value(rows[2].clone())?;
        let mut pieces: BTreeMap<String, String> = names.into_iter().zip(texts).collect();
        let head = pieces.remove("").context("the device has nothing of the library to show")?;
        let view = Packed { head, prints: String::new(), searched: 0, pieces }
            .library()
            .context("a view that can't be read")?;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let (mut alternatives, mut dots) = (Vec::new(), Vec::new());
        for conflict in list(&beside["conflicts"]) {
            let id = text(&conflict["about"]["prompt"]["id"]);
            for (place, one) in list(&conflict["values"]).iter().enumerate() {
                alternatives.push((id.clone(), text(&one["value"])));
                let of = list(&one["of"]).into_iter().filter(|_| place > 0);
                dots.extend(of.map(|dot| (id.clone(), text(&dot))));
            }
        }
        let beside_of = |id: &str| {
            let of = dots.iter().filter(|(of, _)| id == of.as_str());
            of.map(|(_, dot)| dot.clone()).collect()
        };
        let prompt = |prompt: &model::Prompt| Prompt {
            beside: beside_of(prompt.id().as_str()),
            id: prompt.id().to_string(),
            title: prompt.title().to_owned(),
            content: prompt.content().to_owned(),
            author: prompt.created_by().map(ToString::to_string).unwrap_or_default(),
        };
        Ok(Seen {
            prompts: view.prompts().iter().map(prompt).collect(),
            alternatives,
            held: list(&beside["held"]).len(),
        })
    }

    /// Gives the word for how it went, once the edit is safe on this device.
    fn edit(&self, command: &Value) -> Result<String> {
        let command = command.to_string();
        let edit = json!({ "type": "edit", "library": self.library, "command": command, "editor": "" });
        let reply = self.ask(&edit)?;
        ensure!(reply["type"] == "edited", "{command} came to {reply}");
        let outcome: Value = serde_json::from_str(reply["outcome"].as_str().context("no outcome")?)?;
        let word = outcome.as_str().or_else(|| outcome.as_object()?.keys().next().map(String::as_str));
        Ok(word.context("an outcome without a name")?.to_owned())
    }

    fn ask(&self, request: &Value) -> Result<Value> {
        self.outcome(&format!("ask({request})"))
    }

    /// Waits for a promise of the page, which may take minutes where a library is large.
    fn outcome(&self, promise: &str) -> Result<Value> {
        self.page.eval(&format!(
            "globalThis.outcome = null; void {promise}.then((value) => {{ globalThis.outcome = value; }},
                (error) => {{ globalThis.outcome = {{ type: `${{error}}` }}; }})"
        ))?;
        wait::until_within(PATIENCE, "the engine", || {
            Some(self.page.eval("globalThis.outcome")?)
                .filter(|value| !value.is_null())
                .context("no word of it")
        })
    }
}

fn draft(title: &str, content: &str) -> Value {
    json!({ "title": title, "content": content, "category": null, "tags": [], "turns": [] })
}

/// A worker as `src/browser/engine.rs` starts it, and what `src/engine/view.rs` reads.
const START: &str = r"(() => {
    const worker = new Worker('sync.js', { type: 'module' });
    const stopped = new Promise((_, fail) => { worker.onerror = ({ message }) => fail(new Error(message)); });
    globalThis.ask = (request) => {
        const { port1, port2 } = new MessageChannel();
        const answered = new Promise((resolve) => { port1.onmessage = ({ data }) => resolve(data); });
        worker.postMessage({ request, handle: undefined }, [port2]);
        return Promise.race([answered, stopped]);
    };
    const soon = (request) => new Promise((resolve, fail) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => fail(request.error);
    });
    globalThis.seen = async (library) => {
        const database = await soon(indexedDB.open('prompt-commons'));
        const reading = database.transaction(['views', 'beside']);
        const prefix = `${new TextEncoder().encode(library).length}:${library}/`;
        const pieces = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
        const rows = await Promise.all([
            soon(reading.objectStore('beside').get(library)),
            soon(reading.objectStore('views').getAllKeys(pieces)),
            soon(reading.objectStore('views').getAll(pieces)),
        ]);
        database.close();
        const text = (row) => row && new TextDecoder().decode(row);
        return [text(rows[0]), rows[1].map((key) => key.slice(prefix.length)), rows[2].map(text)];
    };
})()";
