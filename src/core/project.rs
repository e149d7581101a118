//! What a project gives to the pages that it is tied to: its sets come first there, and its context blocks can be put before
//! prompts.

use crate::model::{ItemId, Kind, Library};
use crate::row::{Reader, Writer};

/// A project that is tied to pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Project {
    /// The addresses of those pages, as someone typed them.
    pub addresses: Vec<String>,
    /// Its sets.
    pub sets: Vec<Set>,
    /// Its context blocks.
    pub blocks: Vec<Block>,
}

/// Prompts in an order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Set {
    /// Its name.
    pub name: String,
    /// The ids of its prompts.
    pub prompts: Vec<String>,
}

/// A text that is put before a prompt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The text.
    pub text: String,
}

impl Project {
    /// Returns the projects of a library that are tied to any page. What they name and the library doesn't have is left out.
    pub(crate) fn all_of(library: &Library) -> Vec<Self> {
        let found = |kind, id: &str| library.item(kind, &ItemId::parse(id)?);
        let set = |id: &str| {
            let set = found(Kind::Set, id)?;
            let prompts = library.in_set(set.id()).iter().map(|prompt| prompt.id().to_string()).collect();
            Some(Set { name: set.name().to_owned(), prompts })
        };
        let block = |id: &str| {
            let block = found(Kind::Block, id)?;
            let [name, text] = ["name", "text"].map(|field| block.text(field).to_owned());
            Some(Block { id: id.to_owned(), name, text })
        };
        let projects = library.items(Kind::Project).map(|project| Self {
            addresses: project.list("addresses").map(str::to_owned).collect(),
            sets: project.list("sets").filter_map(set).collect(),
            blocks: project.list("blocks").filter_map(block).collect(),
        });
        projects.filter(|project| !project.addresses.is_empty()).collect()
    }

    /// Tells whether it is tied to a page, by the page's whole address.
    pub fn is_at(&self, page: &str) -> bool {
        self.addresses.iter().any(|address| covers(address, page))
    }

    pub(crate) fn write(&self, row: &mut Writer) {
        row.list(&self.addresses, |row, address| row.text(address));
        row.list(&self.sets, |row, set| {
            row.text(&set.name);
            row.list(&set.prompts, |row, id| row.text(id));
        });
        row.list(&self.blocks, |row, block| {
            row.text(&block.id);
            row.text(&block.name);
            row.text(&block.text);
        });
    }

    pub(crate) fn read(row: &mut Reader<'_>) -> Option<Self> {
        Some(Self {
            addresses: row.list(owned)?,
            sets: row.list(|row| Some(Set { name: owned(row)?, prompts: row.list(owned)? }))?,
            blocks: row.list(|row| Some(Block { id: owned(row)?, name: owned(row)?, text: owned(row)? }))?,
        })
    }
}

fn owned(row: &mut Reader<'_>) -> Option<String> {
    row.text().map(str::to_owned)
}

/// Returns what someone typed, without space around it, if it is the address of a web page or of what pages are part of; its
/// scheme may be left out.
pub fn address(typed: &str) -> Option<&str> {
    let typed = typed.trim();
    let rest = match split_scheme(typed) {
        Some((scheme, rest)) => {
            let is_web = ["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web));
            Some(rest).filter(|_| is_web)?
        }
        None => typed,
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = host.split_once(':').unwrap_or((host, "0"));
    let is_label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    // A single word is a search, not an address; but for the machine itself.
    let is_host = (host.contains('.') || host == "localhost") && host.split('.').all(is_label);
    let is_bare = !typed.contains(|c: char| c.is_whitespace() || c.is_control());
    (is_host && is_bare && port.parse::<u16>().is_ok()).then_some(typed)
}

fn split_scheme(address: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = address.split_once(':')?;
    Some((scheme, rest.strip_prefix("//")?))
}

/// Tells whether an address, as someone types it, is that of a page or of what the page is part of: `claude.ai` covers all pages
/// there, `https://claude.ai/project/7` those below it. A star at its end changes nothing.
fn covers(address: &str, page: &str) -> bool {
    let [address, page] = [address.trim(), page].map(|address| {
        let address = split_scheme(address).map_or(address, |(_, rest)| rest);
        address.trim_end_matches(['*', '/']).to_ascii_lowercase()
    });
    let rest = page.strip_prefix(&address);
    !address.is_empty() && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
}
