use std::fmt::Write;

use crate::campaign::Tally;
use crate::copies::NAMES;
use crate::finding::Kind;
use crate::run::tell;
use crate::schedule::Schedule;

/// Tells the story of a schedule: who takes part, a line a step with what each client saw, and what broke.
pub fn story(schedule: &Schedule) -> String {
    let outcome = tell(schedule);
    let mut text = String::new();
    for (place, seat) in schedule.seats.iter().enumerate() {
        let name = NAMES.get(place).copied().unwrap_or("Zoe");
        let role = if place == 0 {
            "the owner"
        } else if seat.editor {
            "an editor"
        } else {
            "a viewer"
        };
        let mut about = format!("{name} is {role}");
        if !seat.joined && place > 0 {
            about.push_str(", not there yet");
        }
        if seat.replica < place {
            let other = NAMES.get(seat.replica).copied().unwrap_or("Zoe");
            let _ = write!(about, ", on {other}'s machine");
        }
        if seat.minutes != 0 {
            let _ = write!(about, ", clock {:+} min", seat.minutes);
        }
        let _ = writeln!(text, "     {about}");
    }
    for line in &outcome.log {
        let _ = writeln!(text, "{line}");
    }
    for finding in &outcome.findings {
        let _ = writeln!(text, "  => {finding}");
    }
    if outcome.findings.is_empty() {
        let _ = writeln!(text, "  => every law was kept");
    }
    text
}

/// Returns the summary of a campaign on one line.
pub fn summary(tally: &Tally) -> String {
    let count = |kind: Kind| format!("{} {}", tally.broken.get(&kind).unwrap_or(&0), kind.name());
    let counts: Vec<String> = Kind::ALL.into_iter().map(count).collect();
    format!("simulated {} schedules: {}; {} kept every law", tally.schedules, counts.join(", "), tally.clean)
}
