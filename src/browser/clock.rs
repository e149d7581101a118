use prompt_commons::model::Timestamp;
use prompt_commons::ports::{Clock, Ids};
use uuid::Uuid;

/// The clock of the device.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserClock;

impl Clock for BrowserClock {
    fn now(&self) -> Timestamp {
        // Whole milliseconds below 2^53 by the definition of time values (ECMA-262, 21.4.1.1).
        #[allow(clippy::cast_possible_truncation)]
        Timestamp::from_millis(js_sys::Date::now() as i64)
    }
}

/// Ids from the browser's cryptographic random numbers.
#[derive(Clone, Copy, Debug, Default)]
pub struct RandomIds;

impl Ids for RandomIds {
    fn mint(&self) -> Uuid {
        Uuid::new_v4()
    }
}
