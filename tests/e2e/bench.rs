//! `bench`: takes the figures of the core as wasm, in a page of the extension, and those of an edit's way to the folder.
#![expect(clippy::print_stdout, reason = "it talks to whoever started it")]

use std::{env, path::Path, time::Duration};

use anyhow::ensure;

use prompt_commons_e2e::{
    Result,
    scenario::{Edits, Opening, edits, opening},
    stage::{Options, Stage},
    wait,
};

fn main() -> Result<()> {
    let asked: Vec<String> = env::args().skip(1).collect();
    for (part, take) in PARTS {
        if asked.is_empty() || asked.iter().any(|asked| asked == part) {
            take()?;
        }
    }
    Ok(())
}

/// Figures by the name that asks for them alone.
type Part = (&'static str, fn() -> Result<()>);

/// All there are.
const PARTS: [Part; 4] = [
    ("core", || figures("bench.html")),
    ("search", || figures("search.html")),
    ("popup", popup),
    ("edit", edit),
];

fn popup() -> Result<()> {
    let Opening { painted, typed, slowest, elements } = opening(&Stage::new(&Options::default())?)?;
    println!(
        "# a popup with a library of 10,000 prompts, {elements} elements in it, in milliseconds and their bounds"
    );
    for (name, ours, bound) in [
        ("list-painted", painted, 300.0),
        ("key-to-list", typed, 50.0),
        ("slowest-key-to-list", slowest, 50.0),
    ] {
        println!("figure popup-{name}/bound {ours:.2} {bound:.2} {:.2}", bound / ours);
    }
    Ok(())
}

fn edit() -> Result<()> {
    let Edits { bytes, saved, in_folder, bare } = edits(&Stage::new(&Options::default())?)?;
    println!("# an edit of a library of {bytes} bytes");
    for (name, ours) in [("saved-on-the-device", saved), ("in-the-folder-read-back", in_folder)] {
        println!("figure edit-{name}/bare-write-and-read {ours:.2} {bare:.2} {:.2}", bare / ours);
    }
    Ok(())
}

/// Opens a page of figures, and prints what it says in the end.
fn figures(name: &str) -> Result<()> {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/bench");
    let member = Stage::new(&Options { dist, ..Options::default() })?.member("Alice")?;
    let page = member.browser()?.open(&member.url(name))?;
    wait::until_within(Duration::from_mins(15), "the figures", || {
        let done = page.eval("document.title === 'done'")?;
        ensure!(done == true, "the page is not done; it says {:?}", member.complaints());
        Ok(())
    })?;
    let report = page.eval("document.querySelector('pre').textContent")?;
    println!("{}", report.as_str().unwrap_or_default());
    Ok(())
}
