//! What a project gives to the pages that it is tied to.

#![allow(clippy::unwrap_used, reason = "a test")]

use prompt_commons::format::decode;
use prompt_commons::project::{Project, Set, address};
use prompt_commons::shelf::{Rows, Shelf};

const FILE: &str = r#"{
    "version": "1.0", "teamId": "team", "name": "Marketing",
    "members": {"owner": "a@b.c", "editors": [], "viewers": []},
    "categories": [],
    "prompts": [
        {"id": "p1", "title": "One", "content": "1", "turns": ["2", "3"], "sets": {"s1": "b"}},
        {"id": "p2", "title": "Two", "content": "2", "sets": {"s1": "a"}}
    ],
    "sets": [{"id": "s1", "name": "Launch"}],
    "blocks": [{"id": "b1", "name": "Style", "text": "Be brief.\n"}],
    "projects": [
        {"id": "j1", "name": "Site", "addresses": ["claude.ai"], "sets": ["s1", "gone"], "blocks": ["gone", "b1"]},
        {"id": "j2", "name": "Nowhere", "sets": ["s1"]}
    ]
}"#;

fn at(addresses: &[&str], page: &str) -> bool {
    let addresses = addresses.iter().map(|&address| address.to_owned()).collect();
    Project { addresses, ..Project::default() }.is_at(page)
}

#[test]
fn a_shelf_has_the_projects_of_pages_with_what_is_there_of_them() {
    let shelf = Shelf::of(&decode(FILE.as_bytes()).unwrap(), 7, false, Some("blue"));
    let [project] = shelf.projects.as_slice() else { unreachable!("{:?}", shelf.projects) };
    let prompts = ["p2", "p1"].map(str::to_owned).to_vec();
    assert_eq!(project.sets, [Set { name: "Launch".to_owned(), prompts }]);
    let blocks: Vec<_> =
        project.blocks.iter().map(|block| (block.id.as_str(), block.text.as_str())).collect();
    assert_eq!(blocks, [("b1", "Be brief.\n")]);
    assert_eq!((shelf.id(), shelf.color.as_deref()), ("team", Some("blue")));
    assert_eq!(shelf.items.first().unwrap().turns, 3);
    let rows = Rows::of(shelf.clone());
    let mut parts = (0..rows.count()).filter_map(|part| rows.part(part));
    assert_eq!(Shelf::from_rows(&rows.head(), &mut parts), Some(shelf));
}

#[test]
fn an_address_is_that_of_a_page_and_of_what_is_below_it() {
    let page = "https://claude.ai/project/7?tab=chat#end";
    for address in [
        "claude.ai",
        " https://Claude.ai/ ",
        "claude.ai/*",
        "claude.ai/project",
        "http://claude.ai/project/7",
    ] {
        assert!(at(&["chatgpt.com", address], page), "{address}");
    }
    for address in
        ["", "/", "*", "claude.a", "claude.ai/proj", "claude.ai/project/70", "ai", "evil.claude.ai"]
    {
        assert!(!at(&[address], page), "{address}");
    }
    assert!(at(&["claude.ai"], "https://claude.ai") && !at(&["claude.ai"], "https://claude.ai.example.com/"));
}

#[test]
fn an_address_is_that_of_a_page_or_of_what_it_is_part_of() {
    let good = [
        "claude.ai",
        "chatgpt.com/g/launch?x=1#top",
        "https://chatgpt.com",
        "HTTPS://Chat.Example.com:8443/a",
        "claude.ai/*",
        "localhost",
        "localhost:3000/chat",
        "192.168.1.7",
        "пример.рф/чат",
    ];
    for typed in good {
        assert_eq!(address(&format!(" {typed}\t")), Some(typed));
    }
    let bad = [
        "",
        "claude",
        "our chats",
        "claude.ai chatgpt.com",
        "claude.ai,chatgpt.com",
        "bob@company.com",
        "mailto:bob@company.com",
        "file:///home/bob/x.html",
        "ftp://a.example",
        "a..example",
        ".example",
        "example.",
        "*.example.com",
        "/chat",
        "a.example:port",
        "a.example:99999",
        "://a.example",
    ];
    for typed in bad {
        assert_eq!(address(typed), None, "{typed}");
    }
}

#[test]
fn what_counts_as_an_address_covers_its_page() {
    for typed in ["chatgpt.com/g/launch", "https://chatgpt.com", "chatgpt.com/*", "ChatGPT.com/"] {
        assert!(at(&[address(typed).unwrap()], "https://chatgpt.com/g/launch?model=5"), "{typed}");
    }
}
