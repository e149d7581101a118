//! The product's sentences, for stories that are told in more than one language.

use std::{borrow::Cow, fs, path::Path};

use anyhow::{Context, Result, anyhow};
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};

/// The sentences of one language.
pub struct Words {
    /// Its tag, `en` or `ru`.
    pub language: &'static str,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// Reads them from where the build takes them.
    pub fn of(language: &'static str) -> Result<Self> {
        let mut bundle = FluentBundle::new(vec![language.parse()?]);
        bundle.set_use_isolating(false);
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../extension/locales").join(language);
        for file in fs::read_dir(folder)? {
            let text = fs::read_to_string(file?.path())?;
            let resource = FluentResource::try_new(text).map_err(|(_, errors)| anyhow!("{errors:?}"))?;
            bundle.add_resource(resource).map_err(|errors| anyhow!("{errors:?}"))?;
        }
        Ok(Self { language, bundle })
    }

    /// Says a sentence.
    pub fn say(&self, id: &str) -> Result<Cow<'_, str>> {
        self.say_of(id, &[])
    }

    /// Says a sentence with what stands in it. What can be read as a number is one.
    pub fn say_of(&self, id: &str, values: &[(&str, &str)]) -> Result<Cow<'_, str>> {
        let message = self.bundle.get_message(id).and_then(|message| message.value());
        let pattern = message.with_context(|| format!("no sentence {id}"))?;
        let args: FluentArgs<'_> =
            values.iter().map(|(name, value)| (*name, FluentValue::try_number(value))).collect();
        let mut errors = Vec::new();
        let said = self.bundle.format_pattern(pattern, Some(&args), &mut errors);
        if errors.is_empty() { Ok(Cow::Owned(said.into_owned())) } else { Err(anyhow!("{id}: {errors:?}")) }
    }
}
