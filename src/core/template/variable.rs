use super::syntax::Given;
use crate::search::fold;

/// Something to fill in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable<'a> {
    name: &'a str,
    key: String,
    default: Option<&'a str>,
    options: Vec<&'a str>,
}

/// How a variable is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind<'v> {
    /// Someone types it.
    Text,
    /// Someone chooses one of these, which are two or more; the [default](Variable::default) is among them. As they were
    /// typed: the same one twice is there twice.
    Choice(&'v [&'v str]),
    /// It fills itself.
    Own(Source),
}

/// Where a variable that fills itself has its value from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// What is selected on the page: `{{selection}}`.
    Selection,
    /// What was copied: `{{clipboard}}`.
    Clipboard,
    /// Today: `{{date}}`.
    Date,
}

impl<'a> Variable<'a> {
    pub(super) fn new(name: &'a str) -> Self {
        Self { name, key: fold(name), default: None, options: Vec::new() }
    }

    /// Takes what is said of it at one of its places. What was said before stays.
    pub(super) fn learn(&mut self, given: Given<'a>) {
        match given {
            Given::Default(default) if self.default.is_none() => self.default = Some(default),
            Given::Options(options) if self.options.is_empty() => self.options = options,
            _ => return,
        }
        if let Some(default) = self.default
            && !self.options.is_empty()
            && !self.options.contains(&default)
        {
            self.options.insert(0, default);
        }
    }

    /// Returns its name as it is spelled where it is first used.
    pub fn name(&self) -> &'a str {
        self.name
    }

    /// Returns the text that is the same for all spellings of its name: what to remember its value by.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Returns how it is filled in. With options it is a choice, whatever its name.
    pub fn kind(&self) -> Kind<'_> {
        match self.key.as_str() {
            _ if !self.options.is_empty() => Kind::Choice(&self.options),
            "selection" => Kind::Own(Source::Selection),
            "clipboard" => Kind::Own(Source::Clipboard),
            "date" => Kind::Own(Source::Date),
            _ => Kind::Text,
        }
    }

    /// Returns what it is filled with where nobody says otherwise: the default that is given, or the first option. That
    /// may be empty, by which one says that it can be left out.
    pub fn default(&self) -> Option<&'a str> {
        self.default.or_else(|| self.options.first().copied())
    }
}
