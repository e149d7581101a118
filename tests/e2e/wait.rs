//! Waiting for a condition, with a deadline and a message that helps.

use std::{
    thread,
    time::{Duration, Instant},
};

use anyhow::{Result, anyhow};

use crate::cdp::Gone;

/// How long a person would be patient; far more than anything here takes on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(15);

const POLL: Duration = Duration::from_millis(15);

/// Repeats `attempt` until it succeeds, and gives its value.
///
/// An error from `attempt` means "not yet"; after [`PATIENCE`] the last one is part of the failure. Only of a browser
/// that is [`Gone`] nothing more is expected.
pub fn until<T>(what: &str, attempt: impl FnMut() -> Result<T>) -> Result<T> {
    until_within(PATIENCE, what, attempt)
}

/// Like [`until`], with a deadline of its own.
pub fn until_within<T>(patience: Duration, what: &str, mut attempt: impl FnMut() -> Result<T>) -> Result<T> {
    let deadline = Instant::now() + patience;
    loop {
        match attempt() {
            Ok(value) => return Ok(value),
            Err(gone) if gone.is::<Gone>() => return Err(gone.context(format!("waiting for {what}"))),
            Err(last) if Instant::now() >= deadline => {
                let seconds = patience.as_secs_f32();
                return Err(anyhow!("waited {seconds:.0} s for {what}; last seen: {last:#}"));
            }
            Err(_) => a_moment(),
        }
    }
}

/// Lets a frame or so go by between two looks at the same thing.
pub(crate) fn a_moment() {
    thread::sleep(POLL);
}
