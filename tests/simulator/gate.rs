//! The mutation gate: each rule of the core is broken in turn, and the simulator has to notice.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use prompt_commons::rule::{Rule, break_rule};

use crate::campaign::scatter;
use crate::draw::{Fault, benign, faulty, faulty_by};
use crate::finding::Kind;
use crate::run::{Outcome, run};
use crate::schedule::Schedule;

/// How it came out that a rule is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noticed {
    /// How many schedules it took.
    pub schedules: u64,
    /// The law that the last of them broke, and doesn't break when all rules hold.
    pub kind: Kind,
    /// The seed of that one.
    pub seed: u64,
}

/// Breaks each of `rules` in turn and looks for the first of `limit` schedules that notices it. `told` hears of each
/// rule as soon as it is done; `None`: nothing noticed.
///
/// The same seed gives the same answers on every machine, however many threads there are.
pub fn gate(
    rules: &[Rule],
    limit: u64,
    seed: u64,
    threads: usize,
    told: impl Fn(Rule, Option<Noticed>) + Sync,
) -> Vec<(Rule, Option<Noticed>)> {
    let next = AtomicUsize::new(0);
    let found = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(|| {
                while let Some(rule) = rules.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let noticed = notice(*rule, limit, seed);
                    told(*rule, noticed);
                    if let Ok(mut found) = found.lock() {
                        found.push((*rule, noticed));
                    }
                }
            });
        }
    });
    let mut found = found.into_inner().unwrap_or_default();
    found.sort_by_key(|(rule, _)| *rule);
    found
}

/// Looks for the first of `limit` schedules that notices that a rule is broken.
pub fn notice(rule: Rule, limit: u64, seed: u64) -> Option<Noticed> {
    (0..limit).find_map(|index| {
        let seed = scatter(seed, index);
        let schedule = draw(rule, seed);
        let broken = run_without(rule, &schedule);
        let kinds = Kind::ALL.into_iter().filter(|kind| broken.has(*kind));
        let whole = if broken.findings.is_empty() { None } else { Some(run(&schedule)) };
        // What also happens when all rules hold says nothing of this one.
        let kind = kinds.into_iter().find(|kind| whole.as_ref().is_some_and(|whole| !whole.has(*kind)))?;
        Some(Noticed { schedules: index + 1, kind, seed })
    })
}

/// Draws a schedule in the world that brings a rule into play most often.
fn draw(rule: Rule, seed: u64) -> Schedule {
    match world(rule) {
        World::InTurn => benign(seed),
        World::With(faults) => faulty_by(seed, faults),
        World::Faulty => faulty(seed),
    }
}

enum World {
    InTurn,
    With(&'static [Fault]),
    Faulty,
}

fn world(rule: Rule) -> World {
    use Fault::{Clones, Crashes, Hands, Hides, Races, Replays, Slow, Unaware};
    match rule {
        Rule::SeenIsReplaced => World::InTurn,
        Rule::SeenIsDeleted | Rule::RankTies => World::With(&[Races, Hides, Slow]),
        Rule::Nonces => World::With(&[Races, Clones, Crashes]),
        Rule::Absence | Rule::SeenByHand => World::With(&[Races, Hands, Unaware, Replays]),
        Rule::Copies => World::With(&[Races, Hands, Slow]),
        _ => World::Faulty,
    }
}

/// Returns the options by which `simulate` draws the same schedules.
pub fn options(rule: Rule) -> String {
    match world(rule) {
        World::InTurn => " --benign".to_owned(),
        World::With(faults) => {
            let names: Vec<String> = faults.iter().map(|fault| format!("{fault:?}").to_lowercase()).collect();
            format!(" --faults {}", names.join(","))
        }
        World::Faulty => String::new(),
    }
}

/// Returns the test of the core that misses a rule, for those that no schedule does: what they prevent takes more
/// prompts, more edits or more time than a schedule has, or is no loss, but a nuisance.
pub fn law(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::WholeRecord => "others::what_an_edit_keeps_has_all_that_was_in_it_when_it_was_deleted",
        Rule::MoveIsNoEdit => "others::a_prompt_that_is_moved_while_another_deletes_it_stays_deleted",
        Rule::FollowRekeyed => "others::a_prompt_that_had_to_take_another_id_is_known_by_it_in_old_files",
        Rule::Strangers => "others::prompts_that_came_to_one_id_apart_are_two",
        Rule::MutualReplacement => {
            "bad_files::two_files_that_each_say_to_have_replaced_what_the_other_has_keep_both"
        }
        Rule::Categories => "others::a_category_that_someone_files_into_while_another_deletes_it_comes_back",
        Rule::Renewal => "profiles::a_profile_from_a_backup_that_is_far_behind_loses_nothing",
        Rule::PastIsNoEdit => "by_hand::an_edit_by_an_unaware_writer_is_taken_over_beside_ones_own",
        Rule::ReadBefore => "by_hand::no_part_of_a_plain_file_comes_back",
        Rule::Trash => "by_hand::an_edit_by_hand_in_a_file_of_ours_is_an_edit",
        Rule::ReadBack => "bad_files::a_file_that_goes_away_meanwhile_is_not_made_anew",
        Rule::Roles => "roles::who_was_demoted_meanwhile_keeps_their_edits_here",
        Rule::Learnt => "failures::what_was_learnt_on_the_way_to_a_failure_is_kept",
        Rule::Brake => "brake::more_deletions_than_anyone_makes_are_held_until_someone_decides",
        _ => return None,
    })
}

fn run_without(rule: Rule, schedule: &Schedule) -> Outcome {
    break_rule(Some(rule));
    let outcome = run(schedule);
    break_rule(None);
    outcome
}
