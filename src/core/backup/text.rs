use std::borrow::Cow;

use super::NotBackup;
use crate::format::MAX_FILE_BYTES;

/// Returns the text of a file, without a byte order mark.
pub(super) fn text(bytes: &[u8]) -> Result<Cow<'_, str>, NotBackup> {
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(NotBackup::TooLarge { bytes: bytes.len() as u64 });
    }
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => Cow::Owned(utf16(rest, u16::from_le_bytes)?),
        [0xFE, 0xFF, rest @ ..] => Cow::Owned(utf16(rest, u16::from_be_bytes)?),
        _ => Cow::Borrowed(utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes))?),
    };
    if text.trim().is_empty() { Err(NotBackup::Empty) } else { Ok(text) }
}

fn utf8(bytes: &[u8]) -> Result<&str, NotBackup> {
    std::str::from_utf8(bytes).map_err(|error| match error.error_len() {
        // The bytes end inside a character: cut off, not another encoding.
        None => NotBackup::Truncated { line: bytes.split(|byte| *byte == b'\n').count() },
        Some(_) => NotBackup::NotUtf8,
    })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, NotBackup> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let text: Result<String, _> = char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect();
    text.ok().filter(|_| rest.is_empty()).ok_or(NotBackup::NotUtf8)
}
