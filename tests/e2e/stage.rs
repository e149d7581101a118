//! Everything that a story needs: the people, the folder that they share, and the sites that they visit.

use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::{Result, ensure};

use crate::{chromium::Launch, folder::TeamFolder, member::Member, server::Server};

/// What can differ from one run to another.
#[derive(Debug, Clone)]
pub struct Options {
    /// Without windows.
    pub headless: bool,
    /// Whether access to files is given beforehand; without, someone has to click for it.
    pub grants: bool,
    /// The built extension.
    pub dist: PathBuf,
    /// The pages of the replicas.
    pub sites: PathBuf,
    /// The scripts and styles that those pages load.
    pub replicas: PathBuf,
}

impl Default for Options {
    fn default() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let place = |variable, usual| env::var_os(variable).map_or_else(|| root.join(usual), PathBuf::from);
        Self {
            headless: true,
            grants: true,
            dist: place("PROMPT_COMMONS_DIST", "dist"),
            sites: place("PROMPT_COMMONS_SITES", "tests/replicas/sites.json"),
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
    grants: bool,
}

impl Stage {
    /// Starts the replicas and makes the shared folder.
    pub fn new(options: &Options) -> Result<Self> {
        let dist = options.dist.canonicalize().unwrap_or_else(|_| options.dist.clone());
        ensure!(
            dist.join("manifest.json").exists(),
            "{} holds no built extension; run ./build.sh first",
            dist.display()
        );
        let server = Server::start(&options.sites, &options.replicas)?;
        let launch = Launch {
            headless: options.headless,
            extension: dist,
            hosts: server.hosts,
            port: server.port,
            spki: server.spki,
            language: "en-US".into(),
        };
        Ok(Self { folder: TeamFolder::new()?, launch, grants: options.grants })
    }

    /// Gives someone a browser and a new profile.
    pub fn member(&self, name: &str) -> Result<Member> {
        Member::new(name, self.launch.clone(), self.grants)
    }
}
