//! ```text
//! simulate [--schedules N] [--seed S] [--show K]   N schedules in a faulty world; K stories a broken law
//! simulate --faults crashes,pauses …               the same with no other faults than these
//! simulate --benign [--schedules N] [--seed S]     the same in a world without faults
//! simulate --one S [--whole]                       the schedule of one seed, shrunk or whole
//! ```

// A command line tool talks on stdout.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::process::ExitCode;
use std::thread;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use prompt_commons_simulator::{Fault, Schedule, benign, campaign, faulty_by, run, shrink, story, summary};

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
        };
        while let Some(word) = words.next() {
            match word.as_str() {
                "--schedules" => options.schedules = words.next()?.parse().ok()?,
                "--seed" => options.seed = words.next()?.parse().ok()?,
                "--show" => options.show = words.next()?.parse().ok()?,
                "--one" => options.one = Some(words.next()?.parse().ok()?),
                "--whole" => options.whole = true,
                "--benign" => options.benign = true,
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
            "usage: simulate [--schedules N] [--seed S] [--show K] [--one S [--whole]] \
             [--benign | --faults {}]",
            Fault::ALL.map(|fault| format!("{fault:?}").to_lowercase()).join(",")
        );
        return ExitCode::from(2);
    };
    // Panics of the engine are findings; each would print itself many times while it is shrunk.
    std::panic::set_hook(Box::new(|_| {}));
    let clean = if let Some(seed) = options.one { one(&options, seed) } else { many(&options) };
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
