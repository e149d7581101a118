//! Order as a value of each record: a text between those of its neighbours, so that moving one touches no other.

/// Returns the rank of place `at` of `count`, for a list that has none yet.
pub(super) fn of_place(at: usize, count: usize) -> String {
    let mut powers = vec![1_usize];
    while let Some(power) = powers.last().filter(|power| power.saturating_mul(36) < count) {
        powers.push(power * 36);
    }
    let digits = powers.iter().rev().map(|power| digit(at / power % 36));
    text(&std::iter::once(b'a').chain(digits).collect::<Vec<u8>>())
}

/// Digits that a list is counted in until they are used up; then there are twice as many.
const FIRST_DIGITS: usize = 3;

/// Returns a rank behind `last`. Most of what is added comes to the end, so its first digits are a number that one is added to: a
/// hundred thousand that come one after the other have twelve digits at most.
pub(super) fn after(last: &str) -> String {
    let mut width = last.len().clamp(1, FIRST_DIGITS);
    while last.len() >= width && last.bytes().take(width).all(|byte| value(byte) == 35) {
        width *= 2;
    }
    let mut digits: Vec<usize> = last.bytes().map(value).chain(std::iter::repeat(0)).take(width).collect();
    for digit in digits.iter_mut().rev() {
        *digit = (*digit + 1) % 36;
        if *digit > 0 {
            break;
        }
    }
    // Between a rank and the same with a zero behind it, there is no room.
    if let Some(last) = digits.last_mut() {
        *last = (*last).max(1);
    }
    text(&digits.into_iter().map(digit).collect::<Vec<u8>>())
}

/// Returns a rank between two; `next` is `None` at the end. `None` where there is no room, as between equal ones.
pub(crate) fn between(before: &str, next: Option<&str>) -> Option<String> {
    let Some(next) = next else { return Some(after(before)) };
    let (low, high): (Vec<usize>, Vec<usize>) =
        (before.bytes().map(value).collect(), next.bytes().map(value).collect());
    let mut out = Vec::new();
    // While the digits so far are those of `next`, it limits what may follow.
    let mut limited = true;
    for at in 0..=low.len().max(high.len()) {
        let floor = low.get(at).copied();
        let ceiling = if limited { high.get(at).copied()? } else { 36 };
        let least = floor.unwrap_or_default();
        if ceiling < least {
            return None;
        }
        if ceiling > least + 1 {
            out.push(digit(usize::midpoint(least, ceiling)));
            return Some(text(&out)).filter(|rank| before < rank.as_str() && rank.as_str() < next);
        }
        out.push(digit(least));
        limited &= ceiling == least;
    }
    out.push(b'i');
    Some(text(&out)).filter(|rank| before < rank.as_str() && rank.as_str() < next)
}

fn value(byte: u8) -> usize {
    match byte {
        b'0'..=b'9' => usize::from(byte - b'0'),
        b'a'..=b'z' => usize::from(byte - b'a') + 10,
        _ => 0,
    }
}

fn digit(value: usize) -> u8 {
    let value = u8::try_from(value.min(35)).unwrap_or_default();
    if value < 10 { b'0' + value } else { b'a' + value - 10 }
}

fn text(digits: &[u8]) -> String {
    String::from_utf8_lossy(digits).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_added_to_the_end_rises_and_stays_short() {
        for first in ["", "a", "a0", "a00", "zz", "arriiiiii", "zzzzzzzzzzzzzzzzn", "z"] {
            let mut last = first.to_owned();
            for _ in 0..100_000 {
                let next = after(&last);
                assert!(last < next, "{next} behind {last}");
                last = next;
            }
            assert!(last.len() <= 12.max(2 * first.len()), "{last}");
            assert!(between(first, Some(&last)).is_some());
        }
    }
}
