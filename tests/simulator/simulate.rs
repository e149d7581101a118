//! ```text
//! simulate [--schedules N] [--seed S] [--show K]   N schedules in a faulty world; K stories a broken law
//! simulate --faults crashes,pauses …               the same with no other faults than these
//! simulate --benign [--schedules N] [--seed S]     the same in a world without faults
//! simulate --gate [--schedules N] [--seed S] [--rule R]  is each rule, or R, missed if it is broken?
//! simulate --one S [--whole] [--rule R]            the schedule of one seed, shrunk or whole; R: without that rule
//! ```

// A command line tool talks on stdout.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::process::{Command, ExitCode};
use std::thread;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use prompt_commons::rule::{Rule, break_rule};
use prompt_commons_simulator::{
    Fault, Kind, Schedule, benign, campaign, faulty_by, gate, law, options, run, shrink, story, summary,
};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What was asked for.
struct Options {
    schedules: u64,
    seed: u64,
    show: usize,
    one: Option<u64>,
    whole: bool,
    benign: bool,
    faults: Vec<Fault>,
    gate: bool,
    rule: Option<Rule>,
}

impl Options {
    fn parse(mut words: impl Iterator<Item = String>) -> Option<Self> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let mut options = Self {
            schedules: 10_000,
            seed: now,
            show: 1,
            one: None,
            whole: false,
            benign: false,
            faults: Fault::ALL.to_vec(),
            gate: false,
            rule: None,
        };
        while let Some(word) = words.next() {
            match word.as_str() {
                "--schedules" => options.schedules = words.next()?.parse().ok()?,
                "--seed" => options.seed = words.next()?.parse().ok()?,
                "--show" => options.show = words.next()?.parse().ok()?,
                "--one" => options.one = Some(words.next()?.parse().ok()?),
                "--whole" => options.whole = true,
                "--benign" => options.benign = true,
                "--gate" => options.gate = true,
                "--rule" => options.rule = Some(Rule::named(&words.next()?)?),
                "--faults" => {
                    let list = words.next()?;
                    let names = list.split(',').filter(|name| !name.is_empty());
                    options.faults = names.map(Fault::parse).collect::<Option<_>>()?;
                }
                _ => return None,
            }
        }
        Some(options)
    }

    fn draw(&self, seed: u64) -> Schedule {
        if self.benign { benign(seed) } else { faulty_by(seed, &self.faults) }
    }
}

fn main() -> ExitCode {
    let Some(options) = Options::parse(std::env::args().skip(1)) else {
        eprintln!(
            "usage: simulate [--gate] [--schedules N] [--seed S] [--show K] [--rule R] [--one S [--whole]] \
             [--benign | --faults {}]",
            Fault::ALL.map(|fault| format!("{fault:?}").to_lowercase()).join(",")
        );
        return ExitCode::from(2);
    };
    // Panics of the engine are findings; each would print itself many times while it is shrunk.
    std::panic::set_hook(Box::new(|_| {}));
    let clean = match options.one {
        Some(seed) => {
            break_rule(options.rule);
            one(&options, seed)
        }
        None if options.gate => notices(&options),
        None => many(&options),
    };
    if clean { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn one(options: &Options, seed: u64) -> bool {
    let schedule = options.draw(seed);
    let outcome = run(&schedule);
    match outcome.findings.first() {
        Some(worst) if !options.whole => println!("{}", story(&shrink(&schedule, worst.kind))),
        _ => println!("{}", story(&schedule)),
    }
    outcome.findings.is_empty()
}

fn many(options: &Options) -> bool {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    println!("{} schedules from seed {} on {threads} threads", options.schedules, options.seed);
    let began = Instant::now();
    let step = (options.schedules / 10).max(1);
    let progress = |done: u64, broken: &[Kind], seed: u64| {
        for kind in broken {
            println!("  {}: --one {seed}", kind.name());
        }
        if done.is_multiple_of(step) {
            println!("  {done} in {:.0} s", began.elapsed().as_secs_f64());
        }
    };
    let draw = |seed| options.draw(seed);
    let tally = campaign(options.schedules, options.seed, threads, options.show, draw, progress);
    let seconds = began.elapsed().as_secs_f64();
    for (kind, seeds) in &tally.seeds {
        for seed in seeds {
            println!("\n-- {}, schedule {seed}, shrunk:", kind.name());
            println!("{}", story(&shrink(&options.draw(*seed), *kind)));
        }
    }
    #[allow(clippy::cast_precision_loss, reason = "for people to read")]
    let each = seconds * 1000.0 * threads as f64 / tally.schedules.max(1) as f64;
    println!("{}", summary(&tally));
    println!("{seconds:.1} s, {each:.2} ms of a core for each");
    tally.clean == tally.schedules
}

/// Breaks each rule in turn; tells of each how it was noticed.
fn notices(asked: &Options) -> bool {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    println!("at most {} schedules a rule, from seed {}", asked.schedules, asked.seed);
    let began = Instant::now();
    let rules: Vec<Rule> = asked.rule.map_or_else(|| Rule::ALL.to_vec(), |rule| vec![rule]);
    let (tested, simulated): (Vec<Rule>, Vec<Rule>) = rules.iter().partition(|rule| law(**rule).is_some());
    let found = gate(&simulated, asked.schedules, asked.seed, threads, |rule, noticed| {
        let how = noticed.map_or_else(
            || "not missed".to_owned(),
            |noticed| {
                format!(
                    "schedule {}, {}:{} --one {}",
                    noticed.schedules,
                    noticed.kind.name(),
                    options(rule),
                    noticed.seed
                )
            },
        );
        println!("{:20} {how}", format!("{rule:?}"));
    });
    let mut silent: Vec<String> =
        found.iter().filter(|(_, noticed)| noticed.is_none()).map(|(rule, _)| format!("{rule:?}")).collect();
    for rule in tested {
        let test = law(rule).unwrap_or_default();
        let missed = passes(test, None) && !passes(test, Some(rule));
        println!("{:20} {} {test}", format!("{rule:?}"), if missed { "test" } else { "not missed by test" });
        if !missed {
            silent.push(format!("{rule:?}"));
        }
    }
    println!(
        "gate: {} of {} rules are missed when they are broken, in {:.0} s{}",
        rules.len() - silent.len(),
        rules.len(),
        began.elapsed().as_secs_f64(),
        if silent.is_empty() { String::new() } else { format!("; not {}", silent.join(", ")) }
    );
    silent.is_empty()
}

/// Runs a test of the core's sync, with a rule broken or with none.
fn passes(test: &str, broken: Option<Rule>) -> bool {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args([
        "test",
        "--quiet",
        "-p",
        "prompt-commons",
        "--features",
        "mutants",
        "--test",
        "sync",
        "--",
    ]);
    command
        .args(["--exact", test])
        .env("BROKEN_RULE", broken.map_or_else(String::new, |rule| format!("{rule:?}")));
    // A test of that name has to be there.
    command.output().is_ok_and(|output| {
        output.status.success() && String::from_utf8_lossy(&output.stdout).contains("1 passed")
    })
}
