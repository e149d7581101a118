//! Keys pressed around the selector: before it is there, while it is open, and as it goes. None of them sends a message, and none
//! is lost.

use anyhow::{Context, Result, ensure};

use super::{
    choosing::shortcut,
    composer::{Composer, with},
    insertion::EDITORS,
    site::{open_selector, selector_gone},
    steps::team_with,
};
use crate::{
    input::Key,
    member::Member,
    page::{Page, Scheme},
    report::Report,
    stage::Stage,
    wait,
};

const TITLE: &str = "Zebra";
const TEXT: &str = "Hello world";
const ASKS: &str = "Quagga";
const WITH_SELECTION: &str = "[{{selection}}]";

/// No letter of it comes twice.
const QUERY: &str = "walrus";

const PAGE: &str = "chatgpt.com/textarea?policy=open";

/// Each in a page of its own.
pub fn keys(stage: &Stage, report: &mut Report) -> Result<()> {
    let member = stage.member("Alice")?;
    let prompts = [(TITLE, TEXT), (ASKS, WITH_SELECTION)];
    report.step("Alice has prompts, and a key for the selector", |_| {
        team_with(&member, stage, &prompts)?;
        shortcut(&member)
    })?;
    // CodeMirror draws only the lines in view, so it says at the end that it could not be read back.
    for (name, address) in EDITORS.into_iter().filter(|(name, _)| *name != "CodeMirror 6") {
        report
            .step(&format!("{name}: Enter pressed twice and held inserts once, and sends nothing"), |_| {
                entered(&member, &Composer::open(&member, address)?, "")
            })?;
        report.step(&format!("{name}: what is typed right behind Enter stands behind the prompt"), |_| {
            entered(&member, &Composer::open(&member, address)?, " plz")
        })?;
    }
    let open = || Composer::open(&member, PAGE);
    report.step("Keys right behind the one that opens the selector are typed into it", |_| {
        let composer = open()?;
        early(&member, &composer)?;
        // Once more, as everything is loaded.
        early(&member, &composer)
    })?;
    report.step("Letters come in their order, at whatever pace they are typed as it opens", |_| {
        paced(&member, &open()?)
    })?;
    report.step("Without a composer, what is typed is searched for, too", |_| {
        let Composer { page, .. } = open()?;
        page.eval("document.querySelectorAll('textarea, [contenteditable]').forEach((one) => one.remove())")?;
        page.press(Key::Alt('P'))?;
        page.type_keys(QUERY)?;
        searched(&member.selector_frame(&page)?, QUERY)
    })?;
    report.step("A page that takes the focus back gets no key", |_| stolen(&member, &open()?))?;
    report.step("Escape that is held is none to the page", |_| escaped(&member, &open()?))?;
    report.step("The prompt goes where the caret is, in another field, too", |_| {
        elsewhere(&member, &open()?)
    })?;
    report.step("What is selected on the page counts, and the draft stays whole", |_| {
        selected(&member, &open()?)
    })?;
    report.step("A composer that was made anew takes it, too", |_| anew(&member, &open()?))?;
    report.step("In a dialog of the page the list is in front", |_| in_dialog(&member, &open()?))
}

/// Finds a prompt and presses Enter, and again before the text is there; then `typed`.
fn entered(member: &Member, composer: &Composer<'_>, typed: &str) -> Result<()> {
    let draft = "AB ||";
    composer.begin(draft)?;
    let frame = open_selector(member, &composer.page, Scheme::Light)?;
    search(&frame, "zebra")?;
    frame.press(Key::Enter)?;
    for _ in 0..2 {
        composer.page.press(Key::Enter)?;
        composer.page.repeat(Key::Enter)?;
    }
    composer.page.type_keys(typed)?;
    selector_gone(&composer.page).with_context(|| {
        format!("{:?} {:?}", frame.text(), frame.eval("document.querySelector('#search').value"))
    })?;
    let (expected, caret) = with(draft, &format!("{TEXT}{typed}"));
    composer.left("inserted", &expected)?.check(&expected, caret)
}

fn early(member: &Member, composer: &Composer<'_>) -> Result<()> {
    composer.begin("draft ||")?;
    composer.page.press(Key::Alt('P'))?;
    composer.page.type_keys("zebra")?;
    composer.page.press(Key::Enter)?;
    let (expected, caret) = with("draft ||", TEXT);
    wait_model(&composer.page, &expected)?;
    selector_gone(&composer.page)?;
    composer.left("inserted", &expected)?.check(&expected, caret)?;
    // Everything it heard was before.
    ensure!(member.browser()?.targets()?.iter().all(|target| target["type"] != "iframe"), "a frame is left");
    Ok(())
}

/// Opens the selector and types, with more and more trips to the page and back between two letters; now and then the worker sleeps.
fn paced(member: &Member, composer: &Composer<'_>) -> Result<()> {
    for trips in [0, 1, 2, 3, 5, 8, 13, 21] {
        composer.begin("draft ||")?;
        if trips % 2 == 1 {
            member.stop_worker()?;
        }
        composer.page.press(Key::Alt('P'))?;
        for letter in QUERY.chars() {
            composer.page.type_keys(&letter.to_string())?;
            for _ in 0..trips {
                composer.page.eval("document.title")?;
            }
        }
        let frame = member.selector_frame(&composer.page)?;
        searched(&frame, QUERY).with_context(|| format!("{trips} trips"))?;
        frame.press(Key::Escape)?;
        selector_gone(&composer.page)?;
        wait_model(&composer.page, "draft ")?;
    }
    Ok(())
}

/// Waits until the query is what was typed.
pub(super) fn searched(frame: &Page, query: &str) -> Result<()> {
    wait::until("the letters to arrive", || {
        let typed = frame.eval("document.querySelector('#search').value")?;
        ensure!(typed == query, "{typed}");
        Ok(())
    })
}

fn stolen(member: &Member, composer: &Composer<'_>) -> Result<()> {
    composer.begin("draft ||")?;
    let frame = open_selector(member, &composer.page, Scheme::Light)?;
    frame.type_keys("zeb")?;
    searched(&frame, "zeb")?;
    composer.page.eval("addEventListener('keydown', ({ key }) => { heard += key }); heard = ''; document.querySelector('textarea').focus()")?;
    composer.page.type_keys("r")?;
    searched(&frame, "zebr")?;
    composer.page.eval("document.querySelector('textarea').focus()")?;
    composer.page.press(Key::Enter)?;
    let (expected, caret) = with("draft ||", TEXT);
    wait_model(&composer.page, &expected)?;
    composer.left("inserted", &expected)?.check(&expected, caret)?;
    let heard = composer.page.eval("heard")?;
    ensure!(heard == "", "the page heard {heard}");
    selector_gone(&composer.page)
}

fn escaped(member: &Member, composer: &Composer<'_>) -> Result<()> {
    composer.begin("draft ||")?;
    composer.page.eval("heard = ''; for (const type of ['keydown', 'keyup']) addEventListener(type, ({ key }) => { heard += type + key })")?;
    let frame = open_selector(member, &composer.page, Scheme::Light)?;
    // It goes down, and stays.
    frame.repeat(Key::Escape)?;
    selector_gone(&composer.page)?;
    composer.page.repeat(Key::Escape)?;
    composer.page.type_keys("!")?;
    let heard = composer.page.eval("heard")?;
    ensure!(heard == "keydown!keyup!", "the page heard {heard}");
    Ok(())
}

fn elsewhere(member: &Member, composer: &Composer<'_>) -> Result<()> {
    composer.begin("draft ||")?;
    composer.page.eval(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<article><textarea id=other rows=3 cols=60>An older one</textarea></article>');
         other.focus(); other.setSelectionRange(3, 3)",
    )?;
    composer.page.press(Key::Alt('P'))?;
    let frame = member.selector_frame(&composer.page)?;
    search(&frame, "zebra")?;
    frame.press(Key::Enter)?;
    wait::until("the text where the caret was", || {
        let text = composer.page.eval("other.value")?;
        ensure!(text == "An Hello worldolder one", "{text}");
        Ok(())
    })?;
    selector_gone(&composer.page)?;
    let [model, sent] = [composer.page.eval("replica.model()")?, composer.page.eval("replica.sent.length")?];
    ensure!(model == "draft " && sent == 0, "the other holds {model}");
    Ok(())
}

fn selected(member: &Member, composer: &Composer<'_>) -> Result<()> {
    composer.begin("one |two| three")?;
    composer.page.eval(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<p id=said>Said on the page</p>');
         document.activeElement.blur(); getSelection().selectAllChildren(said)",
    )?;
    composer.page.press(Key::Alt('P'))?;
    let frame = member.selector_frame(&composer.page)?;
    search(&frame, "quagga")?;
    frame.press(Key::Enter)?;
    let expected = "one two[Said on the page] three";
    wait_model(&composer.page, expected)?;
    selector_gone(&composer.page)
}

fn anew(member: &Member, composer: &Composer<'_>) -> Result<()> {
    composer.begin("draft ||")?;
    let frame = open_selector(member, &composer.page, Scheme::Light)?;
    search(&frame, "zebra")?;
    composer.page.eval(
        "(() => { const field = document.querySelector('textarea'), next = field.cloneNode(); field.replaceWith(next); next.value = 'anew ' })()",
    )?;
    frame.press(Key::Enter)?;
    wait::until("the text", || {
        let text = composer.page.eval("document.querySelector('textarea').value")?;
        ensure!(text == "anew Hello world", "{text}");
        Ok(())
    })?;
    selector_gone(&composer.page)
}

fn in_dialog(member: &Member, composer: &Composer<'_>) -> Result<()> {
    composer.page.eval(
        "(() => { const dialog = document.body.appendChild(document.createElement('dialog'));
         dialog.innerHTML = '<form><textarea id=other rows=3 cols=60 aria-label=\"Message\"></textarea></form>'; dialog.showModal(); other.focus() })()",
    )?;
    let frame = open_selector(member, &composer.page, Scheme::Light)?;
    let option = wait::until("the prompt", || {
        let options = frame.find_all("option", None)?;
        options
            .into_iter()
            .find(|option| option.text().is_ok_and(|text| text.contains(TITLE)))
            .context("it is not there")
    })?;
    wait::until("a click that counts", || {
        if composer.page.eval("other.value")? == TEXT {
            return Ok(());
        }
        option.click()?;
        anyhow::bail!("{}", frame.text()?)
    })?;
    selector_gone(&composer.page)
}

/// Types into the selector's box, and waits for what it finds.
pub(super) fn search(frame: &Page, typed: &str) -> Result<()> {
    let search = frame.find("searchbox", "Search prompts")?;
    wait::until("the selector to take the keyboard", || {
        ensure!(search.is_focused()?, "it has not");
        Ok(())
    })?;
    frame.type_keys(typed)?;
    wait::until("one prompt", || {
        let shown = frame.text()?;
        ensure!(shown.contains("1 prompt"), "{shown}");
        Ok(())
    })
}

pub(super) fn wait_model(page: &Page, expected: &str) -> Result<()> {
    wait::until("the text", || {
        let model = page.eval("replica.model()")?;
        ensure!(model == expected, "{model}");
        Ok(())
    })
}
