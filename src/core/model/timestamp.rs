use std::fmt;

use serde::Serialize;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// A moment as the file holds it: RFC 3339 text, kept letter by letter so that reading and writing a file
/// changes no date in it. For display only; no decision about edits rests on it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Timestamp(String);

/// The text is not a date and time of RFC 3339.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimestampError;

impl Timestamp {
    /// Parses RFC 3339 text.
    pub fn parse(text: &str) -> Result<Self, TimestampError> {
        OffsetDateTime::parse(text, &Rfc3339).map(|_| Self(text.to_owned())).map_err(|_| TimestampError)
    }

    /// Takes one that was parsed before.
    pub(crate) fn of_file(text: String) -> Self {
        Self(text)
    }

    /// Returns the moment `millis` milliseconds after 1970-01-01T00:00:00Z, to the second; that first moment
    /// itself where RFC 3339 has no form for it (before the year 0, after 9999).
    pub fn from_millis(millis: i64) -> Self {
        let text = OffsetDateTime::from_unix_timestamp(millis.div_euclid(1000))
            .ok()
            .and_then(|moment| moment.format(&Rfc3339).ok());
        Self(text.unwrap_or_else(|| "1970-01-01T00:00:00Z".to_owned()))
    }

    /// Returns milliseconds since 1970-01-01T00:00:00Z.
    pub fn millis(&self) -> i64 {
        OffsetDateTime::parse(&self.0, &Rfc3339).map_or(0, |moment| {
            moment.unix_timestamp().saturating_mul(1000).saturating_add(i64::from(moment.millisecond()))
        })
    }

    /// Returns the date, `YYYY-MM-DD` (RFC 3339, section 5.6: `full-date`).
    pub fn date(&self) -> &str {
        self.0.get(..10).unwrap_or_default()
    }

    /// Returns the text as it stands in the file.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Timestamp {
    type Error = TimestampError;

    fn try_from(text: String) -> Result<Self, TimestampError> {
        Self::parse(&text)
    }
}

impl From<Timestamp> for String {
    fn from(timestamp: Timestamp) -> Self {
        timestamp.0
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
