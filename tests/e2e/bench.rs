//! `bench`: takes the figures of the core as wasm, in a page of the extension, and those of an edit's way to the folder.
#![expect(clippy::print_stdout, reason = "it talks to whoever started it")]

use std::{
    env, fs,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, ensure};
use serde_json::json;

use prompt_commons_e2e::{
    Result,
    scenario::{
        Choosing, Edits, Opening, Streaming, Surfaces, choosing, edits, opening, streaming, surfaces,
    },
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
const PARTS: [Part; 10] = [
    ("decode", || figures("decode").map(drop)),
    ("diff", || figures("diff").map(drop)),
    ("merge", || figures("merge").map(drop)),
    ("growth", growth),
    ("search", || figures("search").map(drop)),
    ("popup", popup),
    ("selector", selector),
    ("page", page),
    ("edit", edit),
    ("large", large),
];

fn popup() -> Result<()> {
    let Opening { painted, whole, typing, elements } = opening(&Stage::new(&Options::default())?)?;
    println!(
        "# a popup with a library of 10,000 prompts, {elements} elements in it, in milliseconds and their bounds"
    );
    bounds(
        "popup",
        &[
            ("list-painted", painted, 300.0),
            ("key-to-list", typing.typed, 50.0),
            ("slowest-key-to-list", typing.slowest, 50.0),
        ],
    );
    println!("figure popup-whole-library {whole:.2}");
    Ok(())
}

fn selector() -> Result<()> {
    let Choosing { cold, starting, warm, inserted, typing } = choosing(&Stage::new(&Options::default())?)?;
    println!("# the selector with a library of 10,000 prompts, in milliseconds and their bounds");
    bounds(
        "selector",
        &[
            ("cold-open", cold, 250.0),
            ("warm-open", warm, 100.0),
            ("key-to-list", typing.typed, 16.0),
            ("slowest-key-to-list", typing.slowest, 16.0),
        ],
    );
    println!("figure selector-open-while-starting {starting:.2}");
    println!("figure selector-enter-to-text {inserted:.2}");
    Ok(())
}

fn page() -> Result<()> {
    let Streaming { work, scripts, heap, grown, memory } = streaming(&Stage::new(&Options::default())?)?;
    println!("# a page that streams an answer for ten seconds, with the extension and without");
    let all = [
        ("work", work),
        ("scripts", scripts),
        ("heap-kilobytes", heap),
        ("heap-growth-kilobytes", grown),
        ("process-kilobytes", memory),
    ];
    for (name, [with, without]) in all {
        println!(
            "figure page-{name}/without {:.2} {:.2} {:.2}",
            with.middle,
            without.middle,
            without.middle / with.middle
        );
        println!(
            "# {name}: {:.0} to {:.0} with it, {:.0} to {:.0} without",
            with.least, with.most, without.least, without.most
        );
    }
    Ok(())
}

/// Prints figures beside what they may be at most.
fn bounds(of: &str, figures: &[(&str, f64, f64)]) {
    for (name, ours, bound) in figures {
        println!("figure {of}-{name}/bound {ours:.2} {bound:.2} {:.2}", bound / ours);
    }
}

fn edit() -> Result<()> {
    let Edits { bytes, saved, in_folder, bare } = edits(&Stage::new(&Options::default())?)?;
    println!("# an edit of a library of {bytes} bytes");
    for (name, ours) in [("saved-on-the-device", saved), ("in-the-folder-read-back", in_folder)] {
        println!("figure edit-{name}/bare-write-and-read {ours:.2} {bare:.2} {:.2}", bare / ours);
    }
    Ok(())
}

/// Prints what each size of library does to the surfaces: a line for each step, a column for each size.
fn large() -> Result<()> {
    println!(
        "# surfaces with {} prompts, in milliseconds, and bytes of the file in megabytes",
        SIZES.map(|size| size.to_string()).join(", ")
    );
    let sizes: Vec<Surfaces> = SIZES
        .into_iter()
        .map(|size| surfaces(&Stage::new(&Options::default())?, size))
        .collect::<Result<_>>()?;
    let line = |name: &str, of: &dyn Fn(&Surfaces) -> f64| {
        let values: Vec<String> = sizes.iter().map(|size| format!("{:.1}", of(size))).collect();
        println!("figure surfaces-{name} {}", values.join(" "));
    };
    line("megabytes", &|size| size.megabytes);
    line("taken-in", &|size| size.taken_in);
    for (at, name) in ["popup", "page", "selector"].into_iter().enumerate() {
        line(&format!("{name}-painted"), &|size| nth(&size.painted, at));
        line(&format!("{name}-key-to-list"), &|size| nth(&size.typed, at));
    }
    for (at, name) in ["popup", "page"].into_iter().enumerate() {
        line(&format!("{name}-whole"), &|size| nth(&size.whole, at));
    }
    for (at, name) in ["on-the-device", "in-the-folder"].into_iter().enumerate() {
        line(&format!("edit-{name}"), &|size| nth(&size.edited, at));
    }
    for (at, name) in ["taken-in", "opened", "typed", "edited"].into_iter().enumerate() {
        line(&format!("deaf-while-{name}"), &|size| nth(&size.deaf, at));
    }
    Ok(())
}

fn nth(of: &[f64], at: usize) -> f64 {
    of.get(at).copied().unwrap_or(f64::NAN)
}

/// Prompts of the libraries that surfaces are tried with.
const SIZES: [usize; 4] = [100, 1_000, 10_000, 100_000];

/// Takes the figures of growing libraries, and draws them.
fn growth() -> Result<()> {
    let picture = figures("growth")?.context("the page has drawn nothing")?;
    fs::write(root().join("docs/growth.svg"), picture + "\n")?;
    Ok(())
}

/// Opens a page of figures, prints what it says in the end, and returns what it has drawn.
fn figures(name: &str) -> Result<Option<String>> {
    let dist = root().join("target/bench");
    let member = Stage::new(&Options { dist, ..Options::default() })?.member("Alice")?;
    let page = member.browser()?.open(&member.url(&format!("bench_{name}.html")))?;
    wait::until_within(Duration::from_mins(15), "the figures", || {
        if page.eval("document.title === 'heap'")? == true {
            page.session().call("HeapProfiler.collectGarbage", json!({}))?;
            let used = page.session().call("Runtime.getHeapUsage", json!({}))?;
            let used = used.get("usedSize").context("no size")?;
            page.eval(&format!("document.title = '', told({used})"))?;
        }
        let over = page.eval("['done', 'failed'].includes(document.title)")?;
        ensure!(over == true, "the page is not done; it says {:?}", member.complaints());
        Ok(())
    })?;
    let report = page.eval("document.querySelector('pre').textContent")?;
    println!("{}", report.as_str().unwrap_or_default());
    ensure!(page.eval("document.title === 'done'")? == true, "the page of {name} failed");
    let picture = page.eval("document.querySelector('svg')?.outerHTML ?? null")?;
    Ok(picture.as_str().map(str::to_owned))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
