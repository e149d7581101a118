//! Hands that are quicker than the selector, and pages that take the keyboard from it.

use anyhow::{Context, Result, ensure};
use serde_json::json;

use super::{
    choosing::shortcut,
    composer::{Composer, with},
    keys::{search, searched, wait_model},
    site::{open_selector, selector_gone},
    steps::{team_popup, team_with},
};
use crate::{
    input::{Key, click},
    member::Member,
    page::Scheme,
    report::Report,
    stage::Stage,
    wait,
};

const PLAIN: (&str, &str) = ("Zebra", "Hello world");
const FORM: (&str, &str) = ("Okapi", "A {{name}} B {{topic}} C");
const CONVERSATION: &str = "Tapir";
const TURNS: [&str; 3] = ["First turn", "Second turn", "Third turn"];

const PAGE: &str = "chatgpt.com/textarea?policy=open";
const DRAFT: &str = "AB ||CD";

/// Trips to the page and back between two keys.
const PACES: [usize; 7] = [0, 1, 2, 3, 5, 8, 13];

/// Each in a page of its own.
pub fn hasty(stage: &Stage, report: &mut Report) -> Result<()> {
    let member = stage.member("Alice")?;
    report.step(
        "Alice has prompts, one with variables and one of turns, and a key for the selector",
        |_| {
            team_with(&member, stage, &[PLAIN, FORM])?;
            let name = stage.folder.team_file()?;
            let mut file = stage.folder.json(&name)?;
            let [text, turns @ ..] = TURNS;
            let talk = json!({ "id": "talk", "title": CONVERSATION, "content": text, "turns": turns });
            file["prompts"].as_array_mut().context("no prompts")?.push(talk);
            stage.folder.write(&name, serde_json::to_vec_pretty(&file)?)?;
            let popup = team_popup(&member)?;
            popup.wait_text("article", CONVERSATION)?;
            popup.close()?;
            shortcut(&member)
        },
    )?;
    let open = || Composer::open(&member, PAGE);
    report.step("What is typed behind Enter is typed into the form that comes", |_| {
        let form = ["okapi", "\n", "Ann", "\t", "war", "\r"];
        at_all_paces(&member, &open()?, &form, &["A Ann B war C"])
    })?;
    report.step("… and chooses among the turns of a conversation", |_| {
        let [first, second, third] = TURNS;
        // The turn behind the one that was inserted last is chosen already.
        at_all_paces(&member, &open()?, &["tapir", "\n", "\u{2193}", "\n"], &[second, first, third])
    })?;
    report.step("What is typed behind Escape is the draft's", |_| {
        let composer = open()?;
        composer.begin(DRAFT)?;
        composer.page.press(Key::Alt('P'))?;
        composer.page.type_keys("zeb")?;
        composer.page.press(Key::Escape)?;
        composer.page.type_keys("xy")?;
        wait_model(&composer.page, "AB xyCD")?;
        selector_gone(&composer.page)
    })?;
    report
        .step("A frame of the page that takes the focus is not typed into", |_| framed(&member, &open()?))?;
    report.step(
        "A composer that takes the focus back is not changed by what is meant for the selector",
        |_| refocused(&member, &open()?),
    )?;
    report.step("… and a form can be filled in there", |_| refocused_form(&member, &open()?))?;
    report.step("The page doesn't hear that a key is let go, either", |_| unheard(&member, &open()?))?;
    report.step("A click into a composer in a frame closes the selector", |_| {
        let composer = Composer::open(&member, "chatgpt.com/framed?page=textarea")?;
        composer.begin(DRAFT)?;
        open_selector(&member, &composer.page, Scheme::Light)?;
        let at = composer.page.eval(
            "(() => {
                const frame = document.querySelector('iframe[title=Composer]');
                const [around, field] = [frame, frame.contentDocument.querySelector('textarea')].map((one) => one.getBoundingClientRect());
                return [around.x + field.x + field.width / 2, around.y + field.y + field.height / 2];
            })()",
        )?;
        let [x, y] = [0, 1].map(|axis| at[axis].as_f64().unwrap_or_default());
        click(composer.page.input(), x, y)?;
        selector_gone(&composer.page)?;
        composer.page.type_keys("!")?;
        wait::until("the letter in the composer", || {
            let model = composer.page.eval("replica.model()")?;
            ensure!(model.as_str().is_some_and(|model| model.contains('!')), "{model}");
            Ok(())
        })
    })?;
    report.step("All of it is in sight, whatever the page does to sizes", |_| in_sight(&member))?;
    report.step("A composer that was made anew with the same text has its caret", |_| {
        let composer = open()?;
        composer.begin(DRAFT)?;
        let frame = open_selector(&member, &composer.page, Scheme::Light)?;
        search(&frame, "zebra")?;
        composer.page.eval(
            "(() => { const field = document.querySelector('textarea'), next = field.cloneNode(); field.replaceWith(next); next.value = field.value })()",
        )?;
        frame.press(Key::Enter)?;
        wait::until("the text", || {
            let text = composer.page.eval("document.querySelector('textarea').value")?;
            ensure!(text == "AB Hello worldCD", "{text}");
            Ok(())
        })?;
        selector_gone(&composer.page)
    })
}

/// Opens the selector and presses keys, all in the page, with more and more time between two; the next of the texts has to be where the caret was.
fn at_all_paces(member: &Member, composer: &Composer<'_>, keys: &[&str], texts: &[&str]) -> Result<()> {
    let ours = member.page("settings")?;
    composer.page.activate()?;
    for (trips, text) in PACES.into_iter().zip(texts.iter().cycle()) {
        // What was filled in before would be there already.
        ours.eval("Object.keys(localStorage).filter((key) => key.startsWith('value:')).forEach((key) => localStorage.removeItem(key))")?;
        composer.begin(DRAFT)?;
        if trips % 2 == 1 {
            member.stop_worker()?;
        }
        composer.page.press(Key::Alt('P'))?;
        for keys in keys {
            for key in keys.chars() {
                match key {
                    '\n' => composer.page.press(Key::Enter)?,
                    '\t' => composer.page.press(Key::Tab)?,
                    '\r' => composer.page.press(Key::CtrlEnter)?,
                    '\u{2193}' => composer.page.press(Key::Down)?,
                    letter => composer.page.type_keys(&letter.to_string())?,
                }
                for _ in 0..trips {
                    composer.page.eval("document.title")?;
                }
            }
        }
        let (expected, caret) = with(DRAFT, text);
        wait_model(&composer.page, &expected).with_context(|| format!("{trips} trips"))?;
        selector_gone(&composer.page)?;
        composer.left("inserted", &expected)?.check(&expected, caret)?;
    }
    ours.close()
}

/// A frame of the page's own takes the focus as soon as the selector has it, again and again.
fn framed(member: &Member, composer: &Composer<'_>) -> Result<()> {
    composer.begin(DRAFT)?;
    let frame = open_selector(member, &composer.page, Scheme::Light)?;
    frame.type_keys("ze")?;
    composer.page.eval(
        "(() => {
            const frame = document.body.appendChild(document.createElement('iframe'));
            const field = frame.contentDocument.body.appendChild(frame.contentDocument.createElement('input'));
            globalThis.thief = field;
            setInterval(() => document.activeElement.localName === 'prompt-commons' && field.focus(), 10);
        })()",
    )?;
    selector_gone(&composer.page)?;
    ensure!(composer.page.eval("thief.value")? == "", "it was typed into");
    wait_model(&composer.page, "AB CD")
}

/// Has the composer take the focus back whenever it loses it.
const REFOCUS: &str = "document.querySelector('textarea').addEventListener('blur', ({ target }) => setTimeout(() => target.focus()))";

fn refocused(member: &Member, composer: &Composer<'_>) -> Result<()> {
    composer.begin("AB |SECRET|CD")?;
    // What is on the clipboard is "SECRET", as any person would have put it there.
    composer.page.eval("document.execCommand('copy')")?;
    composer.begin(DRAFT)?;
    composer.page.eval(REFOCUS)?;
    composer.page.press(Key::Alt('P'))?;
    let frame = member.selector_frame(&composer.page)?;
    wait::until("the composer to have the focus again", || {
        ensure!(composer.page.eval("document.activeElement.localName")? == "textarea", "it has not");
        ensure!(frame.text()?.contains("Zebra"), "the list is not there");
        Ok(())
    })?;
    for key in [Key::Delete, Key::Left, Key::Delete, Key::Home, Key::Ctrl('V')] {
        composer.page.press(key)?;
    }
    searched(&frame, "SECRET")?;
    ensure!(composer.page.eval("replica.model()")? == "AB CD", "the draft was changed");
    for _ in 0..6 {
        composer.page.press(Key::Backspace)?;
    }
    composer.page.type_keys("zeb")?;
    searched(&frame, "zeb")?;
    composer.page.press(Key::Enter)?;
    wait_model(&composer.page, "AB Hello worldCD")?;
    selector_gone(&composer.page)
}

fn refocused_form(member: &Member, composer: &Composer<'_>) -> Result<()> {
    composer.begin(DRAFT)?;
    composer.page.eval(REFOCUS)?;
    composer.page.press(Key::Alt('P'))?;
    composer.page.type_keys("okapi")?;
    composer.page.press(Key::Enter)?;
    let frame = member.selector_frame(&composer.page)?;
    wait::until("the form", || {
        ensure!(
            frame.eval("!!document.querySelector('#filling:not([hidden]) textarea')")? == true,
            "it is not there"
        );
        Ok(())
    })?;
    composer.page.type_keys("Annx")?;
    composer.page.press(Key::Backspace)?;
    composer.page.press(Key::Tab)?;
    composer.page.type_keys("war")?;
    composer.page.press(Key::CtrlEnter)?;
    wait_model(&composer.page, "AB A Ann B war CCD")?;
    selector_gone(&composer.page)
}

fn unheard(member: &Member, composer: &Composer<'_>) -> Result<()> {
    composer.begin(DRAFT)?;
    composer.page.eval("heard = ''; for (const type of ['keydown', 'keypress', 'keyup']) addEventListener(type, ({ key }) => { heard += ` ${type} ${key}` }, true)")?;
    // Once as what opens it is still to come, and once more.
    for _ in 0..2 {
        composer.page.press(Key::Alt('P'))?;
        composer.page.type_keys("zebra")?;
        let frame = member.selector_frame(&composer.page)?;
        searched(&frame, "zebra")?;
        let heard = composer.page.eval("heard")?;
        ensure!(
            !heard.as_str().is_some_and(|heard| "zebra".chars().any(|letter| heard
                .ends_with(&format!(" {letter}"))
                || heard.contains(&format!(" {letter} ")))),
            "the page heard{heard}"
        );
        frame.press(Key::Escape)?;
        selector_gone(&composer.page)?;
    }
    Ok(())
}

/// A page that is drawn larger, one that is moved as a whole, and a composer in a dialog that cuts off what leaves it.
fn in_sight(member: &Member) -> Result<()> {
    for change in [
        "document.documentElement.style.zoom = '1.5'",
        "document.documentElement.style.transform = 'translateY(300px)'",
        "const dialog = document.body.appendChild(document.createElement('dialog'));
         dialog.style = 'transform: scale(.9); width: 300px; height: 150px; overflow: hidden';
         dialog.append(document.querySelector('form') ?? document.querySelector('textarea'));
         dialog.showModal()",
    ] {
        let composer = Composer::open(member, PAGE)?;
        composer.page.eval(&format!("{{ {change}; document.querySelector('textarea').focus() }}"))?;
        composer.page.press(Key::Alt('P'))?;
        let frame = member.selector_frame(&composer.page)?;
        wait::until("the whole frame to be in sight", || {
            let ratio = frame.eval(
                "new Promise((done) => new IntersectionObserver(([seen]) => done(seen.intersectionRatio)).observe(document.querySelector('#selector')))",
            )?;
            ensure!(ratio.as_f64().is_some_and(|ratio| ratio > 0.98), "{ratio} of it are, after {change}");
            Ok(())
        })?;
        frame.press(Key::Escape)?;
        composer.page.close()?;
    }
    Ok(())
}
