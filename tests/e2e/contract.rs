//! The contract of the core's ports, run by the browser's adapters in a page of the extension, on a real folder.

use std::path::Path;

use anyhow::{Result, ensure};
use prompt_commons_e2e::{
    folder::hand_over,
    stage::{Options, Stage},
};

#[test]
fn the_browser_keeps_the_contract_of_the_ports() -> Result<()> {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/contract");
    let stage = Stage::new(&Options { dist, ..Options::default() })?;
    let member = stage.member("Alice")?;
    let page = member.browser()?.open(&member.url("contract.html"))?;
    hand_over(&page, stage.folder.path())?;
    page.click("button", "Browse…")?;
    page.wait_for("document.title === 'done'")?;
    let report = page.eval("document.querySelector('pre').textContent")?;
    let cases: Vec<(String, String, Option<String>)> =
        serde_json::from_str(report.as_str().unwrap_or_default())?;
    for suite in ["folder", "store", "clock", "ids"] {
        ensure!(cases.iter().any(|(of, ..)| of == suite), "no case of {suite} was run");
    }
    let failed: Vec<_> = cases.iter().filter(|(.., failure)| failure.is_some()).collect();
    ensure!(failed.is_empty(), "{} of {} cases failed: {failed:?}", failed.len(), cases.len());
    let durability = page.eval("document.body.dataset.durability")?;
    ensure!(durability == "strict", "commits asked for {durability}");
    Ok(())
}
