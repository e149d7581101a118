//! The table of sites, what the manifest says of them, and what a person can choose about them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test"
)]

mod common;

use std::fs;

use prompt_commons::site::{SITES, SiteChoices, address, host, key, pattern, spelled};
use serde_json::Value;

use common::files::path;

const OWN: &str = "https://chat.example.com";

fn hosts(choices: &SiteChoices) -> Vec<String> {
    choices.active().into_iter().map(|site| site.host).collect()
}

#[test]
fn the_manifest_names_the_sites_of_the_table() {
    let manifest: Value = serde_json::from_str(&fs::read_to_string(path("manifest.json")).unwrap()).unwrap();
    let patterns: Vec<Value> =
        SITES.iter().map(|site| pattern(&format!("https://{}", site.host)).into()).collect();
    assert_eq!(manifest["host_permissions"], Value::from(patterns.clone()));
    let frame = &manifest["web_accessible_resources"][0];
    assert_eq!((&frame["resources"][0], &frame["matches"]), (&"selector.html".into(), &patterns.into()));
    // What any page may load has an address that no page can know.
    assert_eq!(manifest["web_accessible_resources"][1]["use_dynamic_url"], true);
}

#[test]
fn an_address_is_taken_as_it_is_typed() {
    for (typed, meant) in [
        (" chat.example.com ", Some("https://chat.example.com")),
        ("http://chat.example.com/new", Some("http://chat.example.com/new")),
        ("localhost:3000", Some("http://localhost:3000")),
        ("localhost.example.com", Some("https://localhost.example.com")),
        ("a.b c", None),
        ("https://a.b c", None),
    ] {
        assert_eq!(address(typed).as_deref(), meant, "{typed}");
    }
}

#[test]
fn all_sites_are_on_until_one_is_switched_off() {
    let mut choices = SiteChoices::default();
    assert_eq!(hosts(&choices), SITES.map(|site| site.host));
    choices.switch("poe.com", false);
    choices.switch("poe.com", false);
    assert!(!choices.is_on("poe.com") && !hosts(&choices).contains(&"poe.com".to_owned()));
    choices.switch("poe.com", true);
    assert_eq!(choices, SiteChoices::default());
}

#[test]
fn own_sites_are_added_once_and_forgotten_altogether() {
    let mut choices = SiteChoices::default();
    choices.add(OWN);
    choices.add(OWN);
    choices.add("http://localhost:3000");
    choices.pick("chat.example.com", "#composer");
    assert_eq!(choices.own(), [OWN, "http://localhost:3000"]);
    let own = choices.active().into_iter().find(|site| site.origin == OWN).unwrap();
    assert_eq!((own.pattern(), own.picked.as_str()), (format!("{OWN}/*"), "#composer"));
    choices.remove(OWN);
    assert_eq!(choices.picked("chat.example.com"), None);
    choices.remove("http://localhost:3000");
    assert_eq!(choices, SiteChoices::default());
}

#[test]
fn adding_a_known_site_switches_it_on() {
    let mut choices = SiteChoices::default();
    choices.switch("claude.ai", false);
    choices.add("https://claude.ai");
    assert_eq!(choices, SiteChoices::default());
    // Without TLS it is another site.
    choices.add("http://claude.ai");
    assert_eq!(choices.own(), ["http://claude.ai"]);
}

#[test]
fn what_was_chosen_is_kept() {
    let mut choices = SiteChoices::default();
    choices.switch("grok.com", false);
    choices.add(OWN);
    choices.pick("claude.ai", "textarea[name=\"message\"]");
    choices.set_key(Some("0100KeyP".to_owned()));
    let kept = SiteChoices::from_text(&choices.to_text()).unwrap();
    assert_eq!(kept, choices);
    assert_eq!(
        (kept.key(), kept.picked("claude.ai")),
        (Some("0100KeyP"), Some("textarea[name=\"message\"]"))
    );
    assert_eq!(SiteChoices::from_text("[]"), None);
}

#[test]
fn a_host_has_its_port() {
    assert_eq!(host("http://localhost:3000"), "localhost:3000");
    assert_eq!(host(OWN), "chat.example.com");
}

#[test]
fn a_key_of_ones_own_leaves_writing_alone() {
    let alt_p = key([false, true, false, false], "KeyP").unwrap();
    assert_eq!((alt_p.as_str(), spelled(&alt_p).as_str()), ("0100KeyP", "Alt+P"));
    assert_eq!(spelled(&key([true, false, true, false], "Digit1").unwrap()), "Ctrl+Shift+1");
    assert_eq!(spelled(&key([false; 4], "F2").unwrap()), "F2");
    for (held, code) in [
        ([false; 4], "KeyP"),
        ([false, false, true, false], "KeyP"),
        ([true, false, false, false], "ControlLeft"),
    ] {
        assert_eq!(key(held, code), None, "{code}");
    }
}
