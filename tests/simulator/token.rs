use std::fmt;
use std::ops::{BitAnd, BitOr, BitOrAssign, Not};

/// A text that one edit writes and no other, such as `t17`: where it shows, that edit is alive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Token(pub u8);

impl Token {
    /// Tokens there can be in one schedule.
    pub const MOST: u8 = 128;
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "t{}", self.0)
    }
}

/// A set of tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tokens(u128);

impl Tokens {
    /// Finds the tokens of a text. They stand as words of their own, so `t1` is not found in `t17`.
    pub fn of(text: &str) -> Self {
        text.split(|c: char| !c.is_ascii_alphanumeric()).filter_map(parse).collect()
    }

    /// Adds one.
    pub fn insert(&mut self, token: Token) {
        self.0 |= bit(token);
    }

    /// Tells whether it holds a token.
    pub fn has(self, token: Token) -> bool {
        self.0 & bit(token) != 0
    }

    /// Tells whether it holds none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Returns them, the lowest first.
    pub fn iter(self) -> impl Iterator<Item = Token> {
        (0..Token::MOST).map(Token).filter(move |token| self.has(*token))
    }
}

fn bit(token: Token) -> u128 {
    1_u128.checked_shl(u32::from(token.0)).unwrap_or(0)
}

fn parse(word: &str) -> Option<Token> {
    let number = word.strip_prefix('t')?.parse().ok()?;
    (number < Token::MOST).then_some(Token(number))
}

impl From<Token> for Tokens {
    fn from(token: Token) -> Self {
        Self(bit(token))
    }
}

impl FromIterator<Token> for Tokens {
    fn from_iter<I: IntoIterator<Item = Token>>(tokens: I) -> Self {
        Self(tokens.into_iter().fold(0, |all, token| all | bit(token)))
    }
}

impl BitOr for Tokens {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Tokens {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

impl BitAnd for Tokens {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl Not for Tokens {
    type Output = Self;

    fn not(self) -> Self {
        Self(!self.0)
    }
}

impl fmt::Display for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, token) in self.iter().enumerate() {
            write!(f, "{}{token}", if place == 0 { "" } else { " " })?;
        }
        Ok(())
    }
}
