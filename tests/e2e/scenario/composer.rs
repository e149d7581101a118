//! A replica's composer, as tests fill, watch and undo it.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::{cdp::value_of, input::Key, member::Member, page::Page, wait};

/// What is in the composer before an insertion, with what is selected of it between two marks.
pub(super) type Draft = &'static str;

/// Stands in a [`Draft`] where the selection starts and where it ends.
const MARK: char = '|';

/// A page with a composer in it.
pub(super) struct Composer<'a> {
    member: &'a Member,
    pub(super) page: Page,
}

/// What an insertion has left behind.
#[derive(Debug)]
pub(super) struct Left {
    /// What `content.js` said of it.
    pub(super) outcome: String,
    /// What the editor holds.
    pub(super) model: String,
    /// Where its caret is, in UTF-16 units.
    pub(super) caret: i64,
    /// Messages sent.
    pub(super) sent: u64,
}

/// The text before the selection, the selected, and the text behind.
pub(super) fn parts(draft: Draft) -> [&'static str; 3] {
    let mut parts = draft.splitn(3, MARK);
    let before = parts.next().unwrap_or_default();
    let selected = parts.next().unwrap_or_default();
    match parts.next() {
        Some(after) => [before, selected, after],
        None => [before, "", selected],
    }
}

/// The draft as its editor holds it.
pub(super) fn plain(draft: Draft) -> String {
    parts(draft).concat()
}

/// The draft with a text at its caret, and where the caret is then.
pub(super) fn with(draft: Draft, text: &str) -> (String, i64) {
    let [before, _, after] = parts(draft);
    let head = format!("{before}{text}");
    (format!("{head}{after}"), units(&head))
}

fn units(text: &str) -> i64 {
    text.encode_utf16().count().try_into().unwrap_or(i64::MAX)
}

impl<'a> Composer<'a> {
    /// Opens a replica in a tab of its own.
    pub(super) fn open(member: &'a Member, address: &str) -> Result<Self> {
        let page = member.browser()?.open(&format!("https://{address}"))?;
        page.wait_for("window.replica")?;
        let composer = Self { member, page };
        // In a browser that has just started, the extension comes into the page after it.
        wait::until("the extension in the page", || composer.tell(&json!({ "type": "nothing" })))?;
        Ok(composer)
    }

    /// Sends the page's part of the extension a message, as the worker does.
    fn tell(&self, message: &Value) -> Result<Value> {
        self.member.in_worker(&format!(
            "chrome.tabs.query({{ active: true, lastFocusedWindow: true }})
                .then(([{{ id }}]) => chrome.tabs.sendMessage(id, {message}))"
        ))
    }

    /// Puts a draft into it, and the caret, and waits until the editor has shown both.
    pub(super) fn begin(&self, draft: Draft) -> Result<()> {
        let [before, selected, _] = parts(draft);
        let start = units(before);
        let begin = format!("({BEGIN})(...{})", json!([plain(draft), start, start + units(selected)]));
        // A person has just done something in the page, or the clipboard would be closed to it.
        let reply = self.page.session().call(
            "Runtime.evaluate",
            json!({ "expression": begin, "awaitPromise": true, "userGesture": true }),
        )?;
        value_of(&reply)?;
        Ok(())
    }

    /// Has a text inserted the way the popup does, and gives what there is once the editor holds what is expected, or doesn't for long.
    pub(super) fn insert(&self, text: &str, expected: &str) -> Result<Left> {
        let reply = self.tell(&json!({ "type": "insert", "text": text }))?;
        let outcome = reply["outcome"].as_str().with_context(|| format!("answered {reply}"))?;
        self.left(outcome, expected)
    }

    /// What there is once the editor holds what is expected, or doesn't for long.
    pub(super) fn left(&self, outcome: &str, expected: &str) -> Result<Left> {
        let seen = self.call(SEEN, &json!([expected]))?;
        Ok(Left {
            outcome: outcome.to_owned(),
            model: seen["model"].as_str().context("no model")?.to_owned(),
            caret: seen["caret"].as_i64().unwrap_or(-1),
            sent: seen["sent"].as_u64().unwrap_or(u64::MAX),
        })
    }

    /// Undoes one step as a person does, and gives what the editor holds then: the draft, if that is what it comes to.
    pub(super) fn undo(&self, draft: Draft) -> Result<String> {
        self.page.press(Key::Ctrl('Z'))?;
        Ok(self.left("undone", &plain(draft))?.model)
    }

    /// The draft is as it was, and what a person pastes elsewhere is the text. Leaves the page.
    pub(super) fn has_refused(&self, draft: Draft, text: &str) -> Result<()> {
        let model = self.left("refused", &plain(draft))?.model;
        ensure!(model == plain(draft), "{}", difference(&plain(draft), &model));
        let pasted = self.pasted()?;
        ensure!(pasted == text, "on the clipboard: {}", difference(text, &pasted));
        Ok(())
    }

    fn pasted(&self) -> Result<String> {
        self.page.goto("https://chatgpt.com/textarea")?;
        self.page.wait_for("window.replica")?;
        self.page.press(Key::Ctrl('V'))?;
        wait::until("something to be pasted", || {
            let text = self.page.eval("replica.model()")?;
            let text = text.as_str().unwrap_or_default();
            ensure!(!text.is_empty(), "nothing is on the clipboard");
            Ok(text.to_owned())
        })
    }

    fn call(&self, function: &str, arguments: &Value) -> Result<Value> {
        self.page.eval(&format!("({function})(...{arguments})"))
    }
}

impl Left {
    /// Nothing is amiss if the editor holds exactly what is expected, has its caret behind the text, and has sent nothing.
    pub(super) fn check(&self, expected: &str, caret: i64) -> Result<()> {
        ensure!(self.sent == 0, "it was sent");
        ensure!(self.model == expected, "{}", difference(expected, &self.model));
        ensure!(self.caret == caret, "the caret is at {} and not at {caret}", self.caret);
        Ok(())
    }
}

/// Where two texts part, with what each says there.
pub(super) fn difference(expected: &str, actual: &str) -> String {
    let common = expected.chars().zip(actual.chars()).take_while(|(one, other)| one == other).count();
    let around = |text: &str| text.chars().skip(common.saturating_sub(12)).take(48).collect::<String>();
    format!(
        "{} characters and not {}; from {common} on {:?} and not {:?}",
        actual.chars().count(),
        expected.chars().count(),
        around(actual),
        around(expected)
    )
}

const BEGIN: &str = r"async (draft, start, end) => {
    const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    replica.setText(draft);
    await painted();
    replica.setCaret(start, end);
    await painted();
    if (replica.model() !== draft) throw new Error(`the draft became ${JSON.stringify(replica.model())}`);
    replica.sent.length = 0;
}";

const SEEN: &str = r"async (expected) => {
    const late = performance.now() + 3000;
    const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    do await painted();
    while (replica.model() !== expected && performance.now() < late);
    return { model: replica.model(), caret: replica.caret(), sent: replica.sent.length };
}";
