//! ```text
//! simulate [--schedules N] [--seed S] [--show K]   N schedules in a faulty world; K stories a broken law
//! simulate --faults crashes,pauses …               the same with no other faults than these
//! simulate --benign [--schedules N] [--seed S]     the same in a world without faults
//! simulate --gate [--schedules N] [--seed S]       is each rule missed within N schedules, if it is broken?
//! simulate --one S [--whole]                       the schedule of one seed, shrunk or whole
//! ```

// A command line tool talks on stdout.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::process::ExitCode;
use std::thread;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use prompt_commons::rule::Rule;
use prompt_commons_simulator::{
    Fault, Schedule, benign, campaign, faulty_by, gate, run, shrink, story, summary,
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
        };
        let mut schedules = None;
        while let Some(word) = words.next() {
            match word.as_str() {
                "--schedules" => schedules = Some(words.next()?.parse().ok()?),
                "--seed" => options.seed = words.next()?.parse().ok()?,
                "--show" => options.show = words.next()?.parse().ok()?,
                "--one" => options.one = Some(words.next()?.parse().ok()?),
                "--whole" => options.whole = true,
                "--benign" => options.benign = true,
                "--gate" => options.gate = true,
                "--faults" => {
                    let list = words.next()?;
                    let names = list.split(',').filter(|name| !name.is_empty());
                    options.faults = names.map(Fault::parse).collect::<Option<_>>()?;
                }
                _ => return None,
            }
        }
        options.schedules = schedules.unwrap_or(if options.gate { 3_000 } else { 10_000 });
        Some(options)
    }

    fn draw(&self, seed: u64) -> Schedule {
        if self.benign { benign(seed) } else { faulty_by(seed, &self.faults) }
    }
}

fn main() -> ExitCode {
    let Some(options) = Options::parse(std::env::args().skip(1)) else {
        eprintln!(
            "usage: simulate [--gate] [--schedules N] [--seed S] [--show K] [--one S [--whole]] \
             [--benign | --faults {}]",
            Fault::ALL.map(|fault| format!("{fault:?}").to_lowercase()).join(",")
        );
        return ExitCode::from(2);
    };
    // Panics of the engine are findings; each would print itself many times while it is shrunk.
    std::panic::set_hook(Box::new(|_| {}));
    let clean = match options.one {
        Some(seed) => one(&options, seed),
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
    let progress = |done: u64| {
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
fn notices(options: &Options) -> bool {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    println!("at most {} schedules a rule, from seed {}", options.schedules, options.seed);
    let began = Instant::now();
    let draw = |seed| options.draw(seed);
    let found = gate(Rule::ALL, options.schedules, options.seed, threads, draw, |rule, noticed| {
        let name = format!("{rule:?}");
        match noticed {
            Some(noticed) => println!(
                "{name:20} {:>5} schedules: {:<14} schedule {:<20} {}",
                noticed.schedules,
                noticed.kind.name(),
                noticed.seed,
                rule.keeps()
            ),
            None => println!(
                "{name:20}  not noticed                                                {}",
                rule.keeps()
            ),
        }
    });
    let missed: Vec<String> =
        found.iter().filter(|(_, noticed)| noticed.is_none()).map(|(rule, _)| format!("{rule:?}")).collect();
    println!(
        "gate: {} of {} rules are missed when they are broken, in {:.0} s{}",
        found.len() - missed.len(),
        found.len(),
        began.elapsed().as_secs_f64(),
        if missed.is_empty() { String::new() } else { format!("; not {}", missed.join(", ")) }
    );
    missed.is_empty()
}
