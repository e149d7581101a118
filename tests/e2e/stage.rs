//! Everything that a story needs: the people, the folder that they share, and the sites that they visit.

use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::Result;

use crate::{
    chromium::Launch, extension::Extension, folder::TeamFolder, member::Member, profile::FileAccess,
    report::Report, server::Server,
};

/// What can differ from one run to another.
#[derive(Debug, Clone)]
pub struct Options {
    /// Without windows.
    pub headless: bool,
    /// What new profiles say to the wish for files.
    pub access: FileAccess,
    /// The built extension.
    pub dist: PathBuf,
    /// The built replicas of the sites, with their `sites.json`.
    pub replicas: PathBuf,
}

impl Default for Options {
    fn default() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let place = |variable, usual| env::var_os(variable).map_or_else(|| root.join(usual), PathBuf::from);
        Self {
            headless: true,
            access: FileAccess::Granted,
            dist: place("PROMPT_COMMONS_DIST", "dist"),
            replicas: place("PROMPT_COMMONS_REPLICAS", "target/replicas"),
        }
    }
}

/// The stage, ready to play on.
#[derive(Debug)]
pub struct Stage {
    /// The folder that the team shares.
    pub folder: TeamFolder,
    launch: Launch,
    access: FileAccess,
}

impl Stage {
    /// Starts the replicas and makes the shared folder.
    pub fn new(options: &Options) -> Result<Self> {
        let extension = Extension::read(&options.dist)?;
        let server = Server::start(&options.replicas)?;
        let launch = Launch {
            headless: options.headless,
            extension,
            hosts: server.hosts,
            port: server.port,
            spki: server.spki,
            language: "en-US".into(),
        };
        Ok(Self { folder: TeamFolder::new()?, launch, access: options.access })
    }

    /// Gives someone a browser and a new profile.
    pub fn member(&self, name: &str) -> Result<Member> {
        self.member_speaking(name, "en-US")
    }

    /// Gives someone a browser in a language of theirs, and a new profile.
    pub fn member_speaking(&self, name: &str, language: &str) -> Result<Member> {
        let launch = Launch { language: language.to_owned(), ..self.launch.clone() };
        Member::new(name, launch, self.access)
    }
}

/// Plays one story on a stage of its own, without windows; what the tests call.
pub fn story(name: &str, play: impl FnOnce(&Stage, &mut Report) -> Result<()>) -> Result<()> {
    story_on(&Options::default(), name, play)
}

/// Plays one story on a stage that is not the usual one.
pub fn story_on(
    options: &Options,
    name: &str,
    play: impl FnOnce(&Stage, &mut Report) -> Result<()>,
) -> Result<()> {
    let stage = Stage::new(options)?;
    let pictures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/e2e").join(name);
    let mut report = Report::new(&pictures);
    let outcome = play(&stage, &mut report);
    report.finish();
    outcome
}
