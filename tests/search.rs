//! Finding prompts: what is found, in which order, and what is marked.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test"
)]

#[path = "bench/corpus.rs"]
mod corpus;

use std::collections::HashMap;
use std::ops::Range;

use prompt_commons::command::{Command, apply};
use prompt_commons::format::decode;
use prompt_commons::model::{CategoryId, Draft, Library};
use prompt_commons::search::{self, Fields, Found, Index, Query};
use prompt_commons_contract::sample::{self, ALICE, CAROL, prompt_id, stamp};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

/// Returns a library of carol's prompts with these titles and texts, numbered as ids.
fn library(prompts: &[(&str, &str)]) -> Library {
    let file = r#"{"version": "1.0", "teamId": "t", "name": "T",
        "members": {"owner": "alice@company.com", "editors": ["carol@company.com"]},
        "categories": [{"id": "soc", "name": "Соцсети"}], "prompts": []}"#;
    let mut library = decode(file.as_bytes()).unwrap();
    for (index, (title, content)) in prompts.iter().enumerate() {
        let draft = Draft { title: (*title).to_owned(), content: (*content).to_owned(), ..Draft::default() };
        let command = Command::add(prompt_id(&index.to_string()), draft);
        apply(&mut library, &command, &stamp(CAROL)).unwrap();
    }
    library
}

fn titles<'a>(library: &'a Library, query: &str) -> Vec<&'a str> {
    let mut index = Index::of(&search::fields(library));
    let found = index.search(&Query::parse(query), &[]);
    found.places.iter().map(|place| library.prompts()[*place as usize].title()).collect()
}

fn marked<'a>(text: &'a str, query: &str) -> Vec<&'a str> {
    marks(text, query).into_iter().map(|range| text.get(range).unwrap()).collect()
}

fn marks(text: &str, query: &str) -> Vec<Range<usize>> {
    Found::new(&Query::parse(query), Vec::new(), Vec::new()).marks(text)
}

#[test]
fn nothing_typed_finds_everything_in_order() {
    let library = decode(sample::FILE.as_bytes()).unwrap();
    for query in ["", "  \t "] {
        assert!(Query::parse(query).is_empty());
        assert_eq!(titles(&library, query), ["Launch post", "Subject lines", "From before"]);
    }
}

#[test]
fn better_places_come_first() {
    let library = library(&[
        ("Elsewhere", "post"),
        ("Repost", ""),
        ("A post", ""),
        ("Poster", ""),
        ("Post", ""),
        ("Nothing", "Nothing"),
    ]);
    assert_eq!(titles(&library, "post"), ["Post", "Poster", "A post", "Repost", "Elsewhere"]);
}

#[test]
fn ties_keep_the_librarys_order() {
    let library = library(&[("Post b", ""), ("Post a", ""), ("Post c", "")]);
    assert_eq!(titles(&library, "post"), ["Post b", "Post a", "Post c"]);
}

#[test]
fn every_word_has_to_occur_anywhere() {
    let library =
        library(&[("Launch post", "for LinkedIn"), ("Launch", ""), ("Post", "launch"), ("Plan", "")]);
    assert_eq!(titles(&library, "launch linkedin"), ["Launch post"]);
    // In both words' best places first.
    assert_eq!(titles(&library, "post launch"), ["Launch post", "Post"]);
    assert_eq!(titles(&library, "launch zebra"), Vec::<&str>::new());
}

#[test]
fn text_category_author_and_tags_are_searched() {
    let mut library = library(&[("One", "Find THIS\nline"), ("Two", ""), ("Three", "")]);
    assert_eq!(titles(&library, "this"), ["One"]);
    let prompt = library.prompts()[1].clone();
    let seen = prompt.draft().clone();
    let draft = Draft { category: CategoryId::parse("soc"), tags: vec!["Weekly".to_owned()], ..seen.clone() };
    let command = Command::EditPrompt { id: prompt.id().clone(), seen, draft };
    apply(&mut library, &command, &stamp(ALICE)).unwrap();
    assert_eq!(titles(&library, "соцсети"), ["Two"]);
    assert_eq!(titles(&library, "week"), ["Two"]);
    assert_eq!(titles(&library, "carol"), ["One", "Two", "Three"]);
    // The domain is everyone's, it would find all.
    assert_eq!(titles(&library, "company.com"), Vec::<&str>::new());
}

#[test]
fn case_does_not_matter() {
    let library = library(&[("Пост ЗАПУСКА", ""), ("STRASSE Straße", ""), ("ΟΔΟΣ", "")]);
    assert_eq!(titles(&library, "ПОСТ запуска"), ["Пост ЗАПУСКА"]);
    assert_eq!(titles(&library, "straße"), ["STRASSE Straße"]);
    assert_eq!(titles(&library, "οδος"), ["ΟΔΟΣ"]);
    assert_eq!(titles(&library, "ΟΔΟΣ"), ["ΟΔΟΣ"]);
}

#[test]
fn dots_of_yo_do_not_matter() {
    let library = library(&[("Ёлка", ""), ("Елка", ""), ("Счёт", "")]);
    for query in ["ёлка", "елка", "ЁЛКА", "Елк"] {
        assert_eq!(titles(&library, query), ["Ёлка", "Елка"], "{query}");
    }
    assert_eq!(titles(&library, "счет"), ["Счёт"]);
}

#[test]
fn words_of_query_are_plain_text() {
    let library = library(&[("a.c {{x}}", ""), ("abc", "")]);
    assert_eq!(titles(&library, "a.c"), ["a.c {{x}}"]);
    assert_eq!(titles(&library, "{{x"), ["a.c {{x}}"]);
    assert_eq!(titles(&library, "*"), Vec::<&str>::new());
}

#[test]
fn marks_show_each_occurrence_as_it_stands() {
    assert_eq!(marked("Post a post, POST it", "post"), ["Post", "post", "POST"]);
    assert_eq!(marked("Ёлка и елка", "елк"), ["Ёлк", "елк"]);
    assert_eq!(marked("emoji 🙂 post 🙂", "post 🙂"), ["🙂", "post", "🙂"]);
    assert_eq!(marked("ΟΔΟΣ οδος", "οδος"), ["ΟΔΟΣ", "οδος"]);
    assert_eq!(marked("nothing here", "post"), Vec::<&str>::new());
    assert_eq!(marked("anything", " "), Vec::<&str>::new());
    assert_eq!(marked("", "post"), Vec::<&str>::new());
}

#[test]
fn marks_do_not_overlap_and_take_the_longest() {
    assert_eq!(marked("postposter", "post poster"), ["post", "poster"]);
    assert_eq!(marked("aaaa", "aaa"), ["aaa"]);
    assert_eq!(marked("poster", "post poster"), ["poster"]);
}

#[test]
fn marks_keep_to_letters_whose_small_form_is_two() {
    // İ becomes i and a dot above: half a letter can't be marked.
    for text in ["İstanbul", "xİ", "İ"] {
        for query in ["i", "İ", "i̇", "ist", "xi"] {
            for range in marks(text, query) {
                assert!(
                    text.get(range.clone()).is_some_and(|part| !part.is_empty()),
                    "{text} {query} {range:?}"
                );
            }
        }
    }
    assert_eq!(marked("İstanbul", "İst"), ["İst"]);
}

/// Returns an index of records with these titles and texts.
fn indexed(records: &[(&str, &str)]) -> Index {
    index(
        &records
            .iter()
            .map(|(title, content)| [*title, content, "", "", ""].map(str::to_owned))
            .collect::<Vec<_>>(),
    )
}

/// Returns the titles of what an index of them finds.
fn finds<'a>(records: &[(&'a str, &str)], query: &str) -> Vec<&'a str> {
    let found = indexed(records).search(&Query::parse(query), &[]);
    found.places.into_iter().map(|place| records[place as usize].0).collect()
}

#[test]
fn titles_come_before_words_and_words_before_texts() {
    let records = [
        ("Seven", "a repost"),
        ("Six", "posters"),
        ("Five", "the post"),
        ("Repost", ""),
        ("A poster", ""),
        ("A long post", ""),
        ("A post", ""),
        ("Poster", ""),
        ("Post for all", ""),
        ("Post", ""),
        ("Nothing", "of that"),
    ];
    let order = [
        "Post",
        "Post for all",
        "Poster",
        "A post",
        "A long post",
        "A poster",
        "Repost",
        "Five",
        "Six",
        "Seven",
    ];
    assert_eq!(finds(&records, "post"), order);
    assert_eq!(finds(&records, "POST all"), ["Post for all"]);
}

#[test]
fn words_that_stand_often_in_a_text_count_for_more() {
    let records = [("One", "tone"), ("Two", "tone and tone"), ("Three", "tone, tone, tone and tone; tone")];
    assert_eq!(finds(&records, "tone"), ["Three", "Two", "One"]);
}

#[test]
fn typos_are_overlooked_behind_what_has_none() {
    let records = [
        ("Blog outline", "Write an outline for a blog post"),
        ("Marketing plan", ""),
        ("Market research", ""),
        ("Сжатый пересказ", "Перескажи текст в трёх предложениях"),
        ("План запуска", ""),
    ];
    for typo in ["markteing", "marketng", "marrketing", "mafketing"] {
        assert_eq!(finds(&records, typo).first(), Some(&"Marketing plan"), "{typo}");
    }
    // As it is typed.
    assert_eq!(finds(&records, "outl"), ["Blog outline"]);
    assert_eq!(finds(&records, "oulti"), ["Blog outline"]);
    for typo in ["персказ", "перессказ", "пересакз", "переказ"] {
        assert_eq!(finds(&records, typo), ["Сжатый пересказ"], "{typo}");
    }
    assert_eq!(finds(&records, "предложенях трех"), ["Сжатый пересказ"]);
    // Too short for a typo, too many of them, and nothing like it.
    for none in ["blg", "mrktng", "zebra", "запуск zebra"] {
        assert_eq!(finds(&records, none), Vec::<&str>::new(), "{none}");
    }
    let with_and_without = [("Mean", ""), ("Men", "meat"), ("Meat", "")];
    assert_eq!(finds(&with_and_without, "meat"), ["Meat", "Men", "Mean"]);
}

#[test]
fn forms_of_a_word_are_found() {
    let records = [("Prompts", ""), ("Запуски", ""), ("О запуске", ""), ("Сводка новостей", "")];
    assert_eq!(finds(&records, "prompt"), ["Prompts"]);
    assert_eq!(finds(&records, "запуск"), ["Запуски", "О запуске"]);
    assert_eq!(finds(&records, "запуска"), ["Запуски", "О запуске"]);
    assert_eq!(finds(&records, "сводки новости"), ["Сводка новостей"]);
}

#[test]
fn a_typo_that_is_a_word_is_overlooked_if_nothing_else_is_left() {
    let mut records = vec![("Letter from a customer", "")];
    records.extend([("Form", "a form"); 9]);
    assert_eq!(finds(&records, "lettre from"), ["Letter from a customer"]);
    assert_eq!(finds(&records, "customer form"), ["Letter from a customer"]);
}

#[test]
fn accents_do_not_matter_and_short_i_is_a_letter() {
    let records =
        [("Résumé", ""), ("Re\u{301}sume\u{301}s", ""), ("Мой", ""), ("Мои", ""), ("Мои\u{306}", "")];
    assert_eq!(finds(&records, "resume"), ["Résumé", "Re\u{301}sume\u{301}s"]);
    assert_eq!(finds(&records, "RÉSUMÉS"), ["Re\u{301}sume\u{301}s", "Résumé"]);
    assert_eq!(finds(&records, "мой"), ["Мой", "Мои\u{306}"]);
    assert_eq!(finds(&records, "мои"), ["Мои"]);
}

#[test]
fn what_was_found_with_typos_is_marked() {
    let mut index = indexed(&[("Marketing plan, marketing", "the market")]);
    let marked = |found: &Found, text: &str| -> Vec<String> {
        found.marks(text).into_iter().map(|range| text[range].to_owned()).collect()
    };
    let found = index.search(&Query::parse("markteing pla"), &[]);
    assert_eq!(marked(&found, "Marketing plan, marketing"), ["Marketing", "pla", "marketing"]);
    let found = index.search(&Query::parse("market"), &[]);
    assert_eq!(marked(&found, "Re\u{301}market\u{301}s"), ["market\u{301}"]);
}

/// What search overlooks, as Unicode's own tables have it.
fn folded(text: &str) -> String {
    let letters = text.nfc().flat_map(|letter| {
        let is_short_i = matches!(letter, 'й' | 'Й');
        let parts =
            letter.to_lowercase().flat_map(|small| std::iter::once(small).nfd().collect::<Vec<char>>());
        parts.filter(move |part| is_short_i || !matches!(part, '\u{300}'..='\u{36f}')).collect::<Vec<char>>()
    });
    letters.nfc().map(|letter| if letter == 'ς' { 'σ' } else { letter }).collect()
}

/// A library made of few words, so that much of it is alike.
fn record() -> impl Strategy<Value = Texts> {
    let word = prop::sample::select(vec![
        "a",
        "ab",
        "abc",
        "Post",
        "post,",
        "posts",
        "blog-post",
        "Ёлка",
        "елка",
        "лка",
        "мой",
        "мои",
        "Straße",
        "résumé",
        "re\u{301}sume\u{301}",
        "ΟΔΟΣ",
        "οδος",
        "{{topic}}",
        "(a)",
        "a.b",
        "🙂",
        "日本語",
        "generator",
        "genreator",
    ]);
    let text = |most| prop::collection::vec(word.clone(), 0..most).prop_map(|words| words.join(" "));
    (text(4), text(9), text(2), text(3), text(2)).prop_map(<[String; 5]>::from)
}

type Texts = [String; 5];

fn fields([title, content, category, author, tags]: &Texts) -> Fields<'_> {
    Fields { title, content: content.into(), category, author, tags: tags.into() }
}

fn index(records: &[Texts]) -> Index {
    Index::of(&records.iter().map(fields).collect::<Vec<_>>())
}

fn query() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "a",
        "b",
        "po",
        "t",
        "е",
        "post",
        "ost",
        "posts",
        "og-po",
        "post,",
        "елк",
        "ЁЛКА",
        "мой",
        "мо",
        "resume",
        "ésu",
        "οδοσ",
        "{{t",
        "}}",
        ".",
        "🙂",
        "本",
        "generator",
        "generatro",
        "gen",
        "zzz",
        "strasse",
        "straße",
    ]);
    prop::collection::vec(word, 0..3).prop_map(|words| words.join(" "))
}

proptest! {
    /// What a plain look at each text finds is found, and before anything with a typo.
    #[test]
    fn every_substring_is_found(records in prop::collection::vec(record(), 0..30), query in query()) {
        let found = index(&records).search(&Query::parse(&query), &[]).places;
        let has = |record: &Texts| query.split_whitespace().all(|word| record.iter().any(|text| folded(text).contains(&folded(word))));
        let plain: Vec<usize> = (0..records.len()).filter(|place| has(&records[*place])).collect();
        let mut first: Vec<usize> = found.iter().take(plain.len()).map(|place| *place as usize).collect();
        first.sort_unstable();
        prop_assert_eq!(first, plain);
        let mut once = found.clone();
        once.sort_unstable();
        once.dedup();
        prop_assert_eq!(once.len(), found.len());
    }

    /// Whatever was searched and changed before, an index finds what one made anew does, and reads no more than what is new.
    #[test]
    fn an_index_kept_up_to_date_is_as_one_made_anew(
        mut records in prop::collection::vec(record(), 0..20),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0..3usize, record()), 0..20),
        queries in prop::collection::vec(query(), 1..4),
    ) {
        let mut kept = index(&records);
        for (at, kind, record) in edits {
            let at = at.index(records.len() + 1);
            match kind {
                0 => records.insert(at, record),
                1 if at < records.len() => drop(records.remove(at)),
                _ if at < records.len() => records[at] = record,
                _ => records.reverse(),
            }
            let read = kept.renew(&records.iter().map(fields).collect::<Vec<_>>());
            prop_assert!(read <= 1, "{}", read);
            let stored = Index::from_text(&kept.to_text()).unwrap();
            for query in &queries {
                let query = Query::parse(query);
                let found = kept.search(&query, &[]);
                prop_assert_eq!(&found, &index(&records).search(&query, &[]));
                prop_assert_eq!(&found, &stored.clone().search(&query, &[]));
            }
        }
    }

    #[test]
    fn what_was_used_last_comes_first_among_equals(
        records in prop::collection::vec(record(), 1..20),
        query in query(),
        used in prop::collection::vec(any::<prop::sample::Index>(), 0..5),
    ) {
        let used: Vec<u32> = used.iter().map(|at| u32::try_from(at.index(records.len() + 1)).unwrap()).collect();
        let mut index = index(&records);
        let plain = index.search(&Query::parse(&query), &[]).places;
        let found = index.search(&Query::parse(&query), &used).places;
        let sorted = |places: &[u32]| { let mut all = places.to_vec(); all.sort_unstable(); all };
        prop_assert_eq!(sorted(&plain), sorted(&found));
        // Two that are the same cost the same.
        for (a, b) in found.iter().zip(found.iter().skip(1)) {
            if records[*a as usize] == records[*b as usize] {
                let place = |at: &u32| used.iter().position(|used| used == at).unwrap_or(usize::MAX);
                prop_assert!((place(a), a) < (place(b), b));
            }
        }
    }

    #[test]
    fn marks_are_apart_and_fold_to_what_was_searched(text in "[aéЁйи\u{301}\u{306} .ßİ🙂post]{0,20}", query in "[aeёйи .ßiopst]{0,6}") {
        let words: Vec<String> = query.split_whitespace().map(folded).collect();
        let mut end = 0;
        for mark in marks(&text, &query) {
            prop_assert!(mark.start >= end && mark.end > mark.start);
            let part = text.get(mark.clone()).unwrap();
            prop_assert!(words.iter().any(|word| folded(part) == *word), "{:?}", part);
            end = mark.end;
        }
    }

    #[test]
    fn what_is_no_index_is_none(text in "[0-9:a\n]{0,30}") {
        if let Some(mut index) = Index::from_text(&text) {
            index.search(&Query::parse("a 1"), &[]);
        }
    }
}

/// What doesn't depend on the machine: how many postings of the index a keystroke reads, and how far up stands what was looked for.
#[test]
fn a_keystroke_reads_little_and_finds_what_is_meant() {
    let records = corpus::corpus(1000);
    let fields: Vec<Fields<'_>> = records.iter().map(corpus::Record::fields).collect();
    let mut index = Index::of(&fields);
    let (mut read, mut ranks) = (Vec::new(), HashMap::new());
    for asked in corpus::queries(&records, 200) {
        let mut found = Found::default();
        for end in asked.query.char_indices().map(|(at, letter)| at + letter.len_utf8()) {
            let before = index.postings();
            found = index.search(&Query::parse(&asked.query[..end]), &[]);
            read.push(index.postings() - before);
        }
        let rank = found.places.iter().zip(1..).find(|(place, _)| **place as usize == asked.place);
        let of_kind: &mut Vec<f64> = ranks.entry(asked.kind).or_default();
        of_kind.push(rank.map_or(0.0, |(_, rank)| 1.0 / f64::from(rank)));
    }
    read.sort_unstable();
    let of_hundred = |share: usize| read[(read.len() - 1) * share / 100];
    for (share, most) in [(50, 60), (95, 6500), (100, 14_000)] {
        assert!(of_hundred(share) <= most, "{share} of 100 keystrokes read {} postings", of_hundred(share));
    }
    for (kind, ranks) in ranks {
        let mean = ranks.iter().sum::<f64>() / f64::from(u32::try_from(ranks.len()).unwrap());
        assert!(mean >= 0.7, "{kind}: mean reciprocal rank {mean:.3}");
    }
}
