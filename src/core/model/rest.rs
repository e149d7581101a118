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
}
