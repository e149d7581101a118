use std::fmt;

/// Names one writer's unbroken line of edits: a device's copy of a library, or the bytes of a file that someone
/// changed by hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Replica(u64);

/// The numbers that ten letters and digits can write.
const NUMBERS: u64 = 36u64.pow(9) * 25;

impl Replica {
    /// Takes a random number.
    pub fn random(number: u64) -> Self {
        // The first digit counts to 25 only: "z" is for those of hand edits.
        Self(36u64.pow(9) * 10 + number % (NUMBERS))
    }

    /// Returns the replica of an edit by hand, from a hash of the file that it left. Whoever reads that file mints
    /// the same one.
    pub fn of_file(hash: u64) -> Self {
        Self(36u64.pow(9) * 35 + hash % 36u64.pow(9))
    }

    /// Tells whether this is no device's, but that of an edit by hand.
    pub fn is_of_file(self) -> bool {
        self.0 / 36u64.pow(9) == 35
    }

    /// Reads the form of [`fmt::Display`].
    pub fn parse(text: &str) -> Option<Self> {
        let plain =
            text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase());
        plain.then(|| u64::from_str_radix(text, 36).ok().map(Self)).flatten()
    }
}

impl fmt::Display for Replica {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        let mut text = [b'0'; 10];
        for byte in text.iter_mut().rev() {
            let digit = u8::try_from(rest % 36).unwrap_or_default();
            *byte = if digit < 10 { b'0' + digit } else { b'a' + digit - 10 };
            rest /= 36;
        }
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

/// Names one edit. Its number is above all that its author had seen (a Lamport clock), so that an edit made in
/// knowledge of another one is always the higher of the two. It ends in random digits, mixed with what was written, so
/// that two devices that write under one name without knowing of each other, as copied profiles do, don't give two
/// edits one name. Which of two edits made at once is the higher one is arbitrary, but the same everywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dot {
    /// Its number.
    pub number: u64,
    /// Who made it.
    pub replica: Replica,
}

impl Dot {
    /// Reads the form of [`fmt::Display`].
    pub fn parse(text: &str) -> Option<Self> {
        let (replica, number) = text.split_once(':')?;
        Some(Self { number: number.parse().ok()?, replica: Replica::parse(replica)? })
    }
}

impl fmt::Display for Dot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.replica, self.number)
    }
}
