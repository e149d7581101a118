//! The index beside a plain look through all texts: a keystroke, natively. Lines are those of `core.rs`.

#![allow(
    missing_docs,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "a program for whoever works on this"
)]

mod corpus;
mod plain;

use std::collections::BTreeMap;
use std::time::Instant;

use corpus::{Asked, Record, corpus, queries};
use plain::Plain;
use prompt_commons::search::{Fields, Index, Query};

/// Times that everything is typed; of each keystroke the quickest counts, as other programs run beside.
const RUNS: usize = 3;

fn main() {
    for count in [1_000, 10_000, 100_000] {
        let mut records = corpus(count);
        let asked = queries(&records, 50);
        let began = Instant::now();
        let mut index = Index::of(&fields(&records));
        let built = milliseconds(began);
        let plain = Plain::of(&records);
        let ours = typed(&asked, |query| index.search(&Query::parse(query), &[]).places.len());
        let peer = typed(&asked, |query| plain.find(query).len());
        for (name, share) in [("median", 50), ("p95", 95)] {
            let at = |times: &[f64]| times[times.len() * share / 100];
            figure(&format!("search-{count}-{name}/plain-memmem"), at(&ours), at(&peer));
        }
        let mut find = |query: &str| index.search(&Query::parse(query), &[]).places;
        let (ours, peer) = (quality(&asked, &mut find), quality(&asked, &mut |query| plain.find(query)));
        println!("figure search-{count}-mrr/plain-memmem {ours:.3} {peer:.3} {:.2}", ours / peer);
        records[count / 2].content.push_str(" edited");
        let fields = fields(&records);
        let began = Instant::now();
        let read = index.renew(&fields);
        figure(&format!("search-{count}-edit-of-{read}/index-made-anew"), milliseconds(began), built);
    }
}

fn fields(records: &[Record]) -> Vec<Fields<'_>> {
    records.iter().map(Record::fields).collect()
}

/// Types the queries letter by letter, and returns how long each keystroke took, sorted.
fn typed(asked: &[Asked], mut find: impl FnMut(&str) -> usize) -> Vec<f64> {
    let mut all: Vec<f64> = Vec::new();
    for run in 0..RUNS {
        let mut at = 0;
        for Asked { query, .. } in asked {
            for (end, letter) in query.char_indices() {
                let typed = &query[..end + letter.len_utf8()];
                let began = Instant::now();
                std::hint::black_box(find(typed));
                let took = milliseconds(began);
                match all.get_mut(at) {
                    Some(best) => *best = best.min(took),
                    None => all.push(took),
                }
                at += 1;
            }
        }
        assert_eq!(at, all.len(), "run {run}");
    }
    all.sort_by(f64::total_cmp);
    all
}

/// Returns the mean of 1/rank of what was looked for, and prints those of each kind of queries.
fn quality(asked: &[Asked], find: &mut dyn FnMut(&str) -> Vec<u32>) -> f64 {
    let mut kinds: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for Asked { query, place, kind } in asked {
        let rank = find(query).iter().position(|found| *found as usize == *place);
        kinds.entry(kind).or_default().push(rank.map_or(0.0, |rank| 1.0 / (rank as f64 + 1.0)));
    }
    let mean = |all: &[f64]| all.iter().sum::<f64>() / all.len() as f64;
    let each: Vec<String> = kinds.iter().map(|(kind, all)| format!("{kind} {:.3}", mean(all))).collect();
    println!("# {}", each.join(", "));
    mean(&kinds.into_values().flatten().collect::<Vec<f64>>())
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}

fn figure(name: &str, ours: f64, peer: f64) {
    println!("figure {name} {ours:.3} {peer:.3} {:.2}", peer / ours);
}
