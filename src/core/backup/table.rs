//! Tables: a first line that names the columns, then a prompt a row, as RFC 4180 says and as spreadsheets write it.

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use super::collect::{Collect, Found, short};
use super::{Backup, NotBackup, Skip, Source, Thing};
use crate::model::{Draft, Timestamp};

/// What stands between cells. Excel writes semicolons where the comma is part of numbers, and tabs as "Unicode text".
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// What columns are called, in small letters. `act` and `prompt` are those of collections of prompts for roles.
const TITLE: [&str; 3] = ["title", "name", "act"];
const CONTENT: [&str; 3] = ["content", "prompt", "text"];
const CATEGORY: [&str; 2] = ["category", "folder"];
const TAGS: [&str; 2] = ["tags", "tag"];
const CREATED: [&str; 3] = ["createdat", "created", "created at"];
const CHANGED: [&str; 6] = ["updatedat", "updated", "updated at", "modifiedat", "modified", "modified at"];

/// Takes a table whose first line names a column of contents.
pub(super) fn read(text: &str) -> Result<Backup, NotBackup> {
    let (text, skipped) = without_hint(text);
    let headers = SEPARATORS.map(|separator| {
        let columns = Rows::new(text, separator, skipped).next().and_then(|row| Columns::of(&row.cells));
        columns.map(|columns| (separator, columns))
    });
    // With the wrong separator, fewer columns are known or none; with one column, any will do.
    let best = headers
        .into_iter()
        .flatten()
        .reduce(|best, other| if other.1.known() > best.1.known() { other } else { best });
    let (separator, columns) = best.ok_or(NotBackup::Unknown)?;
    let mut collect = Collect::new(Source::Table);
    for name in &columns.unknown {
        collect.leave_out(name);
    }
    for row in Rows::new(text, separator, skipped).skip(1) {
        if row.is_open {
            return Err(NotBackup::OpenQuote { line: row.line });
        }
        prompt(&mut collect, &columns, row);
    }
    Ok(collect.done())
}

/// Takes off the line with which Excel is told the separator, and returns how many lines that is.
fn without_hint(text: &str) -> (&str, usize) {
    match text.split_once('\n') {
        Some((hint, rest)) if hint.trim_end().len() <= "sep=;".len() && hint.starts_with("sep=") => (rest, 1),
        _ => (text, 0),
    }
}

fn prompt(collect: &mut Collect, columns: &Columns, row: Row) {
    let Row { line, mut cells, .. } = row;
    if cells.iter().all(|cell| cell.trim().is_empty()) {
        // What a spreadsheet writes for a row in which there is nothing.
        return;
    }
    let mut take =
        |at: Option<usize>| at.and_then(|at| cells.get_mut(at)).map(std::mem::take).unwrap_or_default();
    let (title, content) = (take(columns.title), take(Some(columns.content)));
    let (category, tags) = (take(columns.category), take(columns.tags));
    let (created_at, modified_at) = (date(&take(columns.created)), date(&take(columns.changed)));
    let name = if title.trim().is_empty() { format!("line {line}") } else { short(&title) };
    if cells.iter().skip(columns.count).any(|cell| !cell.trim().is_empty()) {
        return collect.skip(Thing::Prompt, &name, Skip::Cells { line });
    }
    let category = collect.category(&category, None);
    let tags = tags.split([',', ';', '|']).map(str::to_owned).collect();
    let draft = Draft { title, content, category, tags, turns: Vec::new() };
    collect.prompt(Found { name, draft, created_at, modified_at, ..Found::default() });
}

/// Reads a moment of RFC 3339, or its day alone.
fn date(cell: &str) -> Option<Timestamp> {
    let cell = cell.trim();
    Timestamp::parse(cell).or_else(|_| Timestamp::parse(&format!("{cell}T00:00:00Z"))).ok()
}

/// Where a table has what.
struct Columns {
    title: Option<usize>,
    content: usize,
    category: Option<usize>,
    tags: Option<usize>,
    created: Option<usize>,
    changed: Option<usize>,
    unknown: Vec<String>,
    count: usize,
}

impl Columns {
    /// Takes the names of columns; `None` where none is that of contents.
    fn of(header: &[String]) -> Option<Self> {
        let names: Vec<String> = header.iter().map(|name| name.trim().to_lowercase()).collect();
        let find =
            |known: &[&str]| known.iter().find_map(|known| names.iter().position(|name| name == known));
        let columns =
            [find(&TITLE), find(&CONTENT), find(&CATEGORY), find(&TAGS), find(&CREATED), find(&CHANGED)];
        let unknown = header.iter().enumerate().filter(|(at, _)| !columns.contains(&Some(*at)));
        let unknown =
            unknown.map(|(_, name)| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
        let [title, content, category, tags, created, changed] = columns;
        Some(Self {
            title,
            content: content?,
            category,
            tags,
            created,
            changed,
            unknown,
            count: header.len(),
        })
    }

    fn known(&self) -> usize {
        let others = [self.title, self.category, self.tags, self.created, self.changed];
        1 + others.iter().flatten().count()
    }
}

/// A row of a table.
struct Row {
    /// Its first line, counted from 1.
    line: usize,
    /// Whether a quoted cell of it doesn't end as one. Anywhere else a quotation mark may stand for inches.
    is_open: bool,
    cells: Vec<String>,
}

/// The rows of a table, those with nothing in them left out.
struct Rows<'a> {
    reader: Reader,
    rest: &'a str,
    line: usize,
}

impl<'a> Rows<'a> {
    fn new(text: &'a str, separator: u8, skipped: usize) -> Self {
        Self { reader: ReaderBuilder::new().delimiter(separator).build(), rest: text, line: 1 + skipped }
    }

    /// Takes a part of the text, and counts its lines.
    fn take(&mut self, length: usize) -> &'a str {
        let (part, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.line += part.bytes().filter(|byte| *byte == b'\n').count();
        self.rest = rest;
        part
    }
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        let start = self.rest.len() - self.rest.trim_start_matches(['\r', '\n']).len();
        self.take(start);
        let (line, mut whole, mut is_open) = (self.line, self.rest, false);
        let (mut cells, mut cell) = (Vec::new(), Vec::new());
        loop {
            let mut buffer = [0; 1024];
            let (result, read, written) = self.reader.read_field(self.rest.as_bytes(), &mut buffer);
            self.take(read);
            cell.extend_from_slice(buffer.get(..written).unwrap_or_default());
            match result {
                ReadFieldResult::Field { record_end } => {
                    // A cell is whole characters: what is around it is ASCII.
                    cells.push(String::from_utf8_lossy(&std::mem::take(&mut cell)).into_owned());
                    let raw = whole.get(..whole.len() - self.rest.len()).unwrap_or_default();
                    is_open |= raw.starts_with('"') && raw.matches('"').count() % 2 == 1;
                    whole = self.rest;
                    if record_end {
                        return Some(Row { line, is_open, cells });
                    }
                }
                ReadFieldResult::End => return None,
                ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
            }
        }
    }
}
