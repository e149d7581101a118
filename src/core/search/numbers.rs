//! Numbers as text: six bits a byte, the lowest first, so that a row of them can be stored as a text and read where it stands.

/// Says that a number goes on in the next byte.
const MORE: u8 = 64;

/// Adds a number to a row.
pub(super) fn write(row: &mut Vec<u8>, mut number: u32) {
    loop {
        let [low, ..] = (number % u32::from(MORE)).to_le_bytes();
        number /= u32::from(MORE);
        row.push(if number > 0 { low | MORE } else { low });
        if number == 0 {
            return;
        }
    }
}

/// Reads the next number of a row; `None` at its end, and where it is none.
pub(super) fn read(row: &mut &[u8]) -> Option<u32> {
    let (&first, rest) = row.split_first()?;
    *row = rest;
    if first < MORE {
        return Some(u32::from(first));
    }
    let mut number = u32::from(first % MORE);
    for shift in [6, 12, 18, 24, 30] {
        let (&byte, rest) = row.split_first()?;
        *row = rest;
        number |= u32::from(byte % MORE) << shift;
        if byte < MORE {
            return Some(number);
        }
    }
    None
}
