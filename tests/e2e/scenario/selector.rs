//! The selector's list: what comes first, what it shows of a prompt, its libraries, conversations and context.

use std::fs;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::{
    composer::{Composer, difference},
    site::{open_selector, selector_gone},
    steps::{create_team, sync_state, team_popup, wait_shown},
};
use crate::{
    axe,
    element::Element,
    input::Key,
    member::Member,
    page::{Page, Scheme},
    report::{Report, Seen},
    stage::Stage,
    wait,
};

const SITE: &str = "chatgpt.com/textarea";
const STYLE: &str = "Our style: warm, never loud.\n";
const TURNS: [&str; 3] =
    ["Ask me five questions about our launch.", "Now write\n\tthe post.", "Shorter, please."];
const POST: &str = "Write a launch post:\n\n\t• warm 👩‍💻\n\t\t• keep <b>tags</b>  and  spaces\n";

/// The width and height of small windows.
const SMALL: [(u32, u32); 3] = [(320, 568), (320, 300), (844, 320)];

/// A team with all that the selector shows.
fn team(alice: &Member, stage: &Stage) -> Result<()> {
    create_team(alice, &stage.folder)?.close()?;
    let name = stage.folder.team_file()?;
    let mut file = stage.folder.json(&name)?;
    file["categories"] =
        json!([{ "id": "c1", "name": "Social", "color": "blue" }, { "id": "c2", "name": "Email" }]);
    file["sets"] = json!([{ "id": "s1", "name": "Launch week" }]);
    file["blocks"] = json!([{ "id": "b1", "name": "House style", "text": STYLE }, { "id": "b2", "name": "What we sell", "text": "We sell tea." }]);
    file["projects"] = json!([{ "id": "j1", "name": "Launch", "addresses": ["chatgpt.com"], "sets": ["s1"], "blocks": ["b1", "b2"] }]);
    let [first, turns @ ..] = TURNS;
    let long = "A long line that goes on and on, and on. ".repeat(400);
    file["prompts"] = json!([
        { "id": "p1", "title": "Launch post", "content": POST, "categoryId": "c1", "sets": { "s1": "a" } },
        { "id": "p2", "title": "Interview me", "content": first, "turns": turns, "categoryId": "c1" },
        { "id": "p3", "title": "Subject lines", "content": "Ten subject lines for this mail.", "categoryId": "c2" },
        { "id": "p4", "title": "Translate", "content": "Translate into English.", "createdBy": "bob@company.com" },
        { "id": "p5", "title": "A whole page", "content": long, "categoryId": "c2" },
    ]);
    stage.folder.write(&name, serde_json::to_vec_pretty(&file)?)?;
    let popup = team_popup(alice)?;
    sync_state(&popup, &["in-folder"])?;
    popup.wait_text("article", "A whole page")?;
    popup.close()
}

/// What the list shows, and inserts.
pub fn list(stage: &Stage, report: &mut Report) -> Result<()> {
    let alice = stage.member("Alice")?;
    report.step("Alice's team has sets, context, a project and a conversation", |_| team(&alice, stage))?;
    let composer = Composer::open(&alice, SITE)?;
    report.step("The set of the page's project comes first, then category by category", |seen| {
        let frame = open_selector(&alice, &composer.page, Scheme::Light)?;
        let titles =
            ["Launch post", "Launch post", "Interview me", "Subject lines", "A whole page", "Translate"];
        shows(&frame, &titles)?;
        groups(&frame, &["Launch week", "Social", "Email", "No category"])?;
        pictures(seen, &frame, "selector-list")?;
        leave(&frame, &composer)
    })?;
    report.step("The prompt under the cursor is shown as it is, by arrows and by the mouse", |seen| {
        previewed(&alice, &composer, seen)
    })?;
    report.step("Context that is ticked stands before the prompt, this time and the next", |seen| {
        with_context(&alice, &composer, seen)
    })?;
    report
        .step("A conversation is inserted turn by turn, by keys", |seen| by_keys(&alice, &composer, seen))?;
    report.step("…and by the mouse, in an order of one's own", |_| by_mouse(&alice, &composer))?;
    report.step("What was used last stands under “Recent”", |seen| {
        let frame = open_selector(&alice, &composer.page, Scheme::Light)?;
        groups(&frame, &["Launch week", "Recent", "Social", "Email", "No category"])?;
        let titles = shown(&frame)?;
        ensure!(titles.get(1..3) == Some(&["Interview me".into(), "Launch post".into()]), "{titles:?}");
        pictures(seen, &frame, "selector-recent")?;
        leave(&frame, &composer)
    })?;
    report.step("The team has its colour, its name, and a mark while it is out of reach", |seen| {
        coloured(&alice, stage, &composer, seen)
    })?;
    report
        .step("One library is listed, and all can be searched", |seen| switched(&alice, &composer, seen))?;
    report.step("It is wholly in the window, however small that is", |seen| small(&alice, &composer, seen))
}

fn previewed(alice: &Member, composer: &Composer<'_>, seen: &mut Seen<'_>) -> Result<()> {
    let frame = open_selector(alice, &composer.page, Scheme::Light)?;
    previews(&frame, POST)?;
    let space = frame.eval("getComputedStyle(document.querySelector('#preview')).whiteSpaceCollapse")?;
    ensure!(space == "preserve", "its spaces are {space}");
    for _ in 0..3 {
        frame.press(Key::Down)?;
    }
    previews(&frame, "Ten subject lines for this mail.")?;
    option(&frame, "Translate")?.hover()?;
    previews(&frame, "Translate into English.")?;
    option(&frame, "A whole page")?.hover()?;
    let fits = "(({ clientHeight, scrollHeight }) => clientHeight < innerHeight && clientHeight < scrollHeight)(document.querySelector('#preview'))";
    wait::until("a long text to be scrolled in its bounds", || {
        ensure!(frame.eval(fits)? == true, "it is not");
        Ok(())
    })?;
    pictures(seen, &frame, "selector-preview")?;
    leave(&frame, composer)
}

fn with_context(alice: &Member, composer: &Composer<'_>, seen: &mut Seen<'_>) -> Result<()> {
    composer.begin("Before || behind")?;
    let expected = format!("Before {STYLE}\n{POST} behind");
    let frame = open_selector(alice, &composer.page, Scheme::Light)?;
    frame.click("checkbox", "House style")?;
    previews(&frame, &format!("{STYLE}\n{POST}"))?;
    pictures(seen, &frame, "selector-context")?;
    frame.find("searchbox", "Search prompts")?.click()?;
    frame.press(Key::Enter)?;
    holds(composer, &expected)?;

    composer.begin("")?;
    let frame = open_selector(alice, &composer.page, Scheme::Light)?;
    previews(&frame, &format!("{STYLE}\n{POST}"))?;
    frame.click("checkbox", "House style")?;
    previews(&frame, POST)?;
    leave(&frame, composer)
}

fn by_keys(alice: &Member, composer: &Composer<'_>, seen: &mut Seen<'_>) -> Result<()> {
    for (turn, text) in TURNS.into_iter().enumerate() {
        composer.begin("")?;
        let frame = open_selector(alice, &composer.page, Scheme::Light)?;
        frame.type_keys("interview")?;
        shows(&frame, &["Interview me"])?;
        let said = option(&frame, "Interview me")?.text()?;
        let wanted = if turn == 0 { "3 turns".to_owned() } else { format!("Next turn {}/3", turn + 1) };
        ensure!(said.contains(&wanted), "it says {said}");
        frame.press(Key::Enter)?;
        // The next one is chosen.
        previews(&frame, text)?;
        if turn == 1 {
            pictures(seen, &frame, "selector-turns")?;
            frame.press(Key::Escape)?;
            shows(&frame, &["Interview me"])?;
            frame.press(Key::Enter)?;
            previews(&frame, text)?;
        }
        frame.press(Key::Enter)?;
        holds(composer, text)?;
    }
    Ok(())
}

fn by_mouse(alice: &Member, composer: &Composer<'_>) -> Result<()> {
    composer.begin("")?;
    let frame = open_selector(alice, &composer.page, Scheme::Light)?;
    choose(&frame, "Interview me", || frame.find_now("button", "Back to all prompts").map(drop))?;
    frame.click("button", "Back to all prompts")?;
    shows(&frame, &["Interview me"]).or_else(|_| option(&frame, "Translate").map(drop))?;
    choose(&frame, "Interview me", || frame.find_now("button", "Back to all prompts").map(drop))?;
    choose(&frame, "Turn 3", || {
        ensure!(composer.page.eval("replica.model()")? == TURNS[2], "not yet");
        Ok(())
    })?;
    holds(composer, TURNS[2])
}

fn coloured(alice: &Member, stage: &Stage, composer: &Composer<'_>, seen: &mut Seen<'_>) -> Result<()> {
    let settings = alice.page("settings")?;
    settings.click("button", "Colour")?;
    settings.click("radio", "teal")?;
    let name = stage.folder.team_file()?;
    let aside = stage.folder.file("aside");
    fs::rename(stage.folder.file(&name), &aside)?;
    let popup = team_popup(alice)?;
    sync_state(&popup, &["offline"])?;
    popup.close()?;
    settings.close()?;
    composer.page.activate()?;
    let frame = open_selector(alice, &composer.page, Scheme::Light)?;
    let look = "(() => {
        const badge = document.querySelector('.badge');
        const [shown, wanted] = [[badge, '--team'], [document.body, '--category-teal']]
            .map(([element, name]) => getComputedStyle(element).getPropertyValue(name).trim());
        return [badge.title, shown === wanted && shown !== '', document.querySelector('#library').innerText];
    })()";
    let badge = frame.eval(look)?;
    ensure!(badge[0] == "Marketing Prompts" && badge[1] == true, "the badge: {badge}");
    let is_marked = badge[2].as_str().is_some_and(|all| all.contains("Marketing Prompts (offline)"));
    ensure!(is_marked, "no mark: {badge}");
    wait_shown(&frame, "offline")?;
    pictures(seen, &frame, "selector-offline")?;
    leave(&frame, composer)?;
    fs::rename(aside, stage.folder.file(&name))?;
    let popup = team_popup(alice)?;
    sync_state(&popup, &["in-folder"])?;
    popup.close()
}

fn switched(alice: &Member, composer: &Composer<'_>, seen: &mut Seen<'_>) -> Result<()> {
    let popup = alice.popup()?;
    popup.click("tab", "My Prompts")?;
    super::steps::add(&popup, "Haiku", "Write a haiku.")?;
    popup.close()?;
    composer.page.activate()?;
    let frame = open_selector(alice, &composer.page, Scheme::Light)?;
    frame.find("combobox", "Library")?.choose("My Prompts")?;
    shows(&frame, &["Haiku"])?;
    frame.find("searchbox", "Search prompts")?.click()?;
    frame.type_keys("post")?;
    frame.find("heading", "Nothing found")?;
    pictures(seen, &frame, "selector-nothing-here")?;
    frame.click("button", "Search all libraries")?;
    // In one of the interview's turns, too.
    shows(&frame, &["Launch post", "Interview me"])?;
    pictures(seen, &frame, "selector-everywhere")?;
    frame.type_keys("xyz")?;
    frame.find("heading", "Nothing found")?;
    pictures(seen, &frame, "selector-nothing")?;
    frame.click("button", "Show all prompts")?;
    shows(&frame, &["Haiku"])?;
    leave(&frame, composer)?;
    // It is the one that was listed last.
    let frame = open_selector(alice, &composer.page, Scheme::Light)?;
    shows(&frame, &["Haiku"])?;
    frame.find("combobox", "Library")?.choose("All libraries")?;
    option(&frame, "Translate")?;
    leave(&frame, composer)
}

fn small(alice: &Member, composer: &Composer<'_>, seen: &mut Seen<'_>) -> Result<()> {
    for (width, height) in SMALL {
        composer.page.set_viewport(width, height)?;
        let frame = open_selector(alice, &composer.page, Scheme::Light)?;
        wait::until("the selector to be in the window", || {
            let (left, top) = frame.offset()?;
            let size = |page: &Page| -> Result<[f64; 2]> {
                let size = page.eval("[document.documentElement.clientWidth, innerHeight]")?;
                Ok([0, 1].map(|at| size[at].as_f64().unwrap_or_default()))
            };
            let ([wide, high], [most_wide, most_high]) = (size(&frame)?, size(&composer.page)?);
            let is_in = left >= 0.0 && top >= 0.0 && left + wide <= most_wide && top + high <= most_high;
            ensure!(is_in, "{wide} × {high} at {left}, {top} in {most_wide} × {most_high}");
            let over = frame.eval("document.documentElement.scrollWidth - innerWidth")?;
            ensure!(over == 0, "{over} pixels are cut off");
            Ok(())
        })?;
        pictures(seen, &frame, &format!("selector-{width}x{height}"))?;
        leave(&frame, composer)?;
    }
    Ok(())
}

/// Someone without any prompts.
pub fn empty(stage: &Stage, report: &mut Report) -> Result<()> {
    let alice = stage.member("Alice")?;
    let composer = Composer::open(&alice, SITE)?;
    report.step("Without prompts it says what it is for, and leads to where they are written", |seen| {
        let frame = alice.open_selector(&composer.page)?;
        frame.find("heading", "No prompts yet")?;
        pictures(seen, &frame, "selector-no-prompts")?;
        composer.page.set_viewport(320, 568)?;
        pictures(seen, &frame, "selector-no-prompts-narrow")?;
        frame.click("link", "Add a prompt")?;
        let browser = alice.browser()?;
        let page = Page::attach(browser.cdp(), &browser.target("page", &alice.url("page.html"))?)?;
        page.wait_for("document.readyState === 'complete'")?;
        page.close()
    })
}

/// Pictures in dark and light, as the page would be; in both it has to be accessible.
fn pictures(seen: &mut Seen<'_>, frame: &Page, name: &str) -> Result<()> {
    for scheme in [Scheme::Dark, Scheme::Light] {
        let theme = Value::from(scheme.name());
        frame.eval(&format!("document.documentElement.dataset.theme = {theme}"))?;
        seen.picture(frame, &format!("{name}-{}", scheme.name()))?;
        axe::check(frame).with_context(|| format!("{name}, {}", scheme.name()))?;
    }
    Ok(())
}

// --- what is on the list --------------------------------------------------------------------------------------------

pub(super) fn shown(frame: &Page) -> Result<Vec<String>> {
    let titles =
        frame.eval("[...document.querySelectorAll('#list .title')].map((title) => title.innerText)")?;
    let titles = titles.as_array().context("no list")?.iter();
    Ok(titles.filter_map(Value::as_str).map(str::to_owned).collect())
}

fn shows(frame: &Page, titles: &[&str]) -> Result<()> {
    wait::until(&format!("{titles:?} in the list"), || {
        let there = shown(frame)?;
        ensure!(there == titles, "there are {there:?}");
        Ok(())
    })
}

pub(super) fn groups(frame: &Page, names: &[&str]) -> Result<()> {
    let there = frame.eval("[...document.querySelectorAll('.heading')].map((one) => one.innerText)")?;
    let ends = |(name, there): (&&str, &Value)| there.as_str().is_some_and(|there| there.ends_with(*name));
    let all = there.as_array().context("no list")?;
    ensure!(all.len() == names.len() && names.iter().zip(all).all(ends), "{there} and not {names:?}");
    Ok(())
}

fn option(frame: &Page, title: &str) -> Result<Element> {
    wait::until(&format!("“{title}” in the list"), || {
        for option in frame.find_all("option", None)? {
            if option.text()?.starts_with(title) {
                return Ok(option);
            }
        }
        anyhow::bail!("there are {:?}", shown(frame)?)
    })
}

/// Clicks a row until it has led to something: at first a click counts for nothing.
fn choose(frame: &Page, title: &str, led: impl Fn() -> Result<()>) -> Result<()> {
    wait::until(&format!("a click on “{title}”"), || {
        led().or_else(|_| {
            option(frame, title)?.try_click()?;
            led()
        })
    })
}

pub(super) fn previews(frame: &Page, text: &str) -> Result<()> {
    wait::until("the text that would be inserted", || {
        let there = frame.eval("document.querySelector('#preview').textContent")?;
        let there = there.as_str().unwrap_or_default();
        ensure!(there == text, "{}", difference(text, there));
        Ok(())
    })
}

pub(super) fn leave(frame: &Page, composer: &Composer<'_>) -> Result<()> {
    frame.press(Key::Escape)?;
    selector_gone(&composer.page)
}

pub(super) fn holds(composer: &Composer<'_>, expected: &str) -> Result<()> {
    let left = composer.left("inserted", expected)?;
    ensure!(left.model == expected, "{}", difference(expected, &left.model));
    ensure!(left.sent == 0, "it was sent");
    selector_gone(&composer.page)
}
