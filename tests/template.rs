//! Prompts with variables: what is one and what stays as it was typed, and what comes out when they are filled in.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test"
)]

use prompt_commons::template::{Kind, MOST, Part, Source, Template};
use proptest::prelude::*;
use proptest::sample::select;

/// Writes a text's pieces with variables in `⟨⟩` and what was written with doubled braces in `‹›`.
fn cut(text: &str) -> String {
    let piece = |piece: &prompt_commons::template::Piece<'_>| match piece.part {
        Part::Variable(_) => format!("⟨{}⟩", piece.typed),
        Part::Plain(plain) if plain == piece.typed => plain.to_owned(),
        Part::Plain(plain) => format!("‹{plain}›"),
    };
    Template::parse(&[text]).pieces(0).iter().map(piece).collect()
}

/// Writes a text's variables, one a line: name, kind, options or source, default.
fn variables(turns: &[&str]) -> Vec<String> {
    let template = Template::parse(turns);
    let variable = |variable: &prompt_commons::template::Variable<'_>| {
        let kind = match variable.kind() {
            Kind::Text => String::new(),
            Kind::Choice(options) => format!(" {options:?}"),
            Kind::Own(source) => format!(" {source:?}"),
        };
        let default = variable.default().map(|default| format!(" = {default:?}")).unwrap_or_default();
        format!("{}{kind}{default}", variable.name())
    };
    template.variables().iter().map(variable).collect()
}

fn values(values: &[&str]) -> Vec<Option<String>> {
    values.iter().map(|value| Some((*value).to_owned())).collect()
}

fn fill(text: &str, given: &[&str]) -> String {
    Template::parse(&[text]).fill(0, &values(given))
}

#[test]
fn what_is_a_variable() {
    for (text, expected) in [
        ("{{name}}", "⟨{{name}}⟩"),
        ("Dear {{ name }}!", "Dear ⟨{{ name }}⟩!"),
        ("{{a}}{{b}}", "⟨{{a}}⟩⟨{{b}}⟩"),
        ("{{your name, in full}}", "⟨{{your name, in full}}⟩"),
        ("{{client's name (optional)}}", "⟨{{client's name (optional)}}⟩"),
        ("{{имя}} {{名前}} {{👩\u{200d}💻}}", "⟨{{имя}}⟩ ⟨{{名前}}⟩ ⟨{{👩\u{200d}💻}}⟩"),
        ("{{1}} {{_a}} {{user.name}}", "⟨{{1}}⟩ ⟨{{_a}}⟩ ⟨{{user.name}}⟩"),
        ("{{a=}}", "⟨{{a=}}⟩"),
        ("{{a=one\r\ntwo\n\nthree}}", "⟨{{a=one\r\ntwo\n\nthree}}⟩"),
        ("{{a=https://x.y/?b=c|d}}", "⟨{{a=https://x.y/?b=c|d}}⟩"),
        ("{{a|b|c}}", "⟨{{a|b|c}}⟩"),
        ("{{a\n|b\n|c}}", "{{a\n|b\n|c}}"),
        ("{{a|\n  b|\n  c\n}}", "⟨{{a|\n  b|\n  c\n}}⟩"),
        ("{{a| |b||c|}}", "⟨{{a| |b||c|}}⟩"),
        // The inner braces count.
        (r#"{"a":{{a}}}"#, r#"{"a":⟨{{a}}⟩}"#),
        (r"\textbf{{{a}}}", r"\textbf{⟨{{a}}⟩}"),
        ("{{{a}}", "{⟨{{a}}⟩"),
        ("{{a}}}}}", "⟨{{a}}⟩}}}"),
        ("{{ {{a}} }}", "{{ ⟨{{a}}⟩ }}"),
        ("{{a {{b}}", "{{a ⟨{{b}}⟩"),
        ("{{a} {{b}}", "{{a} ⟨{{b}}⟩"),
        ("{ {{a}} }", "{ ⟨{{a}}⟩ }"),
        ("${{a}}", "$⟨{{a}}⟩"),
        // A backslash is a backslash.
        (r"C:\{{a}}\b", r"C:\⟨{{a}}⟩\b"),
    ] {
        assert_eq!(cut(text), expected, "{text:?}");
    }
}

#[test]
fn what_stays_as_it_was_typed() {
    for text in [
        "",
        "plain",
        "{",
        "}}",
        "{{",
        "{{a",
        "{{a}",
        "{{a} }",
        "{ {a}}",
        "{a}",
        "a}} {{b",
        r"\frac{a}{b}}{{c}",
        "{{}}",
        "{{ }}",
        "{{\t\n}}",
        "{{\u{200b}\u{feff}}}",
        "{{=a}}",
        "{{ = a}}",
        "{{|a|b}}",
        "{{a\nb}}",
        "{{\na=b}}",
        "{{a\r\n|b|c}}",
        // Braces inside.
        "{{a={b}}",
        "{{a=b}c}}",
        "{{a|b|{c}}",
        "{{a{b}}",
        // Code.
        r#"{{"a": 1}}"#,
        r#"{{"a"}}"#,
        "{{'a'}}",
        "{{ color: 'red', margin: 0 }}",
        "{{a < b}}",
        "{{x => x}}",
        "{{a == b}}",
        "{{a||b}}{{a || b | c}}",
        "{{i = 0;}",
        "{{#if a}}b{{else c: d}}{{/if}}",
        "{{> part}}{{! note }}{{& raw}}{{^a}}",
        "{{- .Values.a }}{{ .a }}{{ $a }}",
        "{{price | currency}}{{a|safe}}",
        "{% if a %}b{% endif %}{# c #}",
        r"{{\bf a}}{{a\b}}",
        "int a[2][2] = {{1, 2}, {3, 4}};",
        "fn f() { if a { b() }}",
    ] {
        assert_eq!(cut(text), text, "{text:?}");
        assert_eq!(fill(text, &["value"]), text);
        assert!(variables(&[text]).is_empty());
    }
}

#[test]
fn doubled_braces_come_out_as_braces() {
    for (text, expected, filled) in [
        ("{{{{a}}}}", "‹{{a}}›", "{{a}}"),
        ("{{a}} is {{{{a}}}}", "⟨{{a}}⟩ is ‹{{a}}›", "1 is {{a}}"),
        ("{{{{{a}}}}}", "{‹{{a}}›}", "{{{a}}}"),
        ("{{{{{{a}}}}}}", "{{‹{{a}}›}}", "{{{{a}}}}"),
        ("{{{{a}}}}{{{{b}}}}", "‹{{a}}›‹{{b}}›", "{{a}}{{b}}"),
        // Braces go to one piece only, and both sides have to be doubled.
        ("{{{{a}}}}}}", "‹{{a}}›}}", "{{a}}}}"),
        ("{{{{a}}", "{{⟨{{a}}⟩", "{{1"),
        ("{{a}}}}", "⟨{{a}}⟩}}", "1}}"),
        ("{{{{a}}}", "{{⟨{{a}}⟩}", "{{1}"),
        ("{{{{a}}é", "{{⟨{{a}}⟩é", "{{1é"),
        ("é{{{{a}}}}é", "é‹{{a}}›é", "é{{a}}é"),
        ("{{{{a}} {{b}}}}", "{{⟨{{a}}⟩ ⟨{{b}}⟩}}", "{{1 2}}"),
        // What is no variable needs no doubling.
        ("{{{{}}}}", "{{{{}}}}", "{{{{}}}}"),
        (r#"{{{{"a"}}}}"#, r#"{{{{"a"}}}}"#, r#"{{{{"a"}}}}"#),
    ] {
        assert_eq!(cut(text), expected, "{text:?}");
        assert_eq!(fill(text, &["1", "2"]), filled, "{text:?}");
    }
    // They are asked for nowhere.
    assert!(variables(&["{{{{a}}}}"]).is_empty());
}

#[test]
fn variables_come_once_in_order_of_first_use() {
    let none: [&str; 0] = [];
    for (turns, expected) in [
        (&["no variables"][..], &none[..]),
        (&["{{b}} {{a}} {{b}}"], &["b", "a"]),
        // Case, dots of ё and space around don't matter; the first spelling is shown.
        (&["{{Name}} {{ name }} {{NAME}}"], &["Name"]),
        (&["{{Счёт}} {{счет}}"], &["Счёт"]),
        (&["{{name}} {{\u{200b}name\u{feff} }}"], &["name"]),
        (&["{{your name}} {{yourname}}"], &["your name", "yourname"]),
        // Whatever is said of it, anywhere.
        (&["{{a}} {{a= x }}"], &[r#"a = "x""#]),
        (&["{{a=x}} {{a=y}} {{a}}"], &[r#"a = "x""#]),
        (&["{{a=}} {{a=y}}"], &[r#"a = """#]),
        (&["{{a}} {{a| x | y }} {{a|z|w}}"], &[r#"a ["x", "y"] = "x""#]),
        (&["{{a|x|y}} {{a=y}}"], &[r#"a ["x", "y"] = "y""#]),
        (&["{{a=y}} {{a|x|y}}"], &[r#"a ["x", "y"] = "y""#]),
        (&["{{a=z}} {{a|x|y}}"], &[r#"a ["z", "x", "y"] = "z""#]),
        (&["{{a|x|y}} {{a=z}}"], &[r#"a ["z", "x", "y"] = "z""#]),
        (&["{{a= =x}} {{b= > x}}"], &[r#"a = "=x""#, r#"b = "> x""#]),
        (&["{{a| |x}}"], &[r#"a ["", "x"] = """#]),
        (&["{{a|x|x}}"], &[r#"a ["x", "x"] = "x""#]),
        (&["{{a=b|c=d}} {{e|f=g|h}}"], &[r#"a = "b|c=d""#, r#"e ["f=g", "h"] = "f=g""#]),
        // They fill themselves, unless there is something to choose.
        (
            &["{{selection}}{{Clipboard}}{{ DATE }}"],
            &["selection Selection", "Clipboard Clipboard", "DATE Date"],
        ),
        (&["{{selection=nothing}}"], &[r#"selection Selection = "nothing""#]),
        (&["{{date|today|tomorrow}}"], &[r#"date ["today", "tomorrow"] = "today""#]),
        (&["{{dates}} {{due date}}"], &["dates", "due date"]),
        // A conversation's turns share them.
        (&["{{a}} {{b}}", "", "{{c}} {{A=x}}"], &[r#"a = "x""#, "b", "c"]),
    ] {
        assert_eq!(variables(turns), expected, "{turns:?}");
    }
}

#[test]
fn values_come_out_as_they_are() {
    for value in [
        "$&",
        "$1 $$ \\1",
        "{{b}}",
        "{{a}}",
        "{{{{a}}}}",
        "}}",
        "{{",
        "one\r\ntwo\n\ttab",
        " ",
        "👩\u{200d}💻",
        "%s {}",
    ] {
        assert_eq!(fill("<{{a}}{{b}}>", &[value, "2"]), format!("<{value}2>"));
    }
}

#[test]
fn what_nobody_filled_in() {
    let text = "{{a}}, {{ b = x }}, {{c|y|z}}, {{d=}}.";
    let template = Template::parse(&[text]);
    // The default; where there is none it is to be seen that something is missing.
    assert_eq!(template.fill(0, &[]), "{{a}}, x, y, .");
    assert_eq!(template.fill(0, &[None, None, None, None]), "{{a}}, x, y, .");
    // Empty was said.
    assert_eq!(template.fill(0, &values(&["", "", "", ""])), ", , , .");
    assert_eq!(template.fill(0, &[None, Some("1".to_owned())]), "{{a}}, 1, y, .");
    // What is too many doesn't matter.
    assert_eq!(template.fill(0, &values(&["1", "2", "3", "4", "5"])), "1, 2, 3, 4.");
}

#[test]
fn line_ends_stay() {
    assert_eq!(fill("a\r\n{{a}}\r\n\r\nb\n\n{{a}}\n", &["1\n2"]), "a\r\n1\n2\r\n\r\nb\n\n1\n2\n");
    assert_eq!(fill("{{a=one\r\ntwo\nthree}}", &[]), "one\r\ntwo\nthree");
}

#[test]
fn turns_share_what_is_filled_in() {
    let template = Template::parse(&["About {{Topic}}.", "More on {{topic}}, {{tone|dry|warm}}.", "Thanks."]);
    let given = values(&["cats", "warm"]);
    let filled: Vec<String> = (0..4).map(|turn| template.fill(turn, &given)).collect();
    assert_eq!(filled, ["About cats.", "More on cats, warm.", "Thanks.", ""]);
    assert!(template.pieces(3).is_empty());
    assert!(Template::parse(&[]).variables().is_empty());
}

#[test]
fn what_fields_begin_with() {
    let remembered = |key: &str| match key {
        "topic" => Some("dogs".to_owned()),
        "note" => Some(String::new()),
        "tone" => Some("warm".to_owned()),
        "size" => Some("no longer there".to_owned()),
        // Someone had a variable of that name before.
        "selection" | "date" => Some("old".to_owned()),
        _ => None,
    };
    let own = |source: Source| match source {
        Source::Selection => Some("{{topic}}\r\n".to_owned()),
        Source::Clipboard => Some(String::new()),
        Source::Date => None,
    };
    let initial = |text: &str| Template::parse(&[text]).initial(&remembered, &own).remove(0);
    for (text, expected) in [
        ("{{Topic}}", Some("dogs")),
        ("{{topic=cats}}", Some("dogs")),
        ("{{note=some}}", Some("")),
        ("{{other}}", None),
        ("{{other=}}", Some("")),
        ("{{other=cats}}", Some("cats")),
        ("{{tone|dry|warm}}", Some("warm")),
        ("{{size|small|big}}", Some("small")),
        ("{{selection}}", Some("{{topic}}\r\n")),
        ("{{selection=none}}", Some("{{topic}}\r\n")),
        ("{{clipboard}}", None),
        ("{{clipboard=none}}", Some("none")),
        ("{{date}}", None),
        ("{{date=today}}", Some("today")),
        ("{{date|today|old}}", Some("old")),
    ] {
        assert_eq!(initial(text).as_deref(), expected, "{text}");
    }
    // In the order of the variables, ready to be filled in.
    let template = Template::parse(&["{{other}} {{topic}}", "{{selection}} {{other}}"]);
    let first = template.initial(&remembered, &own);
    assert_eq!(template.fill(0, &first), "{{other}} dogs");
    assert_eq!(template.fill(1, &first), "{{topic}}\r\n {{other}}");
}

/// Returns a text of so many variables.
fn numbered(count: usize) -> String {
    (0..count).map(|number| format!("{{{{v{number}}}}} ")).collect::<Vec<_>>().concat()
}

#[test]
fn there_is_an_end_to_variables() {
    let text = numbered(MOST + 5) + "{{v0=x}}";
    let template = Template::parse(&[&text]);
    assert_eq!(template.variables().len(), MOST);
    // What is too many stays; what is known goes on.
    assert_eq!(template.variables()[0].default(), Some("x"));
    let filled = template.fill(0, &vec![Some(String::new()); MOST + 5]);
    assert_eq!(filled.trim(), "{{v100}} {{v101}} {{v102}} {{v103}} {{v104}}");
}

/// With work that grew with the square of the length, texts of such lengths would not come to an end. Pieces are few, or
/// as many as there are variables.
#[test]
fn nothing_takes_long() {
    let times = 200_000;
    for (part, pieces) in [
        ("{", 1),
        ("}", 1),
        ("{{", 1),
        ("}}{{", 1),
        ("{{a", 1),
        ("{{a=", 1),
        ("{{a=|\n", 1),
        ("{{}}", 1),
        ("{{\"a\"}}", 1),
        ("{{a}}", times),
        ("{{a=b}}", times),
        ("{{a|b|c}}", times),
        ("{{{{a}}}}", times),
    ] {
        let text = part.repeat(times);
        assert_eq!(Template::parse(&[&text]).pieces(0).len(), pieces, "{part}");
    }
    for text in [
        // Names that are all different; many options, and many places where they and their default are given.
        numbered(times / 10),
        format!("{{{{a|{}}}}}{}", "b|".repeat(times), "{{a=c}}{{a|b|c}}".repeat(times)),
        format!("{{{{a={}}}}}", "b=|".repeat(times)),
        format!("{{{{{}", "a\n".repeat(times)),
        format!("{}{{{{a}}}}{}", "{".repeat(times), "}".repeat(times)),
    ] {
        let template = Template::parse(&[&text]);
        assert!(template.variables().len() <= MOST);
        assert!(template.fill(0, &[]).len() <= text.len());
    }
}

// Laws

/// Texts of such parts as variables are made of; now and then anything.
fn text() -> impl Strategy<Value = String> {
    let braces =
        select(vec!["{", "}", "{{", "}}", "{{{{", "}}}}", "=", "|", "\\", "\n", "\r\n", "\"", ":", " "]);
    let words = select(vec!["a", "A", "b", "ё", "猫", "e\u{301}", "👩\u{200d}💻", "\u{200b}", "date", "$&"]);
    let whole = select(vec!["{{a}}", "{{b=c}}", "{{a|b|c}}", "{{ Ё }}", "{{date}}", "{{{{a}}}}", "{{b=\n}}"]);
    let parts = prop_oneof![2 => braces, 1 => words, 1 => whole];
    prop_oneof![4 => prop::collection::vec(parts, 0..30).prop_map(|parts| parts.concat()), 1 => any::<String>()]
}

fn turns() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(text(), 1..4)
}

fn parse(turns: &[String]) -> Template<'_> {
    Template::parse(&turns.iter().map(String::as_str).collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn pieces_put_together_are_the_text(turns in turns()) {
        let template = parse(&turns);
        for (turn, text) in turns.iter().enumerate() {
            let mut end = 0;
            for piece in template.pieces(turn) {
                prop_assert_eq!(piece.range.start, end);
                prop_assert!(!piece.typed.is_empty());
                prop_assert_eq!(&text[piece.range.clone()], piece.typed);
                end = piece.range.end;
            }
            prop_assert_eq!(end, text.len());
        }
    }

    #[test]
    fn pieces_mean_what_was_typed(turns in turns()) {
        let template = parse(&turns);
        for turn in 0..turns.len() {
            for piece in template.pieces(turn) {
                match piece.part {
                    Part::Plain(plain) if plain == piece.typed => {}
                    Part::Plain(plain) => prop_assert_eq!(format!("{{{{{plain}}}}}"), piece.typed),
                    Part::Variable(at) => {
                        // Alone it is the same variable.
                        let alone = Template::parse(&[piece.typed]);
                        prop_assert_eq!(alone.pieces(0).len(), 1);
                        prop_assert_eq!(alone.variables()[0].key(), template.variables()[at].key());
                    }
                }
            }
        }
    }

    #[test]
    fn each_variable_is_there_once_by_first_use(turns in turns()) {
        let template = parse(&turns);
        let mut used = Vec::new();
        for piece in (0..turns.len()).flat_map(|turn| template.pieces(turn)) {
            if let Part::Variable(at) = piece.part && !used.contains(&at) {
                used.push(at);
            }
        }
        prop_assert_eq!(used, (0..template.variables().len()).collect::<Vec<_>>());
        for (at, variable) in template.variables().iter().enumerate() {
            prop_assert!(!variable.name().is_empty());
            prop_assert!(template.variables()[..at].iter().all(|other| other.key() != variable.key()));
            if let Kind::Choice(options) = variable.kind() {
                prop_assert!(options.len() > 1 && options.contains(&variable.default().unwrap()));
            }
        }
    }

    #[test]
    fn text_without_two_braces_is_unchanged(text in text(), value in text()) {
        let text = text.replace("{{", "{");
        let text = if text.contains("{{") { text.replace('{', "") } else { text };
        prop_assert_eq!(fill(&text, &[&value]), text);
    }

    /// Each place has its own values here, as one variable may be typed differently at each.
    #[test]
    fn variables_filled_with_themselves_are_the_text(text in text()) {
        let template = Template::parse(&[&text]);
        let mut out = String::new();
        for piece in template.pieces(0) {
            match piece.part {
                Part::Variable(_) => out += &fill(piece.typed, &[piece.typed]),
                Part::Plain(_) => out += piece.typed,
            }
        }
        prop_assert_eq!(out, text);
    }

    #[test]
    fn with_one_spelling_each_fill_is_the_identity(places in prop::collection::vec((0..4_usize, "[ a-z{}\r\n]{0,6}"), 0..12)) {
        let spelled = ["{{a}}", "{{ B =x\n}}", "{{c|d|e}}", "{{date}}"];
        // A letter on both sides, so that braces beside a variable don't double its own.
        let text = places.iter().flat_map(|(at, between)| [between, ".", spelled[*at], "."]).collect::<String>();
        let template = Template::parse(&[&text]);
        let own: Vec<Option<String>> = template.variables().iter().map(|variable| {
            spelled.iter().find(|spelled| Template::parse(&[spelled]).variables()[0].key() == variable.key())
        }).map(|spelled| spelled.map(|spelled| (*spelled).to_owned())).collect();
        prop_assert_eq!(own.iter().flatten().count(), own.len());
        prop_assert_eq!(template.fill(0, &own), text);
    }

    /// Whatever values hold, they are only put between what stands around them.
    #[test]
    fn values_are_never_read((turns, given) in (turns(), prop::collection::vec(prop::option::of(text()), 0..6))) {
        let template = parse(&turns);
        for turn in 0..turns.len() {
            let expected: String = template.pieces(turn).iter().map(|piece| match piece.part {
                Part::Plain(plain) => plain,
                Part::Variable(at) => match given.get(at) {
                    Some(Some(value)) => value,
                    _ => template.variables()[at].default().unwrap_or(piece.typed),
                },
            }).collect();
            prop_assert_eq!(template.fill(turn, &given), expected);
        }
    }

    #[test]
    fn doubling_keeps_a_variable_as_text(text in text()) {
        let doubled: String = Template::parse(&[&text]).pieces(0).iter().map(|piece| match piece.part {
            Part::Variable(_) => format!(" {{{{{}}}}} ", piece.typed),
            Part::Plain(plain) if plain == piece.typed => plain.to_owned(),
            Part::Plain(_) => " { ".to_owned(),
        }).collect();
        prop_assert!(variables(&[&doubled]).is_empty(), "{}", doubled);
    }

    #[test]
    fn turns_are_cut_alone_and_fill_alike(turns in turns()) {
        let template = parse(&turns);
        for (turn, text) in turns.iter().enumerate() {
            let alone = Template::parse(&[text]);
            let cut = |template: &Template<'_>, turn| -> Vec<_> {
                template.pieces(turn).iter().map(|piece| piece.range.clone()).collect()
            };
            prop_assert_eq!(cut(&template, turn), cut(&alone, 0));
        }
    }

    #[test]
    fn fields_begin_with_what_fills_them(turns in turns()) {
        let template = parse(&turns);
        let initial = template.initial(&|_| None, &|_| None);
        prop_assert_eq!(initial.len(), template.variables().len());
        for turn in 0..turns.len() {
            prop_assert_eq!(template.fill(turn, &initial), template.fill(turn, &[]));
        }
    }
}
