//! Starts, kills and restarts a Chromium of our own.

use std::{
    env, fs,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
};

use anyhow::{Context, Result, anyhow, bail};
use rustix::process::{Pid, Signal, getuid, kill_process_group};
use serde_json::{Value, json};

use crate::{
    cdp::{Cdp, Session},
    extension::Extension,
    page::Page,
    profile::Profile,
    scratch, wait,
};

/// What a launch needs besides the profile.
#[derive(Debug, Clone)]
pub struct Launch {
    /// Without windows.
    pub headless: bool,
    /// The unpacked extension.
    pub extension: Extension,
    /// Host names that lead to the local server, and its port; all others lead nowhere.
    pub hosts: Vec<String>,
    /// The local server's port.
    pub port: u16,
    /// The fingerprint of the local server's key, the only certificate that is trusted.
    pub spki: String,
    /// The language of the user interface.
    pub language: String,
}

/// A running browser.
#[derive(Debug)]
pub struct Chromium {
    child: Child,
    cdp: Arc<Cdp>,
}

impl Chromium {
    /// Starts a browser on a profile and connects to it.
    pub fn launch(profile: &Profile, launch: &Launch) -> Result<Self> {
        let announced = profile.path().join("DevToolsActivePort");
        // A killed browser leaves its announcement behind.
        let _ = fs::remove_file(&announced);
        let log = fs::File::create(profile.path().join("browser.log"))?;
        let mut child = Command::new(find()?)
            .args(arguments(profile.path(), launch))
            .arg("about:blank")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            // A group of its own, so that its helpers can be killed with it, and Ctrl+C reaches only us.
            .process_group(0)
            .spawn()
            .context("starting Chromium")?;
        if let Some(group) = group(&child) {
            scratch::hold(group);
        }
        let connected = wait::until("Chromium's DevTools port", || {
            if let Some(status) = child.try_wait()? {
                let log = fs::read_to_string(profile.path().join("browser.log")).unwrap_or_default();
                // Ends the waiting at once: a browser that has gone won't come back.
                return Ok(Err(anyhow!("Chromium ended at once ({status}):\n{log}")));
            }
            let text = fs::read_to_string(&announced).context("no announcement yet")?;
            let (port, path) = text.split_once('\n').context("half an announcement")?;
            Ok(Ok(Cdp::connect(port.parse()?, path.trim())?))
        });
        match connected.and_then(|outcome| outcome) {
            Ok(cdp) => Ok(Self { child, cdp }),
            Err(error) => {
                kill_group(&mut child);
                Err(error)
            }
        }
    }

    /// The connection, for what the rest of this type doesn't offer.
    pub fn cdp(&self) -> &Arc<Cdp> {
        &self.cdp
    }

    /// All targets: `targetId`, `type`, `url`, `title`, `parentFrameId` …
    pub fn targets(&self) -> Result<Vec<Value>> {
        let reply = self.cdp.browser().call("Target.getTargets", json!({ "filter": [{}] }))?;
        Ok(reply["targetInfos"].as_array().cloned().unwrap_or_default())
    }

    /// Waits for the target of this type whose address starts with `url`, and gives its id.
    pub fn target(&self, kind: &str, url: &str) -> Result<String> {
        wait::until(&format!("a {kind} at {url}"), || self.target_now(kind, url))
    }

    /// The id of the target of this type whose address starts with `url`, if it is there now.
    pub fn target_now(&self, kind: &str, url: &str) -> Result<String> {
        let targets = self.targets()?;
        let found = targets.iter().find(|target| {
            target["type"] == kind && target["url"].as_str().is_some_and(|at| at.starts_with(url))
        });
        if let Some(id) = found.and_then(|target| target["targetId"].as_str()) {
            return Ok(id.to_owned());
        }
        let seen: Vec<_> = targets.iter().map(|t| format!("{} {}", t["type"], t["url"])).collect();
        bail!("there are only {}", seen.join(", "))
    }

    /// Attaches to a target without any of the comforts of a page; meant for service workers.
    pub fn attach(&self, target_id: &str) -> Result<Session> {
        self.cdp.attach(target_id)
    }

    /// Opens a tab in front and waits until it has loaded.
    pub fn open(&self, url: &str) -> Result<Page> {
        let reply = self.cdp.browser().call("Target.createTarget", json!({ "url": url }))?;
        let id = reply["targetId"].as_str().context("createTarget gave no target")?;
        let page = Page::attach(&self.cdp, id)?;
        page.wait_loaded(url)?;
        Ok(page)
    }

    /// Whether the browser still runs.
    pub fn is_running(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Kills the browser and all its helpers in the middle of whatever they do.
    pub fn kill(mut self) {
        kill_group(&mut self.child);
    }

    /// Closes the browser as its user would, and waits until it is gone.
    pub fn close(mut self) -> Result<()> {
        // The reply may be lost in the closing itself.
        let _ = self.cdp.browser().call("Browser.close", json!({}));
        wait::until("Chromium to close", || match self.child.try_wait()? {
            Some(_) => Ok(()),
            None => bail!("it still runs"),
        })
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        kill_group(&mut self.child);
    }
}

/// Kills the group that a child of ours leads, helpers included.
fn kill_group(child: &mut Child) {
    let Some(group) = group(child) else { return };
    // Once the child was waited for, its number may belong to another.
    if matches!(child.try_wait(), Ok(None)) {
        let _ = kill_process_group(group, Signal::KILL);
        let _ = child.wait();
    }
    scratch::release(group);
}

fn group(child: &Child) -> Option<Pid> {
    i32::try_from(child.id()).ok().and_then(Pid::from_raw)
}

/// Finds a Chromium: the environment's `CHROMIUM`, or one at the usual places.
pub fn find() -> Result<PathBuf> {
    if let Some(path) = env::var_os("CHROMIUM") {
        return Ok(path.into());
    }
    ["chromium", "chromium-browser", "google-chrome"]
        .iter()
        .map(|name| Path::new("/usr/bin").join(name))
        .find(|path| path.exists())
        .context("no Chromium found; install it or set CHROMIUM to its path")
}

fn arguments(profile: &Path, launch: &Launch) -> Vec<String> {
    let rules: Vec<_> =
        launch.hosts.iter().map(|host| format!("MAP {host}:443 127.0.0.1:{}", launch.port)).collect();
    let extension = launch.extension.folder.display();
    let mut arguments = vec![
        format!("--user-data-dir={}", profile.display()),
        "--remote-debugging-port=0".into(),
        format!("--load-extension={extension}"),
        format!("--disable-extensions-except={extension}"),
        format!("--host-resolver-rules={}, MAP * ~NOTFOUND", rules.join(", ")),
        format!("--ignore-certificate-errors-spki-list={}", launch.spki),
        format!("--lang={}", launch.language),
        format!("--accept-lang={}", launch.language),
        "--window-size=1280,900".into(),
    ];
    arguments.extend(QUIET.iter().map(ToString::to_string));
    if launch.headless {
        arguments.push("--headless=new".into());
        // The default screen of 800 × 600 cuts popups off.
        arguments.push("--screen-info={1920x1080}".into());
    }
    if getuid().is_root() {
        // Chromium refuses to start its sandbox as root.
        arguments.push("--no-sandbox".into());
    }
    arguments
}

/// Keeps the browser from talking, updating, asking and guessing by itself.
const QUIET: &[&str] = &[
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--disable-gpu",
    "--disable-quic",
    "--disable-search-engine-choice-screen",
    "--hide-crash-restore-bubble",
    "--password-store=basic",
    "--use-mock-keychain",
    // Pages of the address bar, loaded at each start: two cores are busy with them for seconds.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup",
];
