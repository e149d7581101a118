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

/// Returns a rank behind `last`, and short.
pub(super) fn after(last: &str) -> String {
    let digits: Vec<usize> = last.bytes().map(value).collect();
    match digits.iter().rposition(|digit| *digit < 35) {
        Some(at) => {
            let kept = digits.iter().take(at).copied();
            text(&kept.chain(digits.get(at).map(|digit| digit + 1)).map(digit).collect::<Vec<u8>>())
        }
        None => format!("{last}i"),
    }
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
