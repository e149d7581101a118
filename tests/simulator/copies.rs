use prompt_commons::format::DEFAULT_FILE_NAME;

/// A sync service, as far as how it names conflicted copies goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `name (Bob's conflicted copy 2026-01-05).json`, and ` (1)` behind the next of a day.
    Dropbox,
    /// The same in the language of the person's computer.
    DropboxInGerman,
    /// `name-COMPUTER.json`
    OneDrive,
    /// `name (1).json`
    Drive,
    /// `name 2.json`
    Cloud,
    /// `name.sync-conflict-20260105-120000-DEVICE.json`
    Syncthing,
    /// `name (conflicted copy bob 2026-01-05 120000).json`
    Nextcloud,
    /// `name.Conflict.json`
    Resilio,
}

impl Style {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Dropbox,
        Self::DropboxInGerman,
        Self::OneDrive,
        Self::Drive,
        Self::Cloud,
        Self::Syncthing,
        Self::Nextcloud,
        Self::Resilio,
    ];

    /// Names the `number`th copy, counted from 0, of a file that `replica` lost a race with.
    pub(crate) fn name(self, file: &str, replica: usize, number: usize) -> String {
        let stem = file.strip_suffix(".json").unwrap_or(file);
        let who = NAMES.get(replica).copied().unwrap_or("Zoe");
        let again = if number == 0 { String::new() } else { format!(" ({number})") };
        let day = 10 + number % 18;
        match self {
            Self::Dropbox => format!("{stem} ({who}'s conflicted copy 2026-01-05){again}.json"),
            Self::DropboxInGerman => {
                format!("{stem} (In Konflikt stehende Kopie von {who} 2026-01-05){again}.json")
            }
            Self::OneDrive => format!("{stem}-{}{again}.json", who.to_uppercase()),
            Self::Drive => format!("{stem} ({}).json", number + 1),
            Self::Cloud => format!("{stem} {}.json", number + 2),
            Self::Syncthing => {
                format!("{stem}.sync-conflict-202601{day}-1200{day}-{}X7.json", who.to_uppercase())
            }
            Self::Nextcloud => format!("{stem} (conflicted copy {who} 2026-01-{day} 1200{day}).json"),
            Self::Resilio => format!("{stem}.Conflict{again}.json"),
        }
    }
}

/// The team's file.
pub(crate) const FILE: &str = DEFAULT_FILE_NAME;

/// The people, by the place of their clients.
pub(crate) const NAMES: [&str; 5] = ["Alice", "Bob", "Carol", "Dave", "Erin"];
