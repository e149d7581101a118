//! Where the app runs, and what part of it is shown.

use prompt_commons::model::LibraryId;

use crate::views::Wide;

/// Which of the app's pages this is.
#[derive(Clone, Copy)]
pub(crate) enum Surface {
    /// The toolbar's popup: small, and gone with the next click elsewhere. Its module has what most visits need, which is to
    /// find a prompt and use it; for the rest the whole app's takes over.
    Popup(Option<&'static Wide>),
    /// A tab: wide.
    Page(&'static Wide),
    /// The side panel: the whole app, as narrow as a popup, for as long as someone works in the page beside it.
    Panel(&'static Wide),
}

impl Surface {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Popup(_) => "popup",
            Self::Page(_) => "page",
            Self::Panel(_) => "panel",
        }
    }

    /// Tells whether the page that someone works in stands beside it, so that prompts can be inserted there.
    pub(crate) fn is_beside_a_page(self) -> bool {
        matches!(self, Self::Popup(_) | Self::Panel(_))
    }

    pub(crate) fn is_popup(self) -> bool {
        matches!(self, Self::Popup(_))
    }

    /// Returns what only the full page draws.
    pub(crate) fn wide(self) -> Option<&'static Wide> {
        match self {
            Self::Popup(_) => None,
            Self::Page(wide) | Self::Panel(wide) => Some(wide),
        }
    }

    /// Returns what the popup's own module lacks.
    pub(crate) fn whole(self) -> Option<&'static Wide> {
        match self {
            Self::Popup(whole) => whole,
            Self::Page(wide) | Self::Panel(wide) => Some(wide),
        }
    }
}

/// What there is to decide, and is open in a dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reviewing {
    /// What happened, and the ways to go on.
    Summary,
    /// All of it as a list.
    All,
    /// One after the other.
    One,
    /// A newer version of the prompt that is being edited.
    Newer,
}

/// What the whole app takes over for in a popup, whose own module can't do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Task {
    Review(Reviewing),
    /// The editor, on what is kept as the popup's draft.
    Write,
    /// A prompt in full.
    Read,
    /// Where a prompt is to be copied or moved.
    Carry,
    /// Whether to leave the team that is shown.
    Leave,
    /// What only the whole app draws of the place where the popup is, such as the settings.
    Whole,
    /// What someone sees who is here for the first time.
    Welcome,
}

impl Task {
    const ALL: [Self; 9] = [
        Self::Review(Reviewing::Summary),
        Self::Review(Reviewing::All),
        Self::Review(Reviewing::One),
        Self::Write,
        Self::Read,
        Self::Carry,
        Self::Leave,
        Self::Whole,
        Self::Welcome,
    ];

    /// Returns the address's hash that has the whole app take over.
    pub(crate) fn hash(self) -> &'static str {
        match self {
            Self::Review(Reviewing::All) => "#review/all",
            Self::Review(Reviewing::One) => "#review/one",
            Self::Review(_) => "#review/summary",
            Self::Write => "#write",
            Self::Read => "#read",
            Self::Carry => "#carry",
            Self::Leave => "#leave",
            Self::Whole => "#whole",
            Self::Welcome => "#start",
        }
    }

    pub(crate) fn parse(hash: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.hash() == hash)
    }
}

/// One of the three tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tab {
    Mine,
    Team,
    Settings,
}

impl Tab {
    pub(crate) const ALL: [Self; 3] = [Self::Mine, Self::Team, Self::Settings];

    /// Returns the id of the sentence that names it.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Mine => "tab-mine",
            Self::Team => "tab-team",
            Self::Settings => "tab-settings",
        }
    }

    /// Names it in ids and preferences.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Team => "team",
            Self::Settings => "settings",
        }
    }

    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.name() == name)
    }

    /// Returns the tab so many places to the right, round the end.
    pub(crate) fn beside(self, right: bool) -> Self {
        match (self, right) {
            (Self::Mine, true) | (Self::Settings, false) => Self::Team,
            (Self::Team, true) | (Self::Mine, false) => Self::Settings,
            (Self::Settings, true) | (Self::Team, false) => Self::Mine,
        }
    }

    pub(crate) fn route(self) -> Route {
        match self {
            Self::Mine => Route::Mine,
            Self::Team => Route::Team(None),
            Self::Settings => Route::Settings,
        }
    }
}

/// What is shown: the part after `#` in the full page's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    Mine,
    /// A team; `None`: the one shown last.
    Team(Option<LibraryId>),
    Settings,
    Create,
    Join,
    Manage(LibraryId),
    /// What is held back, what no role allows, and the trash.
    Care(LibraryId),
    /// Its projects and context blocks.
    Projects(LibraryId),
    /// How often prompts were used.
    Statistics,
}

impl Route {
    /// Parses an address's hash, with or without its `#`. Anything unknown leads nowhere.
    pub(crate) fn parse(hash: &str) -> Option<Self> {
        let hash = unescaped(hash.strip_prefix('#').unwrap_or(hash));
        match hash.split_once('/') {
            None => match hash.as_str() {
                "mine" => Some(Self::Mine),
                "team" => Some(Self::Team(None)),
                "settings" => Some(Self::Settings),
                "create" => Some(Self::Create),
                "join" => Some(Self::Join),
                "statistics" => Some(Self::Statistics),
                _ => None,
            },
            Some(("library", id)) => LibraryId::parse(id).map(Self::library),
            Some(("manage", id)) => LibraryId::parse(id).map(Self::Manage),
            Some(("care", id)) => LibraryId::parse(id).map(Self::Care),
            Some(("projects", id)) => LibraryId::parse(id).map(Self::Projects),
            Some(_) => None,
        }
    }

    pub(crate) fn hash(&self) -> String {
        match self {
            Self::Mine => "mine".to_owned(),
            Self::Team(None) => "team".to_owned(),
            Self::Team(Some(id)) => at("library/", id),
            Self::Settings => "settings".to_owned(),
            Self::Create => "create".to_owned(),
            Self::Join => "join".to_owned(),
            Self::Manage(id) => at("manage/", id),
            Self::Care(id) => at("care/", id),
            Self::Projects(id) => at("projects/", id),
            Self::Statistics => "statistics".to_owned(),
        }
    }

    /// Returns the tab that it belongs to.
    pub(crate) fn tab(&self) -> Tab {
        match self {
            Self::Mine => Tab::Mine,
            Self::Care(id) | Self::Manage(id) | Self::Projects(id) if id.is_personal() => Tab::Mine,
            Self::Settings | Self::Statistics => Tab::Settings,
            Self::Team(_)
            | Self::Create
            | Self::Join
            | Self::Manage(_)
            | Self::Care(_)
            | Self::Projects(_) => Tab::Team,
        }
    }

    /// Returns the one that shows a library.
    pub(crate) fn library(id: LibraryId) -> Self {
        if id.is_personal() { Self::Mine } else { Self::Team(Some(id)) }
    }

    /// Tells whether it needs the full page: a native dialog, or space.
    pub(crate) fn needs_page(&self) -> bool {
        !matches!(self, Self::Mine | Self::Team(_) | Self::Settings)
    }
}

/// Returns the hash of a place of a library. Ids of other writers may hold what an address doesn't: the browser escapes some
/// of it, and drops some.
fn at(place: &str, id: &LibraryId) -> String {
    let mut hash = place.to_owned();
    for c in id.as_str().chars() {
        if c == '%' || c.is_ascii_control() {
            let digit = |value: u32| char::from_digit(value, 16).unwrap_or_default();
            hash.extend(['%', digit(u32::from(c) / 16), digit(u32::from(c) % 16)]);
        } else {
            hash.push(c);
        }
    }
    hash
}

/// Takes the escapes out of a hash.
fn unescaped(hash: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = hash.as_bytes();
    while let [first, next @ ..] = rest {
        let code = next.get(..2).filter(|_| *first == b'%').and_then(|code| std::str::from_utf8(code).ok());
        if let Some(byte) = code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            bytes.push(byte);
            rest = next.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = next;
        }
    }
    // What is none of our addresses stays as it is.
    String::from_utf8(bytes).unwrap_or_else(|_| hash.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_survives_its_address() {
        let id = LibraryId::parse("7c1d").unwrap();
        let routes = [
            Route::Mine,
            Route::Team(None),
            Route::Team(Some(id.clone())),
            Route::Settings,
            Route::Create,
            Route::Join,
            Route::Manage(id.clone()),
            Route::Care(id.clone()),
            Route::Projects(id),
            Route::Statistics,
        ];
        for route in routes {
            assert_eq!(Route::parse(&format!("#{}", route.hash())), Some(route));
        }
    }

    #[test]
    fn other_addresses_lead_nowhere() {
        for hash in ["", "#", "#nowhere", "#library/", "#library/ ", "#create/x"] {
            assert_eq!(Route::parse(hash), None, "{hash}");
        }
        assert_eq!(Route::parse("#library/personal"), Some(Route::Mine));
        // For its categories.
        assert_eq!(Route::parse("#manage/personal"), LibraryId::parse("personal").map(Route::Manage));
    }

    #[test]
    fn any_id_survives_an_address() {
        for id in ["50%41", "100%", "a\tb\nc\u{7f}", "%", "команда", "a/b#c?d e"] {
            let id = LibraryId::parse(id).unwrap();
            let hash = Route::Manage(id.clone()).hash();
            assert!(!hash.contains(|c: char| c.is_control()), "the browser drops {hash:?}");
            assert_eq!(Route::parse(&hash), Some(Route::Manage(id)));
        }
        let escaped = Route::parse("#library/%D0%BA%20b");
        assert_eq!(escaped, Some(Route::Team(LibraryId::parse("к b"))), "as the browser escapes");
    }

    #[test]
    fn tabs_go_round() {
        for tab in Tab::ALL {
            assert_eq!(tab.beside(true).beside(false), tab);
            assert_eq!(tab.beside(true).beside(true).beside(true), tab);
        }
    }
}
