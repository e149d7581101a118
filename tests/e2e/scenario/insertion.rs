//! Whether each editor's own model holds exactly what was inserted.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};
use serde_json::json;

use super::{
    composer::{Composer, Draft, difference, plain, with},
    samples::{Sample, long_text, samples},
    site::open_selector,
    steps::{click_in_card, team_popup, team_with, wait_shown},
};
use crate::{
    input::Key,
    member::Member,
    page::Scheme,
    report::{Report, Seen},
    stage::Stage,
    wait,
};

/// An editor by its name, and the replica that has it.
pub(super) type Editor = (&'static str, &'static str);

pub(super) const EDITORS: [Editor; 9] = [
    ("textarea", "chatgpt.com/textarea"),
    ("React", "chatgpt.com/react"),
    ("ProseMirror", "chatgpt.com/"),
    ("TipTap", "claude.ai/"),
    ("Quill", "chatgpt.com/quill"),
    ("Lexical", "chatgpt.com/lexical"),
    ("Lexical, rich", "chatgpt.com/lexical-rich"),
    ("Slate", "chatgpt.com/slate"),
    ("CodeMirror 6", "chatgpt.com/codemirror"),
];

/// What is in the composer before, in each cell of the table: nothing, a caret in a line, a selection across lines.
const DRAFTS: [(&str, Draft); 3] = [
    ("empty", ""),
    ("caret", "Dear all,\nbefore | behind\nRegards"),
    ("selection", "Dear all,\nkeep this, |not\nthis|, but this\nRegards"),
];

/// More places for a caret, with fewer texts.
const CARETS: [(&str, Draft); 6] = [
    ("at the start", "|Dear all,\nRegards"),
    ("at the end", "Dear all,\nRegards|"),
    ("on an empty line", "Dear all,\n|\nRegards"),
    ("on an empty line at the end", "Dear all,\n|"),
    ("in front of a tab", "Dear\u{1f469}\u{200d}\u{1f4bb}|\t all"),
    ("all selected", "|Dear all,\n\nRegards|"),
];

/// The policies of pages beyond that of the replica itself.
const POLICIES: [&str; 4] = ["strict", "typed", "credentialless", "require-corp"];

/// Where the document has the table that the test of all cells comes to.
const DOCUMENT: &str = "docs/insertion.md";

/// Each editor, each text and each draft; the document says how they went.
pub fn texts(stage: &Stage, report: &mut Report) -> Result<()> {
    let member = stage.member("Alice")?;
    let samples = samples();
    let columns = each_editor(report, "", |address, seen| {
        let composer = Composer::open(&member, address)?;
        let column = rows(&composer, &samples, &DRAFTS)?;
        seen.note(column.join(" · "));
        Ok(column)
    })?;
    report.step(&format!("{DOCUMENT} says the same"), |_| documented(&samples, &columns))
}

/// Carets at all kinds of places.
pub fn carets(stage: &Stage, report: &mut Report) -> Result<()> {
    let member = stage.member("Alice")?;
    let samples = some(&["one line", "blank lines", "fenced code"]);
    each_editor(report, ", the caret elsewhere", |address, _| {
        rows(&Composer::open(&member, address)?, &samples, &CARETS)
    })
    .map(drop)
}

/// Content security policies, Trusted Types and embedder policies.
pub fn policies(stage: &Stage, report: &mut Report) -> Result<()> {
    let member = stage.member("Alice")?;
    let samples = some(&["many lines", "`<b>` and entities", "200 short lines"]);
    each_editor(report, " under each policy", |address, _| {
        for policy in POLICIES {
            let composer = Composer::open(&member, &format!("{address}?policy={policy}"))?;
            rows(&composer, &samples, &DRAFTS[1..]).context(policy)?;
        }
        Ok(())
    })
    .map(drop)
}

/// A text of 100,000 characters.
pub fn long(stage: &Stage, report: &mut Report) -> Result<()> {
    let member = stage.member("Alice")?;
    let samples = [Sample { name: "100,000 characters", text: long_text(100_000) }];
    each_editor(report, ", 100,000 characters", |address, _| {
        rows(&Composer::open(&member, address)?, &samples, &DRAFTS[1..2])
    })
    .map(drop)
}

/// Pages that won't take a text, take it late, make an attachment of it, or fail over it.
pub fn refused(stage: &Stage, report: &mut Report) -> Result<()> {
    let member = stage.member("Alice")?;
    let draft = DRAFTS[1].1;
    let text = "A first line\n\tand a second one, long enough to be seen.";
    each_editor(report, " is read-only", |address, _| {
        refuses(&member, &format!("{address}?readonly"), draft, &format!("{text} {address}"))
    })?;
    each_editor(report, ", and the page's handlers throw", |address, _| {
        let composer = Composer::open(&member, &format!("{address}?throws"))?;
        cell(&composer, draft, text).map(drop)
    })?;
    each_editor(report, ", and the page makes attachments of what is pasted", |address, seen| {
        let composer = Composer::open(&member, &format!("{address}?attaches"))?;
        composer.begin(draft)?;
        let (expected, caret) = with(draft, text);
        let left = composer.insert(text, &expected)?;
        let attached = composer.page.eval("replica.attached")?;
        seen.note(format!("{}, {} attached", left.outcome, attached.as_array().map_or(0, Vec::len)));
        if attached == json!([text]) {
            ensure!(left.outcome == "unverified" && left.model == plain(draft), "{left:?}");
            return Ok(());
        }
        ensure!(attached == json!([]), "attached: {attached}");
        left.check(&expected, caret)
    })?;
    for what in [
        "chatgpt.com/textarea?maxlength=40",
        "chatgpt.com/textarea?shouts",
        "chatgpt.com/react?refuses",
        "chatgpt.com/?refuses",
    ] {
        report.step(what, |_| refuses(&member, what, "DEAR ALL,\n| REGARDS", &format!("{text} {what}")))?;
    }
    report.step("A page that writes what it was given later has it once", |_| {
        let composer = Composer::open(&member, "chatgpt.com/textarea?late")?;
        composer.begin(draft)?;
        let (expected, caret) = with(draft, text);
        let left = composer.insert(text, &expected)?;
        ensure!(left.outcome == "inserted", "{left:?}");
        left.check(&expected, caret)
    })
}

/// The same from the selector, which takes the focus and gives it back.
pub fn selector(stage: &Stage, report: &mut Report) -> Result<()> {
    const TITLE: &str = "Insert me";
    let text = "  Insert <this>\n\n\tand this: 👩‍💻 &amp;\n ";
    let member = stage.member("Alice")?;
    report.step("Alice has a prompt", |_| team_with(&member, stage, &[(TITLE, text)]))?;
    each_editor(report, " from the selector", |address, _| {
        let composer = Composer::open(&member, address)?;
        for (state, draft) in DRAFTS {
            composer.begin(draft)?;
            let frame = open_selector(&member, &composer.page, Scheme::Light)?;
            frame.type_keys("insert")?;
            frame.press(Key::Enter)?;
            let (expected, caret) = with(draft, text);
            composer.left("inserted", &expected)?.check(&expected, caret).context(state)?;
            wait::until("the selector to close", || {
                ensure!(composer.page.frames()?.is_empty(), "it is still there");
                Ok(())
            })?;
            let undone = composer.undo(draft)?;
            ensure!(undone == plain(draft), "{state}, undone: {}", difference(&plain(draft), &undone));
        }
        Ok(())
    })?;
    let draft = DRAFTS[1].1;
    let open = || -> Result<_> {
        let composer = Composer::open(&member, "chatgpt.com/react?refuses")?;
        composer.begin(draft)?;
        Ok(composer)
    };
    report.step("The selector says that a page won't take it, and where it is", |seen| {
        let composer = open()?;
        let frame = open_selector(&member, &composer.page, Scheme::Light)?;
        frame.press(Key::Enter)?;
        wait_shown(&frame, "This page didn't take the text. It is on your clipboard")?;
        seen.pictures(&composer.page, "selector-refused")?;
        composer.has_refused(draft, text)
    })?;
    report.step("So does the popup", |seen| {
        let composer = open()?;
        let popup = team_popup(&member)?;
        click_in_card(&popup, TITLE, "Insert")?;
        wait_shown(&popup, "This page would not take it. It is on the clipboard")?;
        seen.pictures(&popup, "popup-refused")?;
        popup.close()?;
        composer.has_refused(draft, text)
    })
}

/// Composers in an open shadow root, and in a frame of the same origin.
pub fn within(stage: &Stage, report: &mut Report) -> Result<()> {
    let member = stage.member("Alice")?;
    let samples = some(&["blank lines", "emoji with joiners", "20,000 characters"]);
    for page in ["shadow", "shadow?field"]
        .map(str::to_owned)
        .into_iter()
        .chain(["react", "quill", "lexical", "slate", "codemirror"].map(|page| format!("framed?page={page}")))
    {
        report.step(&page, |_| {
            rows(&Composer::open(&member, &format!("chatgpt.com/{page}"))?, &samples, &DRAFTS)
        })?;
    }
    Ok(())
}

/// Does the same with each editor, a step for each, and fails at the end if one of them did.
fn each_editor<T>(
    report: &mut Report,
    what: &str,
    act: impl Fn(&str, &mut Seen<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let all = EDITORS.map(|(editor, address)| {
        report.step(&format!("{editor}{what}"), |seen| act(address, seen).context(editor))
    });
    all.into_iter().collect()
}

/// How each text went in an editor, with all that is wrong at once.
fn rows(composer: &Composer<'_>, samples: &[Sample], drafts: &[(&str, Draft)]) -> Result<Vec<String>> {
    let (mut rows, mut wrong) = (Vec::new(), Vec::new());
    for sample in samples {
        let mut said = Vec::new();
        for (state, draft) in drafts {
            match cell(composer, draft, &sample.text) {
                Ok(outcome) => said.push(outcome),
                Err(error) => wrong.push(format!("{}, {state}: {error:#}", sample.name)),
            }
        }
        said.dedup();
        rows.push(said.join(", "));
    }
    ensure!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    Ok(rows)
}

/// Inserts a text into a draft and takes it back. Gives what was said of it.
fn cell(composer: &Composer<'_>, draft: Draft, text: &str) -> Result<String> {
    composer.begin(draft)?;
    let (expected, caret) = with(draft, text);
    let left = composer.insert(text, &expected)?;
    left.check(&expected, caret).with_context(|| format!("“{}”", left.outcome))?;
    let undone = composer.undo(draft)?;
    ensure!(undone == plain(draft), "undone: {}", difference(&plain(draft), &undone));
    Ok(left.outcome)
}

/// Inserts a text that a page won't take: its draft stays as it is, and the text is on the clipboard.
fn refuses(member: &Member, address: &str, draft: Draft, text: &str) -> Result<()> {
    let composer = Composer::open(member, address)?;
    composer.begin(draft)?;
    let left = composer.insert(text, &plain(draft))?;
    ensure!(left.outcome == "copied", "{left:?}");
    composer.has_refused(draft, text)
}

/// The samples of these names.
fn some(names: &[&str]) -> Vec<Sample> {
    samples().into_iter().filter(|sample| names.contains(&sample.name)).collect()
}

/// Compares the document's table with what came out.
fn documented(samples: &[Sample], columns: &[Vec<String>]) -> Result<()> {
    let head: Vec<_> = EDITORS.iter().map(|(editor, _)| *editor).collect();
    let mut table =
        vec![format!("| text | {} |", head.join(" | ")), format!("|---{}|", "|---".repeat(head.len()))];
    for (place, sample) in samples.iter().enumerate() {
        let cells: Vec<_> =
            columns.iter().map(|column| column.get(place).map_or("", String::as_str)).collect();
        table.push(format!("| {} | {} |", sample.name, cells.join(" | ")));
    }
    let table = table.join("\n");
    let document = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(DOCUMENT))?;
    ensure!(document.contains(&table), "it should have this table:\n{table}");
    Ok(())
}
