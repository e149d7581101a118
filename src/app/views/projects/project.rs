//! A project: in its list, and in its form.

use leptos::prelude::untrack;
use prompt_commons::model::{Item, ItemId, Kind, Library};
use prompt_commons::phrase;
use prompt_commons::phrase::Phrase;
use prompt_commons_browser::sites;
use web_sys::Node;

use super::{Open, command, gone, save};
use crate::derived::Derived;
use crate::dialog;
use crate::dom::{El, el, key, nothing, row};
use crate::session::Session;
use crate::state::State;
use crate::views::parts;
use crate::views::sheet::Sheet;
use crate::words::{self, say, sentence};

/// The names of its lists.
const ADDRESSES: &str = "addresses";
const SETS: &str = "sets";
const BLOCKS: &str = "blocks";

/// The id of what says which addresses can be typed.
const HINT: &str = "project-addresses";

/// Says what a project holds, and which pages it is tied to.
pub(super) fn line(library: &Library, project: &Item) -> (String, String) {
    let [sets, blocks] = [(SETS, Kind::Set), (BLOCKS, Kind::Block)]
        .map(|(field, kind)| there(library, project, field, kind).len());
    let counts = [("count-sets", sets), ("count-blocks", blocks)];
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    let holds: Vec<Phrase> = counts.map(|(id, count)| phrase!(id, count = count)).collect();
    let words = if holds.is_empty() { say!("project-holds-nothing") } else { sentence(&Phrase::list(holds)) };
    let addresses: Vec<&str> = project.list(ADDRESSES).collect();
    let pages = if addresses.is_empty() { say!("project-nowhere") } else { addresses.join(", ") };
    (words, words::clip(&pages, 240))
}

/// Returns the ids in a list that the library has.
fn there(library: &Library, project: &Item, field: &str, kind: Kind) -> Vec<String> {
    let has = |id: &&str| ItemId::parse(id).is_some_and(|id| library.item(kind, &id).is_some());
    project.list(field).filter(has).map(str::to_owned).collect()
}

/// Draws the form of one.
pub(super) fn form(session: Session, open: State<Option<Open>>, id: ItemId, is_new: bool) -> Node {
    let close = dialog::closing(open);
    let view = untrack(|| session.view());
    let start = view.as_ref().and_then(|view| view.library.item(Kind::Project, &id).cloned());
    if !is_new && start.is_none() {
        return gone(open);
    }
    let ticked = |field: &str, kind| {
        let both = view.as_ref().zip(start.as_ref());
        both.map(|(view, project)| there(&view.library, project, field, kind)).unwrap_or_default()
    };
    let (sets_seen, blocks_seen) = (ticked(SETS, Kind::Set), ticked(BLOCKS, Kind::Block));
    let (sets, blocks) = (State::new(sets_seen.clone()), State::new(blocks_seen.clone()));
    let pages_seen: Vec<String> =
        start.iter().flat_map(|project| project.list(ADDRESSES)).map(str::to_owned).collect();
    let name = State::new(start.as_ref().map_or_else(String::new, |project| project.name().to_owned()));
    let typed = State::new(pages_seen.join("\n"));
    let error = State::new(None::<String>);
    let is_misspelt = State::new(false);
    let (title, act, done) = if is_new {
        ("project-new", "project-create", "project-created")
    } else {
        ("project-edit-heading", "word-save", "project-changed")
    };
    let submit = move || {
        let pages = typed.with_untracked(|typed| addresses(typed, &pages_seen));
        is_misspelt.set(pages.is_err());
        let pages = match pages {
            Ok(pages) => pages,
            Err(line) => return error.set(Some(say!("project-no-address", line = &words::clip(&line, 80)))),
        };
        // Others may have changed it since the form was opened.
        let now = untrack(|| session.view());
        let now = now.as_ref().and_then(|view| view.library.item(Kind::Project, &id));
        let list = |field: &str, seen: &[String], wanted: Vec<String>| {
            relist(now.iter().flat_map(|project| project.list(field)), seen, &wanted)
        };
        let name = name.get_untracked().trim().to_owned();
        let mut fields = vec![("name", name.clone().into())];
        if start.as_ref().is_some_and(|start| start.name() == name) {
            fields.clear();
        }
        fields.push((SETS, list(SETS, &sets_seen, sets.get_untracked()).into()));
        fields.push((BLOCKS, list(BLOCKS, &blocks_seen, blocks.get_untracked()).into()));
        fields.push((ADDRESSES, list(ADDRESSES, &pages_seen, pages).into()));
        save(session, close, error, command(Kind::Project, &id, fields, now.or(start.as_ref())), done);
    };
    let field = el("input")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .value(&name.get_untracked())
        .typed("input", move |words| name.set(words));
    let area = el("textarea")
        .attr("rows", "3")
        .attr("spellcheck", "false")
        .attr("aria-describedby", HINT)
        .attr_of("aria-invalid", move || {
            (is_misspelt.get() && error.with(Option::is_some)).then(|| "true".to_owned())
        })
        .value(&typed.get_untracked())
        .typed("input", move |words| typed.set(words));
    let hint = el("p").class("hint").attr("id", HINT).say("project-addresses-hint");
    let now =
        move || (name.get_untracked(), typed.get_untracked(), sets.get_untracked(), blocks.get_untracked());
    let fields = vec![
        parts::labelled(&say!("project-name"), field.focused()),
        ticks(session, Kind::Set, sets, ["set-heading", "project-no-sets"]),
        ticks(session, Kind::Block, blocks, ["block-heading", "project-no-blocks"]),
        parts::labelled(&say!("project-addresses"), area),
        hint,
    ];
    Sheet { title, save: act, error, now, close }.draw(fields, submit)
}

/// Draws a box for each item of a kind that the library has.
fn ticks(session: Session, kind: Kind, ticked: State<Vec<String>>, [title, none]: [&'static str; 2]) -> El {
    let all = Derived::new(move || {
        let named = |item: &Item| (item.id().to_string(), item.name().to_owned());
        session.view().map_or_else(Vec::new, |view| view.library.items(kind).map(named).collect())
    });
    let rows = move || {
        let line =
            |(id, name): (String, String)| row(key(&[&id, &name]), move || tick(ticked, id, &name).into());
        all.get().into_iter().map(line).collect()
    };
    el("fieldset")
        .child(el("legend").class("label").say(title))
        .child(el("ul").class("plain ticks").rows(rows))
        .part(
            move || if all.with(Vec::is_empty) { el("p").class("hint").say(none).into() } else { nothing() },
        )
}

fn tick(ticked: State<Vec<String>>, id: String, name: &str) -> El {
    let of = id.clone();
    let toggle = move |_| {
        ticked.update(|all| match all.iter().position(|one| *one == id) {
            Some(at) => drop(all.remove(at)),
            None => all.push(id.clone()),
        });
    };
    let mark = el("input")
        .attr("type", "checkbox")
        .checked_of(move || ticked.with(|all| all.contains(&of)))
        .on("change", toggle);
    let name = el("span").class("name").text(&words::clip(name, 120));
    el("li").child(el("label").class("row tick").child(mark).child(name))
}

/// Returns the addresses in what someone typed, one a line; or the first line that is none. One that was there before stays,
/// whatever it is.
fn addresses(typed: &str, seen: &[String]) -> Result<Vec<String>, String> {
    let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let known = seen.iter().any(|seen| seen.trim() == line).then(|| line.to_owned());
            known.or_else(|| sites::page_of(line)).ok_or_else(|| line.to_owned())
        })
        .collect()
}

/// Makes of a list as it is now what someone wants who was shown `seen`: what came meanwhile stays.
fn relist<'a>(now: impl Iterator<Item = &'a str>, seen: &[String], wanted: &[String]) -> Vec<String> {
    let stays = |one: &&str| !seen.iter().any(|seen| seen == one) || wanted.iter().any(|other| other == one);
    let mut list: Vec<String> = now.filter(stays).map(str::to_owned).collect();
    for one in wanted.iter().filter(|one| !seen.contains(one)) {
        if !list.contains(one) {
            list.push(one.clone());
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(all: &str) -> Vec<String> {
        all.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn what_others_added_meanwhile_stays() {
        let (seen, wanted) = (list("a b"), list("b c"));
        assert_eq!(relist("a b x".split(' '), &seen, &wanted), list("b x c"));
        assert_eq!(relist("b c".split(' '), &seen, &wanted), list("b c"), "what others took out is out");
        assert_eq!(relist("".split_whitespace(), &[], &wanted), wanted);
    }

    #[test]
    fn the_first_line_that_is_no_address_is_named() {
        assert_eq!(
            addresses(" claude.ai \n\n https://chatgpt.com/g/x\n", &[]),
            Ok(list("claude.ai https://chatgpt.com/g/x"))
        );
        assert_eq!(addresses("claude.ai\nour chats\nno", &[]), Err("our chats".to_owned()));
        assert_eq!(
            addresses("by hand\nclaude.ai", &["by hand".to_owned()]),
            Ok(vec!["by hand".to_owned(), "claude.ai".to_owned()])
        );
    }
}
