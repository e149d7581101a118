//! `demo`: does the main job before one's eyes, or by itself where there is no display.
#![expect(clippy::print_stdout, reason = "it talks to whoever started it")]

use std::{env, path::PathBuf, process::ExitCode, thread, time::Duration};

use prompt_commons_e2e::{
    Result,
    report::Report,
    scenario::{Cast, main_job},
    stage::{Options, Stage},
};

const USAGE: &str = "demo [--headless] [--screenshots DIR]";

fn main() -> Result<ExitCode> {
    let mut headless = ["DISPLAY", "WAYLAND_DISPLAY"].iter().all(|name| env::var_os(name).is_none());
    // build.sh starts it at the root; a short path is one that the user can read.
    let mut pictures = PathBuf::from("target/demo");
    let mut arguments = env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let folder = if argument == "--screenshots" { arguments.next() } else { None };
        match (argument.as_str(), folder) {
            ("--headless", _) => headless = true,
            ("--screenshots", Some(folder)) => pictures = PathBuf::from(folder),
            _ => {
                println!("{USAGE}");
                return Ok(ExitCode::from(2));
            }
        }
    }
    let stage = Stage::new(&Options { headless, ..Options::default() })?;
    let mut report = Report::new(&pictures);
    // A failed step is in the report already.
    let cast = main_job(&stage, &mut report);
    let went_well = report.finish();
    if let (Ok(cast), false) = (cast, headless) {
        stay(&stage, cast);
    }
    Ok(if went_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Leaves the windows to the user until both are closed, or Ctrl+C.
fn stay(stage: &Stage, mut cast: Cast) {
    println!("\nThe windows are yours now; the team's folder is {}.", stage.folder.path().display());
    println!("Close them, or press Ctrl+C, to end the demo and remove its folders.");
    while cast.is_running() {
        thread::sleep(Duration::from_millis(300));
    }
}
