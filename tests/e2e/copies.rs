//! How sync services name the copy of a file that lost a race.

/// A name that a real service gives; the extension knows them all but the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Style {
    /// `name (Bob's conflicted copy 2026-01-05).json`, and ` (1)` behind the next of a day.
    Dropbox,
    /// The same in the language of the person's computer.
    DropboxInGerman,
    /// Likewise.
    DropboxInFrench,
    /// `name-COMPUTER.json`
    OneDrive,
    /// `name (1).json`
    Drive,
    /// `name (Conflict a4ab3033).json`
    DriveByHash,
    /// `name 2.json`
    Cloud,
    /// `name.sync-conflict-20260105-120000-DEVICE.json`
    Syncthing,
    /// `name (conflicted copy bob 2026-01-05 120000).json`
    Nextcloud,
    /// `name.Conflict.json`, which nobody may delete: the service would delete the file itself along with it.
    Resilio,
}

impl Style {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Dropbox,
        Self::DropboxInGerman,
        Self::DropboxInFrench,
        Self::OneDrive,
        Self::Drive,
        Self::DriveByHash,
        Self::Cloud,
        Self::Syncthing,
        Self::Nextcloud,
        Self::Resilio,
    ];

    /// Names the `number`th copy, counted from 0, of a JSON file that someone lost a race with.
    pub fn name(self, file: &str, who: &str, number: usize) -> String {
        let stem = file.strip_suffix(".json").unwrap_or(file);
        let again = if number == 0 { String::new() } else { format!(" ({number})") };
        let upper = who.to_uppercase();
        let day = 10 + number % 18;
        let what = match self {
            Self::Dropbox => format!(" ({who}'s conflicted copy 2026-01-05){again}"),
            Self::DropboxInGerman => format!(" (In Konflikt stehende Kopie von {who} 2026-01-05){again}"),
            Self::DropboxInFrench => format!(" (Copie en conflit de {who} 2026-01-05){again}"),
            Self::OneDrive => format!("-DESKTOP-{upper}{again}"),
            Self::Drive => format!(" ({})", number + 1),
            Self::DriveByHash => format!(" (Conflict {:08x})", 0xa4ab_3033_usize.wrapping_add(number)),
            Self::Cloud => format!(" {}", number + 2),
            Self::Syncthing => format!(".sync-conflict-202601{day}-1200{:02}-{upper}X7", number % 60),
            Self::Nextcloud => format!(" (conflicted copy {who} 2026-01-{day} 1200{:02})", number % 60),
            Self::Resilio => format!(".Conflict{again}"),
        };
        format!("{stem}{what}.json")
    }

    /// Whether the extension puts copies of this name away once the file holds them.
    pub fn is_put_away(self) -> bool {
        self != Self::Resilio
    }
}
