//! The prompt used in an AI page.

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::{
    cast::{Cast, Who},
    main_job::Step,
    steps::{LAUNCH_POST, click_in_card, team_popup},
};
use crate::{
    axe,
    input::Key,
    member::Member,
    page::{Page, Scheme},
    report::Seen,
    wait,
};

/// What is in the composer already; the prompt goes behind its first line.
const DRAFT: &str = "Hello! \nThanks";
const CARET: usize = 7;

/// Returns what Bob does on a site.
pub(super) fn steps(chapter: &'static str, host: &'static str) -> Vec<Step> {
    let step = |what: &str, act: fn(&mut Cast, &mut Seen<'_>, &str) -> Result<()>| {
        Step::new(chapter, Who::Bob, what, move |_, cast, seen| act(cast, seen, host))
    };
    vec![
        step(&format!("Bob opens {host} and begins a message"), begin),
        step("The icon opens the selector, which takes the keyboard; Esc closes it", select),
        step("Search, arrows and Enter insert the prompt at the caret", insert),
        step("The caret is back in the composer, and one Ctrl+Z undoes it", undo),
        step("The popup's Insert puts it at the caret, too", insert_from_popup),
    ]
}

fn begin(cast: &mut Cast, seen: &mut Seen<'_>, host: &str) -> Result<()> {
    // The last site's page stays in the background.
    cast.site = None;
    let site = begun(cast, host)?;
    seen.note(format!("model: {}", model(&site)?));
    Ok(())
}

/// The page with a message begun, opened anew if it is gone.
fn begun(cast: &mut Cast, host: &str) -> Result<Page> {
    if let Some(site) = &cast.site {
        return Ok(site.clone());
    }
    let site = cast.member(Who::Bob)?.site(host)?;
    site.wait_for("window.replica")?;
    site.eval(&format!("replica.setText({}), replica.setCaret({CARET})", Value::from(DRAFT)))?;
    cast.site = Some(site.clone());
    Ok(site)
}

fn select(cast: &mut Cast, seen: &mut Seen<'_>, host: &str) -> Result<()> {
    let site = begun(cast, host)?;
    for scheme in [Scheme::Dark, Scheme::Light] {
        site.set_scheme(scheme)?;
        let frame = open_selector(cast.member(Who::Bob)?, &site, scheme)?;
        seen.picture(&frame, &format!("selector-{}-{}", place(host), scheme.name()))?;
        axe::check(&frame)?;
        frame.press(Key::Escape)?;
        selector_gone(&site)?;
    }
    ensure!(model(&site)? == DRAFT, "the draft is untouched");
    Ok(())
}

fn insert(cast: &mut Cast, seen: &mut Seen<'_>, host: &str) -> Result<()> {
    let site = begun(cast, host)?;
    let frame = open_selector(cast.member(Who::Bob)?, &site, Scheme::Light)?;
    frame.type_keys("launch")?;
    let options = wait::until("one entry", || {
        let options = frame.find_all("option", None)?;
        let mut names = Vec::new();
        for option in &options {
            names.push(option.text()?);
        }
        names.retain(|name| name.contains(LAUNCH_POST.title));
        ensure!(names.len() == 1, "{names:?} of {}", options.len());
        Ok(names)
    })?;
    seen.note(format!("found: {}", options.join(", ").replace('\n', " · ")));
    for key in [Key::Down, Key::Up, Key::Enter] {
        frame.press(key)?;
    }
    wait_model(&site, &expected())?;
    seen.note(format!("model:\n{}", model(&site)?));
    selector_gone(&site)?;
    let caret = site.eval("replica.caret()")?;
    let wanted = CARET + LAUNCH_POST.text.encode_utf16().count();
    ensure!(caret == wanted, "the caret is at {caret}, not behind the text at {wanted}");
    ensure!(site.eval("replica.sent.length")? == 0, "something was sent");
    seen.pictures(&site, &format!("inserted-{}", place(host)))
}

fn undo(cast: &mut Cast, seen: &mut Seen<'_>, host: &str) -> Result<()> {
    if cast.site.is_none() {
        // What is to be undone went with the page.
        insert(cast, seen, host)?;
    }
    let site = begun(cast, host)?;
    site.press(Key::Ctrl('Z'))?;
    wait_model(&site, DRAFT)?;
    seen.note(format!("model: {}", model(&site)?));
    Ok(())
}

fn insert_from_popup(cast: &mut Cast, seen: &mut Seen<'_>, host: &str) -> Result<()> {
    let site = begun(cast, host)?;
    let popup = team_popup(cast.member(Who::Bob)?)?;
    click_in_card(&popup, LAUNCH_POST.title, "Insert")?;
    wait_model(&site, &expected())?;
    ensure!(site.eval("replica.sent.length")? == 0, "something was sent");
    seen.note(format!("model:\n{}", model(&site)?));
    Ok(())
}

/// The site's short name in those of pictures.
fn place(host: &str) -> &str {
    host.split('.').next().unwrap_or(host)
}

/// The draft with the prompt at the caret.
fn expected() -> String {
    let (before, after) = DRAFT.split_at(CARET);
    format!("{before}{}{after}", LAUNCH_POST.text)
}

fn wait_model(site: &Page, expected: &str) -> Result<()> {
    wait::until("the page's own model to hold the text exactly", || {
        let model = model(site)?;
        ensure!(model == expected, "{model:?} instead of {expected:?}");
        Ok(())
    })
}

/// Opens the selector by its icon, and waits until it takes the keyboard and shows prompts.
pub(super) fn open_selector(member: &Member, site: &Page, scheme: Scheme) -> Result<Page> {
    let frame = member.open_selector(site)?;
    frame.set_scheme(scheme)?;
    let search = frame.find("searchbox", "Search prompts")?;
    wait::until("the selector to take the keyboard", || {
        ensure!(search.is_focused()?, "it has not");
        Ok(())
    })?;
    wait::until("the team's prompts in the selector", || {
        ensure!(!frame.find_all("option", None)?.is_empty(), "none");
        Ok(())
    })?;
    Ok(frame)
}

pub(super) fn selector_gone(site: &Page) -> Result<()> {
    wait::until("the selector to close", || {
        let frames = site.frames()?;
        ensure!(frames.is_empty(), "{frames:?}");
        Ok(())
    })
}

fn model(site: &Page) -> Result<String> {
    Ok(site.eval("replica.model()")?.as_str().context("the replica has no model")?.to_owned())
}
