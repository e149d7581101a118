//! A library made up for benches, and edits of it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a program for whoever works on this")]

use prompt_commons::causal::Replica;
use prompt_commons::command::{Command, Stamp, apply};
use prompt_commons::model::{Draft, Email, Library, Timestamp};
use serde_json::json;

use crate::corpus::corpus;

/// Of so many edits, one meets an edit of the other side in the same prompt.
const MEETING: usize = 10;

/// Characters of a prompt's text at most.
pub(crate) const LENGTH: usize = 600;

/// Returns the file of a library of so many prompts of about so many characters, up to [`LENGTH`], of form 1.0 and nothing more.
pub(crate) fn plain(prompts: usize, characters: usize) -> Vec<u8> {
    let mut records = corpus(prompts);
    if characters < LENGTH {
        for record in &mut records {
            record.content = record.content.chars().take(characters).chain(['\n']).collect();
        }
    }
    let prompts = records.iter().enumerate().map(|(at, record)| {
        json!({
            "id": format!("0b8f6f0e-0a53-4b3e-8a3c-{at:012}"),
            "title": record.title,
            "content": record.content,
            "categoryId": format!("cat-{}", at % 12),
            "tags": record.tags.lines().collect::<Vec<_>>(),
            "createdBy": format!("{}@company.com", if at % 2 == 0 { "bob" } else { "carol" }),
            "createdAt": "2025-01-16T09:00:00Z",
            "modifiedBy": "carol@company.com",
            "modifiedAt": "2025-01-18T11:00:00Z",
        })
    });
    let prompts: Vec<_> = prompts.collect();
    let categories: Vec<_> = records
        .iter()
        .take(12)
        .enumerate()
        .map(|(at, record)| json!({"id": format!("cat-{at}"), "name": record.category}))
        .collect();
    let library = json!({
        "version": "1.0", "teamId": "t", "name": "Marketing",
        "members": {"owner": "alice@company.com", "editors": ["bob@company.com", "carol@company.com"]},
        "categories": categories, "prompts": prompts,
    });
    serde_json::to_vec_pretty(&library).unwrap()
}

/// A line that is added to the text of a prompt.
#[derive(Clone, Debug)]
pub(crate) struct Edit {
    /// The prompt's place.
    pub(crate) prompt: usize,
    /// The line, with its end.
    pub(crate) line: String,
    /// Whether it goes in front of the text; else behind it.
    pub(crate) first: bool,
}

/// Makes so many edits for each of two people, a tenth of them in the same prompts.
pub(crate) fn edits(prompts: usize, count: usize) -> [Vec<Edit>; 2] {
    let step = prompts / count;
    let mine = |at| Edit { prompt: at * step, line: format!("Edit {at}, at the end.\n"), first: false };
    let theirs = |at| Edit {
        prompt: at * step + if at % MEETING == 0 { 0 } else { step / 2 },
        line: format!("Edit {at}, of someone else.\n"),
        first: true,
    };
    [(0..count).map(mine).collect(), (0..count).map(theirs).collect()]
}

/// Makes an edit, as a device does.
pub(crate) fn edit(library: &mut Library, edit: &Edit, replica: u64) {
    let prompt = &library.prompts()[edit.prompt];
    let (id, seen) = (prompt.id().clone(), prompt.draft().clone());
    let (line, text) = (&edit.line, &seen.content);
    let content = if edit.first { format!("{line}{text}") } else { format!("{text}{line}") };
    let draft = Draft { content, ..seen.clone() };
    let stamp = Stamp {
        actor: Email::parse("bob@company.com").unwrap(),
        at: Timestamp::parse("2025-02-19T21:20:00Z").unwrap(),
        replica: Replica::random(replica),
        nonce: 1,
    };
    apply(library, &Command::EditPrompt { id, seen, draft }, &stamp).unwrap();
}
