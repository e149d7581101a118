//! What a page could do to the extension that is open over it.

use anyhow::{Context, Result, ensure};
use serde_json::json;

use super::{
    composer::{Composer, with},
    site::{open_selector, selector_gone},
    steps::team_with,
};
use crate::{
    input::Key,
    member::{ICON, Member},
    page::{Page, Scheme},
    report::Report,
    stage::Stage,
    wait,
};

const TITLE: &str = "Our secret";
const TEXT: &str = "Nobody's business but ours";

/// A page without a policy of its own: what it may not do, it may not because of the extension.
const PAGE: &str = "chatgpt.com/textarea?policy=open";

/// Each in a page of its own.
pub fn hostile(stage: &Stage, report: &mut Report) -> Result<()> {
    let member = stage.member("Alice")?;
    report.step("Alice has a prompt", |_| team_with(&member, stage, &[(TITLE, TEXT)]))?;
    let open = || Composer::open(&member, PAGE);
    report.step("It frames the selector itself, and forges the message that opens it", |_| {
        framed(&member, &open()?)
    })?;
    report.step("It looks for the extension where it has no business", |_| sought(&member))?;
    report.step("It looks into our element, and for our frame", |_| looked_into(&member, &open()?))?;
    report.step("It listens to the keyboard while the selector has it", |_| listened(&member, &open()?))?;
    report.step("It has replaced what scripts are made of", |_| spoilt(&member, &open()?, POLLUTED))?;
    report.step("It throws in every handler", |_| spoilt(&member, &open()?, THROWING))?;
    report.step("It lies over the selector, and lets clicks through", |_| covered(&member, &open()?))?;
    report.step("It removes our element whenever it comes", |_| removed(&member, &open()?))
}

fn framed(member: &Member, composer: &Composer<'_>) -> Result<()> {
    let url = member.url("selector.html");
    let answer = composer.page.eval(&format!("({FORGED})({})", json!(url)))?;
    ensure!(answer == "close", "the forged message was answered with {answer}");
    let frame = member.selector_frame(&composer.page)?;
    let shown = frame.eval("[document.body.innerText.trim(), document.querySelector('#selector').hidden]")?;
    ensure!(shown == json!(["", true]), "it shows {shown}");
    ensure!(!frame.text()?.contains(TITLE), "it holds a prompt");
    Ok(())
}

fn sought(member: &Member) -> Result<()> {
    let found = |page: &Page, path: &str| {
        page.eval(&format!("fetch({}).then(() => true, () => false)", json!(member.url(path))))
    };
    // The extension is not on it, so there is nothing of it to wait for.
    let other = member.browser()?.open("https://chat.example.com/?policy=open")?;
    for path in ["selector.html", "own.html", "page.html", "content.js", "manifest.json"] {
        ensure!(found(&other, path)? == false, "another site finds {path}");
    }
    let site = Composer::open(member, PAGE)?;
    for path in ["own.html", "page.html", "content.js", "inserter.js", "selector_glue_bg.wasm"] {
        ensure!(found(&site.page, path)? == false, "a site of the table finds {path}");
    }
    let messaging = site.page.eval("typeof globalThis.chrome?.runtime?.sendMessage")?;
    ensure!(messaging == "undefined", "a page can send messages: {messaging}");
    Ok(())
}

fn looked_into(member: &Member, composer: &Composer<'_>) -> Result<()> {
    let frame = open_selector(member, &composer.page, Scheme::Light)?;
    let seen = composer.page.eval(
        "[document.querySelector('prompt-commons').shadowRoot, frames.length, document.querySelectorAll('iframe').length]",
    )?;
    ensure!(seen == json!([null, 0, 0]), "it sees {seen}");
    frame.press(Key::Escape)?;
    selector_gone(&composer.page)
}

fn listened(member: &Member, composer: &Composer<'_>) -> Result<()> {
    composer.begin("")?;
    composer.page.eval(LISTENING)?;
    let frame = open_selector(member, &composer.page, Scheme::Light)?;
    frame.type_keys("secret")?;
    let search = frame.find("searchbox", "Search prompts")?;
    wait::until("the letters to arrive", || {
        let typed = search.call("function () { return this.value }")?;
        ensure!(typed == "secret", "{typed}");
        Ok(())
    })?;
    frame.press(Key::Down)?;
    frame.press(Key::Escape)?;
    selector_gone(&composer.page)?;
    // The key that closed the selector is let go of in the page.
    let heard = composer.page.eval("heard.filter((one) => one !== 'keyupEscape').join()")?;
    ensure!(heard == "", "it heard {heard}");
    Ok(())
}

/// The selector opens and inserts all the same.
fn spoilt(member: &Member, composer: &Composer<'_>, how: &str) -> Result<()> {
    composer.begin("Before || behind")?;
    composer.page.eval(how)?;
    // By the menu: a test's own click asks the page's objects where it hits.
    member.choose_menu(&composer.page, "open-selector")?;
    let frame = member.selector_frame(&composer.page)?;
    let search = frame.find("searchbox", "Search prompts")?;
    wait::until("the selector to take the keyboard", || {
        ensure!(search.is_focused()?, "it has not");
        Ok(())
    })?;
    frame.type_keys("secret")?;
    frame.press(Key::Enter)?;
    let (expected, _) = with("Before || behind", TEXT);
    wait::until("the text", || {
        let text = composer.page.eval("document.querySelector('textarea').value")?;
        ensure!(text == expected, "{text}");
        Ok(())
    })?;
    selector_gone(&composer.page)
}

fn covered(member: &Member, composer: &Composer<'_>) -> Result<()> {
    composer.begin("")?;
    let click = |covered: bool| {
        composer.page.eval(&format!("({COVER})({covered})"))?;
        let frame = open_selector(member, &composer.page, Scheme::Light)?;
        let list = frame.find("listbox", "Prompts")?;
        wait::until("a click that counts", || {
            if !covered && composer.page.eval("replica.model()")? == TEXT {
                return Ok(());
            }
            let options = list.find_all("option", None)?;
            options.first().context("no prompt")?.click()?;
            let said = frame.text()?;
            ensure!(covered && said.contains("Something lies over this list"), "{said}");
            Ok(())
        })?;
        if covered {
            ensure!(composer.page.eval("replica.model()")? == "", "it got the prompt");
            frame.press(Key::Escape)?;
        }
        selector_gone(&composer.page)
    };
    click(true)?;
    click(false)
}

fn removed(member: &Member, composer: &Composer<'_>) -> Result<()> {
    composer.begin("")?;
    composer.page.eval(REMOVING)?;
    member.choose_menu(&composer.page, "open-selector")?;
    composer.page.eval("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")?;
    composer.page.wait_for("removed > 0")?;
    // The page itself is not held up, and has its composer.
    composer.page.eval("document.querySelector('textarea').focus()")?;
    composer.page.insert_text("Hello")?;
    ensure!(composer.page.eval("replica.model()")? == "Hello", "the composer is dead");
    let before = composer.page.eval("removed")?.as_u64().context("a number")?;
    ensure!(before < 100, "they fight: {before} times");
    composer.page.eval("removing.disconnect()")?;
    composer.page.press(Key::End)?;
    composer.page.find("button", ICON)?;
    spoilt(member, composer, "0")
}

const FORGED: &str = "async (url) => {
    const frame = document.createElement('iframe');
    frame.src = url;
    await new Promise((loaded) => { frame.onload = loaded; document.body.append(frame); });
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise((answered) => { port1.onmessage = ({ data }) => answered(data.type); });
    const asked = { selection: '', address: location.href, library: '', prompt: '', turn: '' };
    const message = { type: 'open', token: crypto.randomUUID(), theme: 'light', ...asked };
    frame.contentWindow.postMessage(message, '*', [port2]);
    return answer;
}";

const LISTENING: &str = "
    globalThis.heard = [];
    for (const type of ['keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'compositionstart']) {
        for (const target of [window, document, document.documentElement]) {
            target.addEventListener(type, (event) => heard.push(type + event.key), true);
        }
    }
    0";

const POLLUTED: &str = "
    const fail = () => { throw new Error('spoilt'); };
    const all = [
        [Element.prototype, ['closest', 'matches', 'checkVisibility', 'attachShadow', 'append', 'remove', 'setAttribute']],
        [Node.prototype, ['contains', 'appendChild', 'cloneNode', 'getRootNode']],
        [EventTarget.prototype, ['addEventListener', 'dispatchEvent']],
        [Document.prototype, ['execCommand', 'querySelectorAll', 'createElement', 'elementsFromPoint', 'getSelection']],
        [JSON, ['stringify', 'parse']],
        [Promise.prototype, ['then']],
        [MessagePort.prototype, ['postMessage']],
        [Array.prototype, ['find', 'some', 'filter', 'map', Symbol.iterator]],
    ];
    for (let at = 0; at < all.length; at += 1) {
        for (let name = 0; name < all[at][1].length; name += 1) {
            Object.defineProperty(all[at][0], all[at][1][name], { value: fail, configurable: true });
        }
    }
    0";

const THROWING: &str = "
    for (const type of ['keydown', 'keyup', 'input', 'beforeinput', 'paste', 'focusin', 'focusout', 'blur', 'focus', 'selectionchange',
        'pointerdown', 'pointerup', 'pointerover', 'mousedown', 'mouseup', 'click', 'scroll', 'message']) {
        window.addEventListener(type, () => { throw new Error('a handler of the page'); }, true);
    }
    0";

const COVER: &str = "(covered) => {
    const cover = document.querySelector('#cover') ?? document.createElement('div');
    cover.id = 'cover';
    cover.style.cssText = 'position:fixed;inset:0 0 220px;z-index:2147483647;background:pink;pointer-events:none';
    if (covered) document.documentElement.append(cover);
    else cover.remove();
}";

const REMOVING: &str = "
    globalThis.removed = 0;
    globalThis.removing = new MutationObserver(() => {
        for (const ours of document.querySelectorAll('prompt-commons')) { ours.remove(); removed += 1; }
    });
    removing.observe(document.documentElement, { childList: true, subtree: true });
    document.querySelector('prompt-commons')?.remove();
    0";
