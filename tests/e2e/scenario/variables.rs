//! Prompts with variables, filled in over the page.

use anyhow::{Result, bail, ensure};
use serde_json::json;

use super::{
    composer::{Composer, Draft, difference},
    site::{open_selector, selector_gone},
    steps::{click_in_card, team_popup, team_with},
};
use crate::{
    cdp::value_of,
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
const QUOTE: &str = "“{{clipboard}}”";
const COPIED: &str = "  two lines\n\tfrom <b>elsewhere</b>";
const DRAFT: Draft = "Before |this part| behind";

/// Whatever a person types comes out as typed.
const NAME: &str = "$& {{tone}} <b>Ann</b> \\1";

/// The form asks for the variables, and remembers them.
pub fn variables(stage: &Stage, report: &mut Report) -> Result<()> {
    let mut member = stage.member("Alice")?;
    report.step("Alice has prompts with variables", |_| {
        team_with(&member, stage, &[("Letter", LETTER), ("Dated", DATED), ("Quote", QUOTE)])
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
        wait::until("a click that counts", || {
            if composer.page.eval("replica.model()")? != "" {
                return Ok(());
            }
            // What was just drawn has to be seen for a moment.
            frame.find_now("button", "Insert (Ctrl+Enter)")?.click()?;
            bail!("{}", frame.text()?)
        })?;
        let filled = format!("Dear {NAME},\n\nthree\nfour\n\tfirm: {{{{selection}}}} {{{{kept}}}} {NAME}");
        holds(&composer, &filled)
    })?;
    report.step("The popup has them asked for over the page, and makes room", |seen| {
        composer.begin(DRAFT)?;
        let popup = team_popup(&member)?;
        click_in_card(&popup, "Letter", "Insert")?;
        let frame = member.selector_frame(&composer.page)?;
        let name = frame.find("textbox", "name")?;
        wait::until("the first field to have the keyboard", || {
            ensure!(name.is_focused()?, "it has not");
            Ok(())
        })?;
        closed(&member)?;
        seen.picture(&frame, "asked-by-popup")?;
        frame.press(Key::CtrlEnter)?;
        let filled = format!("Dear {NAME},\n\nthree\nfour\n\tfirm: this part {{{{kept}}}} {NAME}");
        holds(&composer, &format!("Before {filled} behind"))
    })?;
    report.step("What fills itself is not asked for", |seen| {
        composer.begin("")?;
        let frame = open_selector(&member, &composer.page, Scheme::Light)?;
        choose(&frame, "dated")?;
        let today = composer.page.eval("new Date().toLocaleDateString('en-US', { dateStyle: 'long' })")?;
        let filled = DATED.replace("{{date}}", today.as_str().unwrap_or_default());
        seen.note(filled.clone());
        holds(&composer, &filled)
    })?;
    composer.page.close()?;
    clipboard(&mut member, report)
}

/// The clipboard is read only if the person lets the extension; the page never gets to read it.
fn clipboard(member: &mut Member, report: &mut Report) -> Result<()> {
    report.step("Without a permission {{clipboard}} is a field to paste into", |seen| {
        let composer = copied(member)?;
        let frame = open_selector(member, &composer.page, Scheme::Light)?;
        choose(&frame, "quote")?;
        let field = frame.find("textbox", "clipboard")?;
        ensure!(field.text()?.is_empty(), "it holds {}", field.text()?);
        seen.pictures(&frame, "clipboard")?;
        let page = composer
            .page
            .eval("navigator.permissions.query({ name: 'clipboard-read' }).then(({ state }) => state)")?;
        ensure!(page != "granted", "the page may read it now");
        frame.press(Key::Ctrl('V'))?;
        frame.press(Key::CtrlEnter)?;
        holds(&composer, &format!("“{COPIED}”"))?;
        composer.page.close()
    })?;
    // The question itself can't be answered without a screen.
    member.close()?;
    member.allow_when_asked("clipboardRead")?;
    member.start()?;
    report.step("With it the field is filled, and next time nothing is asked for", |_| {
        let composer = copied(member)?;
        let frame = open_selector(member, &composer.page, Scheme::Light)?;
        choose(&frame, "quote")?;
        frame.click("button", "Always fill this from the clipboard…")?;
        let field = frame.find("textbox", "clipboard")?;
        wait::until("the field to be filled", || {
            ensure!(field.text()? == COPIED, "it holds {}", field.text()?);
            Ok(())
        })?;
        frame.press(Key::CtrlEnter)?;
        holds(&composer, &format!("“{COPIED}”"))?;
        composer.begin("")?;
        let frame = open_selector(member, &composer.page, Scheme::Light)?;
        choose(&frame, "quote")?;
        holds(&composer, &format!("“{COPIED}”"))
    })
}

/// A page from which the person has just copied something.
fn copied(member: &Member) -> Result<Composer<'_>> {
    let composer = Composer::open(member, "chatgpt.com/textarea")?;
    composer.begin("")?;
    let copy = json!({ "expression": format!("navigator.clipboard.writeText({})", json!(COPIED)), "awaitPromise": true, "userGesture": true });
    value_of(&composer.page.session().call("Runtime.evaluate", copy)?)?;
    Ok(composer)
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

/// Waits until the popup has closed.
fn closed(member: &Member) -> Result<()> {
    let browser = member.browser()?;
    wait::until("the popup to close", || {
        ensure!(browser.target_now("page", &member.url("popup.html")).is_err(), "it is open");
        Ok(())
    })
}

fn holds(composer: &Composer<'_>, expected: &str) -> Result<()> {
    let left = composer.left("inserted", expected)?;
    ensure!(left.model == expected, "{}", difference(expected, &left.model));
    selector_gone(&composer.page)?;
    ensure!(left.sent == 0, "it was sent");
    Ok(())
}
