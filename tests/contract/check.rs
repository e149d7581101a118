use std::fmt::Debug;

/// What a case comes to; the error says in one line what was there instead.
pub(crate) type Checked = Result<(), String>;

/// Turns an error of the implementation into the reason why a case failed.
pub(crate) fn went<T, E: Debug>(doing: &str, result: Result<T, E>) -> Result<T, String> {
    result.map_err(|error| format!("{doing} failed: {error:?}"))
}

/// Demands that two values are equal.
pub(crate) fn same<T: PartialEq + Debug>(what: &str, is: &T, should: &T) -> Checked {
    that(is == should, || format!("{what} is {is:?} instead of {should:?}"))
}

/// Demands that a file holds `should`. Says where it doesn't instead of printing megabytes.
pub(crate) fn holds(is: Option<&[u8]>, should: &[u8]) -> Checked {
    let Some(is) = is else { return Err(format!("there is no file instead of {} bytes", should.len())) };
    let differs = is.iter().zip(should).position(|(is, should)| is != should);
    that(is == should, || match differs {
        Some(at) => format!("the bytes differ from {at} on ({} of {} bytes)", is.len(), should.len()),
        None => format!("there are {} bytes instead of {}", is.len(), should.len()),
    })
}

/// Demands a condition.
pub(crate) fn that(condition: bool, reason: impl FnOnce() -> String) -> Checked {
    if condition { Ok(()) } else { Err(reason()) }
}
