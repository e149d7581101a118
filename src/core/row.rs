//! A row of texts, each behind its length in bytes and a colon, so that reading one is slicing, whatever is in it.
//!
//! What surfaces read as they open is kept in this form: it takes a fraction of the code and the time of JSON.

/// Writes a row.
#[derive(Debug, Default)]
pub(crate) struct Writer(String);

impl Writer {
    /// Adds a text.
    pub(crate) fn text(&mut self, text: &str) {
        self.0.push_str(&text.len().to_string());
        self.0.push(':');
        self.0.push_str(text);
    }

    /// Adds what may be there or not.
    pub(crate) fn optional(&mut self, text: Option<&str>) {
        self.list(text.as_slice(), |row, text| row.text(text));
    }

    /// Adds a list: how many there are, and each of them.
    pub(crate) fn list<T>(&mut self, all: &[T], mut each: impl FnMut(&mut Self, &T)) {
        self.text(&all.len().to_string());
        for one in all {
            each(self, one);
        }
    }

    /// Returns the row.
    pub(crate) fn finish(self) -> String {
        self.0
    }
}

/// Reads a row. Each of its methods returns `None` where the row is none of that form.
#[derive(Debug)]
pub(crate) struct Reader<'a>(&'a str);

impl<'a> Reader<'a> {
    /// Starts at a row's beginning.
    pub(crate) fn of(row: &'a str) -> Self {
        Self(row)
    }

    /// Tells whether everything was read.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Reads a text.
    pub(crate) fn text(&mut self) -> Option<&'a str> {
        let (length, rest) = self.0.split_once(':')?;
        let length = length.parse().ok()?;
        let part = rest.get(..length)?;
        self.0 = rest.get(length..)?;
        Some(part)
    }

    /// Reads what may be there or not.
    #[allow(clippy::option_option, reason = "whether it can be read, and whether it is there")]
    pub(crate) fn optional(&mut self) -> Option<Option<&'a str>> {
        Some(self.list(Self::text)?.pop())
    }

    /// Reads a list.
    pub(crate) fn list<T>(&mut self, each: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count: usize = self.text()?.parse().ok()?;
        let mut all = Vec::new();
        for _ in 0..count {
            all.push(each(self)?);
        }
        Some(all)
    }
}
