use serde_json::{Map, Value};

/// The fields of an object that this version doesn't know, in the order and form of their writer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rest(Map<String, Value>);

impl Rest {
    pub(crate) fn new(fields: Map<String, Value>) -> Self {
        Self(fields)
    }

    /// Returns the fields by name.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Returns a field's value.
    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// Sets a field, or removes it where `value` is null.
    pub(crate) fn set(&mut self, name: &str, value: &Value) {
        if value.is_null() {
            self.0.shift_remove(name);
        } else {
            self.0.insert(name.to_owned(), value.clone());
        }
    }

    /// Tells whether the fields are in the order of their names.
    pub(crate) fn is_sorted(&self) -> bool {
        self.0.keys().is_sorted()
    }

    /// Brings the fields into the order of their names.
    pub(crate) fn sort(&mut self) {
        self.0.sort_keys();
    }

    /// Takes a field out.
    pub(crate) fn take(&mut self, name: &str) -> Option<Value> {
        self.0.shift_remove(name)
    }
}
