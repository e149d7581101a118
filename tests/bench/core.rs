//! Hot paths of the core beside a named peer on the same data in the same run: criterion tells all of it, and in the end
//! there is a line each, `figure <name> <ours> <peer> <ratio>`: milliseconds, medians; a ratio above 1 means ours is faster.

#![allow(
    missing_docs,
    clippy::print_stdout,
    dead_code,
    clippy::unwrap_used,
    reason = "a program for whoever works on this"
)]

mod corpus;
mod library;
mod texts;

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;

use criterion::{BatchSize, Criterion};
use library::{LENGTH, edit, edits, plain};
use prompt_commons::causal::join;
use prompt_commons::changes::changes;
use prompt_commons::diff::words;
use prompt_commons::format::{decode, encode, open};
use serde_json::Value;
use similar::{ChangeTag, TextDiff};

const PROMPTS: usize = 10_000;
const EDITS: usize = 100;
const RUNS: usize = 20;

fn main() {
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("criterion");
    let mut criterion = Criterion::default()
        .sample_size(RUNS)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(4))
        .output_directory(&target)
        .configure_from_args();
    libraries(&mut criterion);
    differences(&mut criterion);
    for group in ["decode-plain", "decode", "encode", "join", "changes", "edit"] {
        figure(&target, group);
    }
    for kind in texts::KINDS {
        figure(&target, &format!("diff-{kind}"));
    }
}

/// What a sync does with a library, beside plain JSON of it.
fn libraries(criterion: &mut Criterion) {
    let file = plain(PROMPTS, LENGTH);
    let base = open(&file).unwrap();
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    let [mine, others] = edits(PROMPTS, EDITS);
    for one in &mine {
        edit(&mut ours, one, 1);
    }
    for one in &others {
        edit(&mut theirs, one, 2);
    }
    let marked = encode(&ours);
    let value: Value = serde_json::from_slice(&marked).unwrap();
    let joined = join(ours.clone(), theirs.clone());
    println!("# {PROMPTS} prompts, {} bytes, {} with causality", file.len(), marked.len());

    for (name, bytes) in [("decode-plain", &file), ("decode", &marked)] {
        let mut group = criterion.benchmark_group(name);
        group.bench_function("ours", |b| b.iter_with_large_drop(|| decode(black_box(bytes)).unwrap()));
        let peer = || serde_json::from_slice::<Value>(black_box(bytes)).unwrap();
        group.bench_function("serde_json-value", |b| b.iter_with_large_drop(peer));
        group.finish();
    }
    let mut group = criterion.benchmark_group("encode");
    group.bench_function("ours", |b| b.iter_with_large_drop(|| encode(black_box(&ours))));
    let peer = || serde_json::to_vec_pretty(black_box(&value)).unwrap();
    group.bench_function("serde_json-value", |b| b.iter_with_large_drop(peer));
    group.finish();

    let pair = || (ours.clone(), theirs.clone());
    let mut group = criterion.benchmark_group("join");
    group.bench_function("ours", |b| {
        b.iter_batched(pair, |(ours, theirs)| join(ours, theirs), BatchSize::PerIteration);
    });
    // The least that it can be: a look at each of them.
    group.bench_function("comparison", |b| b.iter(|| black_box(&base) == black_box(&base.clone())));
    group.finish();

    let mut group = criterion.benchmark_group("changes");
    group.bench_function("ours", |b| b.iter(|| changes(black_box(&base), black_box(&joined))));
    group.bench_function("comparison", |b| b.iter(|| black_box(&base) == black_box(&base.clone())));
    group.finish();

    let mut group = criterion.benchmark_group("edit");
    let one = |library: &mut _| edit(library, mine.last().unwrap(), 3);
    group.bench_function("ours", |b| {
        b.iter_batched_ref(|| base.clone(), |library| one(library), BatchSize::PerIteration);
    });
    group.bench_function("copy-of-the-library", |b| b.iter_with_large_drop(|| black_box(&base).clone()));
    group.finish();
}

/// Differences between texts, beside what `similar` makes of the same by itself.
fn differences(criterion: &mut Criterion) {
    for kind in texts::KINDS {
        let pairs = texts::pairs(kind, 8);
        let mut group = criterion.benchmark_group(format!("diff-{kind}"));
        group.bench_function("ours", |b| {
            b.iter(|| pairs.iter().map(|[old, new]| words(black_box(old), new).len()).sum::<usize>());
        });
        group.bench_function("similar-words", |b| {
            b.iter(|| pairs.iter().map(|[old, new]| changed(black_box(old), new)).sum::<usize>());
        });
        group.finish();
    }
}

fn changed(old: &str, new: &str) -> usize {
    let diff = TextDiff::from_words(old, new);
    diff.iter_all_changes().filter(|change| change.tag() != ChangeTag::Equal).count()
}

/// Prints what criterion measured in a group: ours, and the peer beside it.
fn figure(target: &Path, group: &str) {
    let median = |way: &Path| -> Option<f64> {
        let text = std::fs::read_to_string(way.join("new/estimates.json")).ok()?;
        let estimates: Value = serde_json::from_str(&text).ok()?;
        Some(estimates.get("median")?.get("point_estimate")?.as_f64()? / 1_000_000.0)
    };
    let ours = target.join(group).join("ours");
    let ways = std::fs::read_dir(target.join(group)).into_iter().flatten().flatten();
    for way in ways.map(|entry| entry.path()).filter(|way| *way != ours && way.is_dir()) {
        if let (Some(ours), Some(peer)) = (median(&ours), median(&way)) {
            let name = way.file_name().unwrap_or_default().to_string_lossy();
            println!("figure {group}/{name} {ours:.3} {peer:.3} {:.2}", peer / ours);
        }
    }
}
