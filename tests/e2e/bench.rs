//! `bench`: takes the figures of the core as wasm, in a page of the extension, and those of an edit's way to the folder.
#![expect(clippy::print_stdout, reason = "it talks to whoever started it")]

use std::{path::Path, time::Duration};

use anyhow::ensure;

use prompt_commons_e2e::{
    Result,
    member::Member,
    scenario::{Edits, Opening, edits, opening},
    stage::{Options, Stage},
    wait,
};

fn main() -> Result<()> {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/bench");
    let stage = Stage::new(&Options { dist, ..Options::default() })?;
    let member = stage.member("Alice")?;
    for name in ["bench.html", "search.html"] {
        println!("{}", figures(&member, name)?);
    }
    drop(member);
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
    let Edits { bytes, saved, in_folder, bare } = edits(&stage)?;
    println!("# an edit of a library of {bytes} bytes");
    for (name, ours) in [("saved-on-the-device", saved), ("in-the-folder-read-back", in_folder)] {
        println!("figure edit-{name}/bare-write-and-read {ours:.2} {bare:.2} {:.2}", bare / ours);
    }
    Ok(())
}

/// Opens a page of figures, and returns what it says in the end.
fn figures(member: &Member, name: &str) -> Result<String> {
    let page = member.browser()?.open(&member.url(name))?;
    wait::until_within(Duration::from_mins(15), "the figures", || {
        let done = page.eval("document.title === 'done'")?;
        ensure!(done == true, "the page is not done; it says {:?}", member.complaints());
        Ok(())
    })?;
    let report = page.eval("document.querySelector('pre').textContent")?;
    Ok(report.as_str().unwrap_or_default().to_owned())
}
