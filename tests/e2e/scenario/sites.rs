//! The sites that the extension is on: those of its table, switched on and off, and the person's own.

use anyhow::{Context, Result, ensure};
use prompt_commons::site::SITES;

use super::{
    composer::{Composer, with},
    site::selector_gone,
    steps::wait_shown,
};
use crate::{
    input::Key,
    member::{ICON, Member},
    page::Page,
    report::{Report, Seen},
    stage::Stage,
    wait,
};

const OWN: &str = "chat.example.com";
/// A site that is added, and whose pages are not opened.
const OTHER: &str = "notes.example.com";

const TEXT: &str = "  One <b>line</b>\n\n\tand 👩‍💻 another ";

/// Each site of the table has the icon, and takes a text.
pub fn table(stage: &Stage, report: &mut Report) -> Result<()> {
    let member = stage.member("Alice")?;
    for site in SITES {
        report.step(&format!("{} has the icon, and takes a text", site.name), |seen| {
            let composer = Composer::open(&member, site.host)?;
            composer.page.find("button", ICON)?;
            seen.picture(&composer.page, &format!("site-{}", site.host))?;
            composer.begin("")?;
            let (expected, caret) = with("", TEXT);
            composer.insert(TEXT, &expected)?.check(&expected, caret)?;
            composer.page.close()
        })?;
    }
    Ok(())
}

/// A site is switched off and on, with its page open.
pub fn switched(stage: &Stage, report: &mut Report) -> Result<()> {
    let mut member = stage.member("Alice")?;
    let page = member.site("poe.com")?;
    report.step("A site is on from the start", |_| page.find("button", ICON).map(drop))?;
    let settings = member.page("settings")?;
    report.step("Switched off, every trace of it is gone from its open page", |seen| {
        settings.click("checkbox", "Poe")?;
        gone(&page)?;
        seen.pictures(&settings, "sites")
    })?;
    report.step("It stays off for the next page, and with the next start of the browser", |_| {
        page.activate()?;
        page.reload()?;
        // A site that is on shows that scripts have had their turn.
        member.site("claude.ai")?.find("button", ICON)?;
        gone(&page)?;
        member.close()?;
        member.start()?;
        let page = member.site("poe.com")?;
        member.site("claude.ai")?.find("button", ICON)?;
        gone(&page)
    })?;
    let page = member.site("poe.com")?;
    let settings = member.page("settings")?;
    report.step("Switched on again, the icon is back without a reload", |_| {
        settings.click("checkbox", "Poe")?;
        page.activate()?;
        page.find("button", ICON).map(drop)
    })
}

/// The extension is loaded anew, as by an update, and then removed, with a page open.
pub fn renewed_extension(stage: &Stage, report: &mut Report) -> Result<()> {
    let member = stage.member("Alice")?;
    let composer = Composer::open(&member, "chatgpt.com/textarea")?;
    let page = &composer.page;
    report.step("It is loaded anew while its selector is open", |seen| {
        page.find("button", ICON)?;
        mark(page)?;
        selector(&member, page)?;
        // What asks for it ends with it, and answers before.
        member.in_worker("setTimeout(() => chrome.runtime.reload()) > 0")?;
        // The script of the new one takes away what is left of the old.
        renewed(page)?;
        let left = page.eval("document.querySelectorAll('prompt-commons').length")?;
        ensure!(left == 1, "{left} elements of ours");
        selector_gone(page)?;
        seen.picture(page, "loaded-anew")
    })?;
    report.step("The page's composer hears every key once; the new one opens and inserts", |_| {
        composer.begin("")?;
        page.type_keys("abc")?;
        ensure!(page.eval("replica.model()")? == "abc", "{}", page.eval("replica.model()")?);
        let frame = selector(&member, page)?;
        frame.press(Key::Escape)?;
        selector_gone(page)?;
        composer.begin("")?;
        let (expected, caret) = with("", TEXT);
        composer.insert(TEXT, &expected)?.check(&expected, caret)
    })?;
    report.step("It is removed: with the next thing that someone does there, every trace is gone", |seen| {
        selector(&member, page)?;
        member.remove_extension()?;
        page.press(Key::Escape)?;
        page.type_keys("d")?;
        gone(page)?;
        selector_gone(page)?;
        seen.picture(page, "removed")?;
        page.eval("document.querySelector('textarea').focus()")?;
        page.type_keys("ef")?;
        let model = page.eval("replica.model()")?;
        ensure!(model.as_str().is_some_and(|model| model.ends_with("ef")), "the composer holds {model}");
        let complaints = member.complaints();
        ensure!(complaints.is_empty(), "{complaints:?}");
        Ok(())
    })
}

/// A site that the person adds, with a composer that they point at, and a key of their own.
pub fn own(stage: &Stage, report: &mut Report) -> Result<()> {
    let mut member = stage.member("Alice")?;
    // The first run leaves the permissions of the manifest in the profile.
    member.close()?;
    member.allow_site(&format!("https://{OWN}/*"))?;
    member.allow_site(&format!("https://{OTHER}/*"))?;
    member.start()?;
    let page = member.site(OWN)?;
    page.wait_for("window.replica")?;
    let settings =
        report.step("The toolbar icon's menu leads to the settings, where the site is added", |seen| {
            gone(&page)?;
            member.choose_menu(&page, "set-up-site")?;
            let settings = opened(&member, "page.html?site=")?;
            let address = settings.find("textbox", "Add another site")?;
            wait::until("the address to be filled in", || {
                ensure!(
                    address.call("function () { return this.value }")? == format!("https://{OWN}"),
                    "not yet"
                );
                Ok(())
            })?;
            settings.click("button", "Add site")?;
            settings.find("button", &format!("Remove {OWN}"))?;
            seen.pictures(&settings, "own-site")?;
            Ok(settings)
        })?;
    report.step("The icon is in its open page, and the selector opens", |seen| {
        page.activate()?;
        page.find("button", ICON)?;
        let frame = selector(&member, &page)?;
        seen.picture(&page, "own-site-selector")?;
        frame.press(Key::Escape)?;
        selector_gone(&page)
    })?;
    report.step("What is no address is said to be none", |_| {
        settings.activate()?;
        settings.fill("textbox", "Add another site", "not an address")?;
        settings.click("button", "Add site")?;
        settings.wait_text("alert", "This is no address").map(drop)
    })?;
    report.step("The person points at another field; Esc leaves, a click picks", |seen| {
        point(&member, &page, seen)
    })?;
    report.step("The context menu of the page opens the selector", |_| {
        member.choose_menu(&page, "open-selector")?;
        member.selector_frame(&page)?.find("searchbox", "Search prompts")?.is_focused()?;
        page.press(Key::Escape)?;
        selector_gone(&page)
    })?;
    report.step("A key of one's own opens it, too", |_| {
        mark(&page)?;
        settings.activate()?;
        settings.click("button", "Your own key: Set a key…")?;
        settings.press(Key::Alt('P'))?;
        settings.find("button", "Your own key: Alt+P")?;
        page.activate()?;
        renewed(&page)?;
        page.press(Key::Alt('P'))?;
        member.selector_frame(&page)?.find("searchbox", "Search prompts")?;
        page.press(Key::Escape)?;
        selector_gone(&page)
    })?;
    report.step("Removed, the site is left alone", |_| {
        settings.activate()?;
        settings.click("button", &format!("Remove {OWN}"))?;
        gone(&page)?;
        wait::until("the permission to be given back", || {
            ensure!(!may_be_on(&member, OWN)?, "it is still there");
            Ok(())
        })?;
        Ok(())
    })?;
    report.step("With all data another one goes, too", |_| {
        settings.fill("textbox", "Add another site", OTHER)?;
        settings.click("button", "Add site")?;
        settings.find("button", &format!("Remove {OTHER}"))?;
        let scripts = "chrome.scripting.getRegisteredContentScripts().then(JSON.stringify)";
        let is_on = || Ok::<_, anyhow::Error>(member.in_worker(scripts)?.to_string().contains(OTHER));
        wait::until("its script", || {
            ensure!(is_on()? && may_be_on(&member, OTHER)?, "not yet");
            Ok(())
        })?;
        settings.click("button", "Delete all my data…")?;
        settings.click("button", "Delete everything")?;
        wait_shown(&settings, "Everything that was on this device is deleted")?;
        ensure!(!is_on()? && !may_be_on(&member, OTHER)?, "something is left of it");
        Ok(())
    })
}

fn may_be_on(member: &Member, host: &str) -> Result<bool> {
    let may =
        member.in_worker(&format!("chrome.permissions.contains({{ origins: ['https://{host}/*'] }})"))?;
    Ok(may == true)
}

/// Opens the selector in a page of someone who has no prompts yet.
fn selector(member: &Member, page: &Page) -> Result<Page> {
    let frame = member.open_selector(page)?;
    let search = frame.find("searchbox", "Search prompts")?;
    wait::until("the selector to take the keyboard", || {
        ensure!(search.is_focused()?, "it has not");
        Ok(())
    })?;
    Ok(frame)
}

fn point(member: &Member, page: &Page, seen: &mut Seen<'_>) -> Result<()> {
    page.eval(NOTES)?;
    member.choose_menu(page, "set-up-site")?;
    let picker = || page.eval("document.querySelectorAll('prompt-commons-picker').length");
    let until = |count: u64| {
        wait::until("the picker", || {
            let there = picker()?;
            ensure!(there == count, "{there} and not {count}");
            Ok(())
        })
    };
    until(1)?;
    page.press(Key::Escape)?;
    until(0)?;
    member.choose_menu(page, "set-up-site")?;
    until(1)?;
    mark(page)?;
    page.find("textbox", "Notes")?.click()?;
    until(0)?;
    renewed(page)?;
    let reply = member.in_worker(
        "chrome.tabs.query({ active: true, lastFocusedWindow: true })
            .then(([{ id }]) => chrome.tabs.sendMessage(id, { type: 'insert', text: 'picked' }))",
    )?;
    let notes = page.eval("document.querySelector('#notes').value")?;
    ensure!(reply["outcome"] == "inserted" && notes == "picked", "{reply}, {notes}");
    seen.picture(page, "picked")
}

/// Waits for a page of the extension at an address that begins so.
fn opened(member: &Member, path: &str) -> Result<Page> {
    let browser = member.browser()?;
    let id = browser.target("page", &member.url(path))?;
    let page = Page::attach(browser.cdp(), &id)?;
    page.wait_for("document.readyState === 'complete'").context("the page to load")?;
    Ok(page)
}

/// Marks the extension's element in a page, so that the next one can be told from it.
fn mark(page: &Page) -> Result<()> {
    page.eval("document.querySelector('prompt-commons').classList.add('before')").map(drop)
}

/// Waits until what was [marked](mark) has been replaced.
fn renewed(page: &Page) -> Result<()> {
    page.wait_for("document.querySelector('prompt-commons:not(.before)')")
}

/// Waits until nothing of the extension is in a page.
fn gone(page: &Page) -> Result<()> {
    wait::until("every trace to be gone", || {
        let left = page.eval("document.querySelectorAll('prompt-commons').length")?;
        ensure!(left == 0, "{left} elements");
        Ok(())
    })
}

/// A second field, which nobody would take for the composer.
const NOTES: &str = "(() => {
    const notes = document.createElement('textarea');
    Object.assign(notes, { id: 'notes', ariaLabel: 'Notes' });
    Object.assign(notes.style, { position: 'fixed', top: '60px', left: '300px', width: '400px', height: '80px' });
    document.body.append(notes);
})()";
