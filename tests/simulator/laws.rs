//! The simulator on the engine as it is, on one that lacks a rule, and on devices that lie.

use prompt_commons::rule::Rule;
use prompt_commons_simulator::{
    Fault, Kind, Schedule, benign, campaign, faulty, faulty_by, gate, law, run, shrink, story, summary,
};

/// Runs schedules from a fixed seed; a failure tells both stories and seeds. Those with all faults, `./build.sh simulate`
/// runs in greater number.
fn keeps_every_law(schedules: u64, draw: fn(u64) -> Schedule) {
    let tally = campaign(schedules, 1, 2, 1, draw, |_, _, _| {});
    let failed = tally.seeds.iter().flat_map(|(kind, seeds)| seeds.iter().map(|seed| (*kind, *seed)));
    let stories: Vec<String> = failed
        .map(|(kind, one)| format!("schedule {one}, {}:\n{}", kind.name(), story(&shrink(&draw(one), kind))))
        .collect();
    assert_eq!(tally.clean, tally.schedules, "{}\n{}", summary(&tally), stories.join("\n"));
}

#[test]
fn a_world_without_faults_keeps_every_law() {
    keeps_every_law(100, benign);
}

#[test]
fn devices_that_crash_and_fail_on_one_drive_keep_every_law() {
    keeps_every_law(300, |seed| {
        faulty_by(seed, &[Fault::Crashes, Fault::Errors, Fault::Roles, Fault::Clones])
    });
}

#[test]
fn a_core_that_lacks_a_rule_breaks_a_law() {
    // The others have a test of their own each, which `simulate --gate` runs without the rule.
    let rules: Vec<Rule> = Rule::ALL.iter().copied().filter(|rule| law(*rule).is_none()).collect();
    let missed = gate(&rules, 10_000, 1, 2, |_, _| {});
    let silent: Vec<Rule> =
        missed.iter().filter(|(_, found)| found.is_none()).map(|(rule, _)| *rule).collect();
    assert!(silent.is_empty(), "nothing notices that these are broken: {silent:?}");
}

#[test]
fn the_same_seed_gives_the_same_run() {
    for seed in 0..20 {
        assert_eq!(run(&faulty(seed)), run(&faulty(seed)), "{seed}");
        assert_eq!(story(&faulty(seed)), story(&faulty(seed)), "{seed}");
    }
}

#[test]
fn every_part_of_a_schedule_is_a_schedule() {
    for seed in 0..20 {
        let mut schedule = faulty(seed);
        for skip in [2, 3] {
            schedule.steps.retain(|step| step.number % skip != 0);
            assert!(!run(&schedule).has(Kind::Broke), "{}", story(&schedule));
        }
    }
}

#[test]
fn devices_that_forget_edits_are_found_out_and_the_story_is_short() {
    let found = (0..20).find_map(|seed| {
        let mut schedule = benign(seed);
        schedule.forgetful = true;
        run(&schedule).has(Kind::Lost).then_some(schedule)
    });
    let least = shrink(&found.unwrap(), Kind::Lost);
    assert_eq!(least.steps.len(), 1, "{}", story(&least));
    assert!(story(&least).contains("acknowledged"));
}
