//! Every sentence is there in every language, says the same things, and stands nowhere else.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey,
};
use fluent_syntax::parser;
use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

const LANGUAGES: [&str; 2] = ["en", "ru"];

/// Which forms a number has in a language (CLDR's plural rules for cardinals) besides `other`.
fn plural_forms(language: &str) -> &'static [&'static str] {
    match language {
        "ru" => &["few", "many", "one"],
        _ => &["one"],
    }
}

/// Where people's sentences are said, and none may stand: what draws surfaces.
const DRAWN: [&str; 3] = ["src/app", "src/selector", "src/form"];

/// What holds texts that look like sentences: drawings.
const EXEMPT: [&str; 1] = ["src/app/icon.rs"];

/// A sentence in one language.
#[derive(Debug, Default)]
struct Sentence {
    variables: BTreeSet<String>,
    /// The forms of each number that it distinguishes.
    plurals: BTreeMap<String, BTreeSet<String>>,
}

fn sentences(language: &str) -> BTreeMap<String, Sentence> {
    let mut all = BTreeMap::new();
    for path in files(&Path::new("extension/locales").join(language), "ftl") {
        let text = fs::read_to_string(&path).unwrap();
        let resource = parser::parse(text.as_str())
            .unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", path.display()));
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let mut sentence = Sentence::default();
            let pattern = message.value.unwrap_or_else(|| panic!("{} says nothing", message.id.name));
            collect(&pattern, &mut sentence);
            assert!(message.attributes.is_empty(), "{} has attributes, which nothing reads", message.id.name);
            let known = all.insert(message.id.name.to_owned(), sentence);
            assert!(known.is_none(), "{} stands twice in {language}", message.id.name);
        }
    }
    all
}

fn collect(pattern: &Pattern<&str>, sentence: &mut Sentence) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            collect_expression(expression, sentence);
        }
    }
}

fn collect_expression(expression: &Expression<&str>, sentence: &mut Sentence) {
    match expression {
        Expression::Inline(inline) => collect_inline(inline, sentence),
        Expression::Select { selector, variants } => {
            collect_inline(selector, sentence);
            let keys: BTreeSet<String> = variants
                .iter()
                .filter_map(|variant| match &variant.key {
                    VariantKey::Identifier { name } => Some((*name).to_owned()),
                    VariantKey::NumberLiteral { .. } => None,
                })
                .collect();
            if let InlineExpression::VariableReference { id } = selector
                && keys.iter().any(|key| ["one", "few", "many"].contains(&key.as_str()))
            {
                sentence.plurals.entry(id.name.to_owned()).or_default().extend(keys);
            }
            for variant in variants {
                collect(&variant.value, sentence);
            }
        }
    }
}

fn collect_inline(inline: &InlineExpression<&str>, sentence: &mut Sentence) {
    match inline {
        InlineExpression::VariableReference { id } => {
            sentence.variables.insert(id.name.to_owned());
        }
        InlineExpression::FunctionReference { arguments: CallArguments { positional, .. }, .. } => {
            for argument in positional {
                collect_inline(argument, sentence);
            }
        }
        InlineExpression::Placeable { expression } => collect_expression(expression, sentence),
        _ => {}
    }
}

/// All files with this ending below a directory.
fn files(directory: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|of| of == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// What a source file says.
#[derive(Default)]
struct Said {
    /// The ids in `say!`, `phrase!`, `.say(…)` and `.attr_say(…)`, with the names of their values; `None` where those follow later.
    ids: Vec<(String, BTreeSet<String>)>,
    /// All texts.
    literals: BTreeSet<String>,
    /// Texts that a person would read.
    bare: Vec<String>,
}

/// Attributes that people read or hear.
const HUMAN: [&str; 6] =
    ["aria-label", "aria-description", "aria-roledescription", "title", "placeholder", "alt"];

impl Said {
    fn of(path: &Path) -> Self {
        let mut said = Self::default();
        let file = syn::parse_file(&fs::read_to_string(path).unwrap()).unwrap();
        said.visit_file(&file);
        said
    }

    /// Takes `"id", name = value, …`.
    fn phrase(&mut self, tokens: &TokenStream) {
        let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
        let Some(TokenTree::Literal(first)) = tokens.first() else { return };
        let Ok(id) = syn::parse_str::<syn::LitStr>(&first.to_string()) else { return };
        let names = tokens
            .windows(3)
            .filter_map(|three| match three {
                [TokenTree::Punct(comma), TokenTree::Ident(name), TokenTree::Punct(is)]
                    if comma.as_char() == ',' && is.as_char() == '=' =>
                {
                    Some(name.to_string())
                }
                _ => None,
            })
            .collect();
        self.ids.push((id.value(), names));
    }

    fn tokens(&mut self, tokens: &TokenStream) {
        let all: Vec<TokenTree> = tokens.clone().into_iter().collect();
        for (at, token) in all.iter().enumerate() {
            match token {
                TokenTree::Group(group) => {
                    let before = |back: usize| {
                        at.checked_sub(back).and_then(|at| all.get(at)).map(ToString::to_string)
                    };
                    if before(1).as_deref() == Some("!")
                        && matches!(before(2).as_deref(), Some("say" | "phrase"))
                    {
                        self.phrase(&group.stream());
                    }
                    self.tokens(&group.stream());
                }
                // Documentation within a macro's arguments.
                TokenTree::Literal(_)
                    if at >= 2
                        && matches!(all.get(at - 2), Some(TokenTree::Ident(name)) if name == "doc") => {}
                TokenTree::Literal(literal) => {
                    if let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                        self.literal(&text.value());
                    }
                }
                _ => {}
            }
        }
    }

    fn literal(&mut self, text: &str) {
        if is_sentence(text) {
            self.bare.push(text.to_owned());
        }
        self.literals.insert(text.to_owned());
    }
}

/// Tells whether a text looks like one for people: it has a capital and small letters, or words with more between them than a
/// space. Names of classes, events and keys look otherwise.
fn is_sentence(text: &str) -> bool {
    const KEYS: [&str; 23] = [
        "Enter",
        "Control+Enter",
        "Escape",
        "Tab",
        "Backspace",
        "Home",
        "End",
        "Delete",
        "ArrowUp",
        "ArrowDown",
        "ArrowLeft",
        "ArrowRight",
        "PageUp",
        "PageDown",
        "INPUT",
        "Prompt Commons",
        "Ctrl+Enter",
        "Ctrl+Z",
        "Control+Z",
        "KeyZ",
        "↑ ↓",
        "→",
        "Esc",
    ];
    let plain: String = strip_braces(text);
    let has_word = plain.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() > 1);
    let has_capital = plain.split(|c: char| !c.is_alphanumeric()).any(|word| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
    });
    let ends = |word: &str| word.len() > 1 && word.ends_with(['.', '?', '!', '…']);
    let is_prose = plain.split(' ').filter(|word| word.chars().any(char::is_alphabetic)).count() > 1
        && (plain.split(' ').any(ends) || plain.contains(['’', '“', '\'']));
    has_word && (has_capital || is_prose) && !KEYS.contains(&text)
}

fn strip_braces(text: &str) -> String {
    let mut depth = 0;
    text.chars()
        .filter(|letter| {
            match letter {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => return depth == 0,
            }
            false
        })
        .collect()
}

fn literal_of(expression: &syn::Expr) -> Option<String> {
    match expression {
        syn::Expr::Lit(literal) => match &literal.lit {
            syn::Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        syn::Expr::Reference(reference) => literal_of(&reference.expr),
        _ => None,
    }
}

fn has_letters(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

impl<'a> Visit<'a> for Said {
    fn visit_item(&mut self, item: &'a syn::Item) {
        let attributes = match item {
            syn::Item::Mod(item) => &item.attrs,
            syn::Item::Fn(item) => &item.attrs,
            _ => return visit::visit_item(self, item),
        };
        let is_test = attributes.iter().any(|attribute| {
            attribute.path().is_ident("test")
                || attribute.path().is_ident("cfg") && quote_of(attribute).contains("test")
        });
        if !is_test {
            visit::visit_item(self, item);
        }
    }

    // Documentation is an attribute.
    fn visit_attribute(&mut self, _: &'a syn::Attribute) {}

    fn visit_lit_str(&mut self, text: &'a syn::LitStr) {
        self.literal(&text.value());
    }

    fn visit_expr_method_call(&mut self, call: &'a syn::ExprMethodCall) {
        let arguments: Vec<Option<String>> = call.args.iter().map(literal_of).collect();
        match (call.method.to_string().as_str(), arguments.as_slice()) {
            ("say", [Some(id)]) | ("attr_say", [_, Some(id)]) => self.ids.push((id.clone(), BTreeSet::new())),
            ("text", [Some(text)]) if has_letters(text) => self.bare.push(text.clone()),
            ("attr", [Some(name), Some(text)]) if HUMAN.contains(&name.as_str()) && has_letters(text) => {
                self.bare.push(text.clone());
            }
            _ => {}
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, call: &'a syn::Macro) {
        let name = call.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
        if name == "say" || name == "phrase" {
            self.phrase(&call.tokens);
        }
        self.tokens(&call.tokens);
    }
}

fn quote_of(attribute: &syn::Attribute) -> String {
    match &attribute.meta {
        syn::Meta::List(list) => list.tokens.to_string(),
        _ => String::new(),
    }
}

fn sources(of: &[&str]) -> Vec<(PathBuf, Said)> {
    let all = of.iter().flat_map(|directory| files(Path::new(directory), "rs"));
    all.map(|path| (path.clone(), Said::of(&path))).collect()
}

#[test]
fn all_languages_have_the_same_sentences() {
    let [english, russian] = LANGUAGES.map(sentences);
    let ids = |all: &BTreeMap<String, Sentence>| all.keys().cloned().collect::<BTreeSet<_>>();
    let (in_english, in_russian) = (ids(&english), ids(&russian));
    let missing: Vec<_> = in_english.symmetric_difference(&in_russian).collect();
    assert!(missing.is_empty(), "in one language only: {missing:?}");
    for (id, sentence) in &english {
        let other = &russian[id];
        assert_eq!(sentence.variables, other.variables, "{id} says something else in Russian");
    }
}

#[test]
fn numbers_have_all_forms_of_their_language() {
    for language in LANGUAGES {
        let wanted: BTreeSet<String> =
            plural_forms(language).iter().chain(&["other"]).map(|form| (*form).to_owned()).collect();
        for (id, sentence) in sentences(language) {
            for (number, forms) in sentence.plurals {
                // Russian needs `other` for fractions only, and there are none: its default may be `many`.
                let whole =
                    forms == wanted || wanted.iter().all(|form| forms.contains(form) || form == "other");
                assert!(whole, "{language} {id}: ${number} has {forms:?} of {wanted:?}");
            }
        }
    }
}

#[test]
fn every_sentence_is_said_and_every_one_said_is_there() {
    let english = sentences("en");
    let said = sources(&["src"]);
    let mut wrong = Vec::new();
    for (path, said) in &said {
        for (id, names) in &said.ids {
            match english.get(id) {
                None => wrong.push(format!("{}: no sentence {id}", path.display())),
                Some(sentence) if sentence.variables != *names => wrong.push(format!(
                    "{}: {id} is given {names:?} and has {:?}",
                    path.display(),
                    sentence.variables
                )),
                Some(_) => {}
            }
        }
    }
    let literals: BTreeSet<&String> = said.iter().flat_map(|(_, said)| &said.literals).collect();
    for id in english.keys().filter(|id| !literals.contains(id)) {
        wrong.push(format!("nobody says {id}"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_sentence_stands_in_a_view() {
    let mut bare = Vec::new();
    for (path, said) in sources(&DRAWN) {
        if EXEMPT.iter().any(|exempt| path.ends_with(exempt)) {
            continue;
        }
        bare.extend(said.bare.iter().map(|text| format!("{}: {text}", path.display())));
    }
    assert!(bare.is_empty(), "{}", bare.join("\n"));
}
