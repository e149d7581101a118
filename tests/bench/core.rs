//! Hot paths of the core beside a named peer on the same data in the same run. Each line is
//! `figure <name> <ours> <peer> <ratio>`, times in milliseconds, medians; a ratio above 1 means ours is faster.

#![allow(
    missing_docs,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a program for whoever works on this"
)]

use std::hint::black_box;
use std::time::Instant;

use prompt_commons::format::{decode, encode};
use prompt_commons::search::{Query, search};
use serde_json::{Value, json};

const PROMPTS: usize = 10_000;
const RUNS: usize = 15;

fn main() {
    let bytes = library();
    println!("# {PROMPTS} prompts, {} bytes", bytes.len());
    let library = decode(&bytes).unwrap();
    let value: Value = serde_json::from_slice(&bytes).unwrap();

    let ours = median(|| decode(black_box(&bytes)).unwrap());
    let peer = median(|| serde_json::from_slice::<Value>(black_box(&bytes)).unwrap());
    figure("decode/serde_json-value", ours, peer);

    let ours = median(|| encode(black_box(&library)));
    let peer = median(|| serde_json::to_vec_pretty(black_box(&value)).unwrap());
    figure("encode/serde_json-value", ours, peer);

    for (name, query) in
        [("search-rare", "prompt 7777"), ("search-common", "write the"), ("search-none", "zzzzzz")]
    {
        let query_of = Query::parse(query);
        let ours = median(|| search(black_box(&library), &query_of).len());
        let peer = median(|| scan(black_box(&value), query));
        figure(&format!("{name}/lowercase-contains"), ours, peer);
    }
}

/// The peer of search: every word in the lowercased title or text, unranked.
fn scan(library: &Value, query: &str) -> usize {
    let prompts = library["prompts"].as_array().unwrap().iter();
    let has = |prompt: &Value, word: &str| {
        ["title", "content"].iter().any(|field| prompt[field].as_str().unwrap().to_lowercase().contains(word))
    };
    prompts.filter(|prompt| query.split(' ').all(|word| has(prompt, word))).count()
}

/// Milliseconds of the middle one of several runs.
fn median<T>(mut work: impl FnMut() -> T) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let began = Instant::now();
            black_box(work());
            began.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}

fn figure(name: &str, ours: f64, peer: f64) {
    println!("figure {name} {ours:.2} {peer:.2} {:.2}", peer / ours);
}

/// A library of ordinary prompts, about 700 bytes each.
fn library() -> Vec<u8> {
    let words =
        ["write", "the", "summary", "of", "a", "customer", "letter", "in", "plain", "words", "for", "sales"];
    let prompts: Vec<Value> = (0..PROMPTS)
        .map(|n| {
            let text: Vec<&str> = (0..90).map(|k| words[(n * 7 + k * k) % words.len()]).collect();
            json!({
                "id": format!("prompt-{n}"),
                "title": format!("Prompt {n} about {}", words[n % words.len()]),
                "content": text.join(" "),
                "categoryId": format!("cat-{}", n % 12),
                "createdBy": "bob@company.com",
                "createdAt": "2025-01-16T09:00:00Z",
                "modifiedBy": "carol@company.com",
                "modifiedAt": "2025-01-18T11:00:00Z",
            })
        })
        .collect();
    let categories: Vec<Value> =
        (0..12).map(|n| json!({"id": format!("cat-{n}"), "name": words[n], "color": "blue"})).collect();
    let library = json!({
        "version": "1.0",
        "teamId": "5b0c9a3e-0000-4000-8000-000000000000",
        "name": "Bench",
        "members": {"owner": "alice@company.com", "editors": [], "viewers": []},
        "categories": categories,
        "prompts": prompts,
    });
    serde_json::to_vec_pretty(&library).unwrap()
}
