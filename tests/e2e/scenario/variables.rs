//! Prompts with variables, filled in over the page.

use anyhow::{Result, ensure};

use super::{
    composer::{Composer, Draft, difference},
    site::{open_selector, selector_gone},
    steps::team_with,
};
use crate::{
    input::Key,
    member::Member,
    page::{Page, Scheme},
    report::{Report, Seen},
    stage::Stage,
    wait,
};

const LETTER: &str =
    "Dear {{name}},\n\n{{body=one\ntwo}}\n\t{{tone|kind|firm}}: {{selection}} {{{{kept}}}} {{name}}";
const DATED: &str = "Written on {{date}}.";
const DRAFT: Draft = "Before |this part| behind";

/// Whatever a person types comes out as typed.
const NAME: &str = "$& {{tone}} <b>Ann</b> \\1";

/// The form asks for the variables, and remembers them.
pub fn variables(stage: &Stage, report: &mut Report) -> Result<()> {
    let member = stage.member("Alice")?;
    report.step("Alice has prompts with variables", |_| {
        team_with(&member, stage, &[("Letter", LETTER), ("Dated", DATED)])
    })?;
    let composer = Composer::open(&member, "chatgpt.com/textarea")?;
    report.step("The form asks, with what is selected filled in; Ctrl+Enter inserts", |seen| {
        let filled = format!("Dear {NAME},\n\nthree\nfour\n\tfirm: this part {{{{kept}}}} {NAME}");
        composer.begin(DRAFT)?;
        let frame = asked(&member, &composer, seen)?;
        ensure!(frame.find("textbox", "name")?.is_focused()?, "the first field has not the keyboard");
        frame.insert_text(NAME)?;
        frame.find("combobox", "tone")?.choose("firm")?;
        frame.fill("textbox", "body", "three\nfour")?;
        seen.picture(&frame, "filled")?;
        frame.press(Key::CtrlEnter)?;
        holds(&composer, &format!("Before {filled} behind"))
    })?;
    report.step("Esc leads back to the list; what was typed last is remembered", |_| {
        composer.begin("")?;
        let frame = open_selector(&member, &composer.page, Scheme::Light)?;
        choose(&frame, "letter")?;
        let name = frame.find("textbox", "name")?;
        let value = name.call("function () { return this.value }")?;
        ensure!(value == NAME, "{value}");
        frame.press(Key::Escape)?;
        wait::until("the search to have the keyboard", || {
            ensure!(frame.find("searchbox", "Search prompts")?.is_focused()?, "it has not");
            Ok(())
        })?;
        frame.press(Key::Enter)?;
        // Nothing is selected now, and the field is left alone: the variable is to be seen.
        frame.click("button", "Insert (Ctrl+Enter)")?;
        let filled = format!("Dear {NAME},\n\nthree\nfour\n\tfirm: {{{{selection}}}} {{{{kept}}}} {NAME}");
        holds(&composer, &filled)
    })?;
    report.step("What fills itself is not asked for", |seen| {
        composer.begin("")?;
        let frame = open_selector(&member, &composer.page, Scheme::Light)?;
        choose(&frame, "dated")?;
        let today = composer.page.eval("new Date().toLocaleDateString('en-US', { dateStyle: 'long' })")?;
        let filled = DATED.replace("{{date}}", today.as_str().unwrap_or_default());
        seen.note(filled.clone());
        holds(&composer, &filled)
    })
}

/// Opens the form, with a picture of it in each scheme.
fn asked(member: &Member, composer: &Composer<'_>, seen: &mut Seen<'_>) -> Result<Page> {
    let frame = open_selector(member, &composer.page, Scheme::Light)?;
    choose(&frame, "letter")?;
    frame.find("textbox", "name")?;
    seen.pictures(&frame, "form")?;
    Ok(frame)
}

fn choose(frame: &Page, words: &str) -> Result<()> {
    frame.type_keys(words)?;
    let list = frame.find("listbox", "Prompts")?;
    wait::until("one entry", || {
        let found = list.find_all("option", None)?.len();
        ensure!(found == 1, "{found}");
        Ok(())
    })?;
    frame.press(Key::Enter)
}

fn holds(composer: &Composer<'_>, expected: &str) -> Result<()> {
    let left = composer.left("inserted", expected)?;
    ensure!(left.model == expected, "{}", difference(expected, &left.model));
    selector_gone(&composer.page)?;
    ensure!(left.sent == 0, "it was sent");
    Ok(())
}
