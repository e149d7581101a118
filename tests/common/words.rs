//! Says sentences as surfaces do: by Fluent, from the extension's files.

#![allow(dead_code, reason = "each test uses a part")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use prompt_commons::phrase::{Phrase, Say, Value};

type Bundle = FluentBundle<FluentResource>;

thread_local! {
    static BUNDLES: HashMap<&'static str, Bundle> = ["en", "ru"].map(|tag| (tag, bundle(tag))).into();
}

fn bundle(language: &str) -> Bundle {
    let mut bundle = Bundle::new(vec![language.parse().unwrap()]);
    bundle.set_use_isolating(false);
    // Members of the workspace are below its root.
    let mut roots = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let locales = roots.find_map(|root| Some(root.join("extension/locales")).filter(|at| at.is_dir()));
    let files = locales.unwrap().join(language);
    for file in fs::read_dir(files).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        bundle.add_resource(FluentResource::try_new(text).unwrap()).unwrap();
    }
    bundle
}

/// Says a sentence in one of the languages, numbers without marks between their digits.
pub(crate) fn say(language: &str, phrase: &Phrase) -> String {
    let (id, values) = phrase.parts();
    let mut args = FluentArgs::new();
    for (name, value) in values {
        match value {
            Value::Text(text) => args.set(name, FluentValue::from(text)),
            Value::Number(number) | Value::Date(number) => args.set(name, number),
            Value::Phrase(phrase) => args.set(name, say(language, &phrase)),
        }
    }
    BUNDLES.with(|bundles| {
        let bundle = &bundles[language];
        let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) else {
            return id.to_owned();
        };
        let mut errors = Vec::new();
        let said = bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        assert!(errors.is_empty(), "{phrase}: {errors:?}");
        said
    })
}

/// Says in English what has a sentence.
pub(crate) fn english(what: &impl Say) -> String {
    say("en", &what.phrase())
}
