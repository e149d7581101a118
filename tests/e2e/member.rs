//! One person: a browser profile of their own with the extension in it.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::{
    chromium::{Chromium, Launch},
    folder::hand_over,
    page::Page,
    profile::{FileAccess, Profile},
    wait,
};

/// The accessible name of the icon beside the composer. It is in a closed shadow root, which hides it from the
/// page but not from assistive technology, and so not from [`Page::find`].
pub const ICON: &str = "Insert a prompt";

/// Someone who uses the extension.
#[derive(Debug)]
pub struct Member {
    /// What the report calls them.
    pub name: String,
    /// The address that they type on setup.
    pub email: String,
    // Before the profile, as fields are dropped in this order and a running browser would write on.
    browser: Option<Chromium>,
    profile: Profile,
    launch: Launch,
}

impl Member {
    /// Gives someone a new profile and starts their browser.
    pub fn new(name: &str, launch: Launch, access: FileAccess) -> Result<Self> {
        let profile = Profile::new()?;
        profile.allow_unpacked()?;
        profile.set_file_access(&launch.extension.id, access)?;
        let email = format!("{}@company.com", name.to_lowercase());
        let mut member = Self { name: name.to_owned(), email, profile, launch, browser: None };
        member.start()?;
        Ok(member)
    }

    /// Takes the errors that this browser's pages have logged since the last time.
    pub fn complaints(&self) -> Vec<String> {
        self.browser.as_ref().map(|browser| browser.cdp().take_complaints()).unwrap_or_default()
    }

    /// Starts the browser on the profile as the last run left it.
    pub fn start(&mut self) -> Result<()> {
        ensure!(self.browser.is_none(), "{}'s browser runs already", self.name);
        let browser = Chromium::launch(&self.profile, &self.launch)?;
        // DevTools answers before unpacked extensions are loaded; until then their pages are blocked.
        let tab = Page::attach(browser.cdp(), &browser.target("page", "about:blank")?)?;
        wait::until("the extension to be loaded", || tab.goto(&self.url("manifest.json")))?;
        tab.goto("about:blank")?;
        self.browser = Some(browser);
        Ok(())
    }

    /// The running browser.
    pub fn browser(&self) -> Result<&Chromium> {
        self.browser.as_ref().with_context(|| format!("{}'s browser is not running", self.name))
    }

    /// Whether the browser still runs; its user may have closed it.
    pub fn is_running(&mut self) -> bool {
        self.browser.as_mut().is_some_and(Chromium::is_running)
    }

    /// Closes the browser as its user would.
    pub fn close(&mut self) -> Result<()> {
        self.browser.take().map_or(Ok(()), Chromium::close)
    }

    /// Kills the browser in the middle of whatever it does.
    pub fn kill(&mut self) {
        if let Some(browser) = self.browser.take() {
            browser.kill();
        }
    }

    /// Changes the standing access to files. The browser must not be running.
    pub fn set_file_access(&self, access: FileAccess) -> Result<()> {
        ensure!(self.browser.is_none(), "a running browser would overwrite its preferences");
        self.profile.set_file_access(&self.launch.extension.id, access)
    }

    /// Lets the extension onto a site that it has to ask for. The browser must not be running.
    pub fn allow_site(&self, pattern: &str) -> Result<()> {
        ensure!(self.browser.is_none(), "a running browser would overwrite its preferences");
        self.profile.allow_site(&self.launch.extension.id, pattern)
    }

    /// Has the browser say yes without a question when the extension asks for this permission. It must not be running.
    pub fn allow_when_asked(&self, permission: &str) -> Result<()> {
        ensure!(self.browser.is_none(), "a running browser would overwrite its preferences");
        self.profile.allow_when_asked(&self.launch.extension.id, permission)
    }

    /// Chooses an entry of one of the extension's context menus, with this page in front.
    pub fn choose_menu(&self, page: &Page, entry: &str) -> Result<()> {
        page.activate()?;
        let info = json!({ "menuItemId": entry, "pageUrl": page.eval("location.href")? });
        self.in_worker(&format!(
            "chrome.tabs.query({{ active: true, lastFocusedWindow: true }}).then(([tab]) => {{
                chrome.contextMenus.onClicked.dispatch({info}, tab);
                return true;
            }})"
        ))?;
        Ok(())
    }

    /// An address inside the extension.
    pub fn url(&self, path: &str) -> String {
        self.launch.extension.url(path)
    }

    /// Opens the full page at a route: `create`, `join`, `library/…`, `settings`.
    pub fn page(&self, route: &str) -> Result<Page> {
        self.browser()?.open(&self.url(&format!("page.html#{route}")))
    }

    /// Opens the replica of a site and waits until the extension's content script has had its turn.
    pub fn site(&self, host: &str) -> Result<Page> {
        self.browser()?.open(&format!("https://{host}/"))
    }

    /// Opens the real popup over the tab in front, as a click on the toolbar's icon would.
    pub fn popup(&self) -> Result<Page> {
        let browser = self.browser()?;
        let url = self.url("popup.html");
        if let Ok(open) = browser.target_now("page", &url) {
            Page::attach(browser.cdp(), &open)?.close()?;
        }
        // With several browsers on one display, the popup's own has to come to the front first.
        self.in_worker(
            "chrome.windows.getAll({ windowTypes: ['normal'] })
                .then(([{ id }]) => chrome.windows.update(id, { focused: true }))
                .then(() => true)",
        )?;
        wait::until("the popup to open", || self.in_worker("chrome.action.openPopup().then(() => true)"))?;
        let popup = Page::attach(browser.cdp(), &browser.target("page", &url)?)?;
        popup.wait_for("document.readyState === 'complete'")?;
        Ok(popup)
    }

    /// Removes the extension from the browser, as its user may.
    pub fn remove_extension(&self) -> Result<()> {
        // What asks for it ends with it, and answers before.
        self.in_worker("setTimeout(() => chrome.management.uninstallSelf()) > 0")?;
        let browser = self.browser()?;
        wait::until("the extension to be gone", || {
            let there = browser.target_now("service_worker", &self.url("")).is_ok();
            ensure!(!there, "it still runs");
            Ok(())
        })
    }

    /// Evaluates an expression in the service worker, which is woken first and left alone afterwards.
    pub fn in_worker(&self, expression: &str) -> Result<Value> {
        let browser = self.browser()?;
        let url = self.url("");
        let worker = wait::until("the service worker", || {
            browser.target_now("service_worker", &url).or_else(|_| {
                self.wake_worker()?;
                browser.target_now("service_worker", &url)
            })
        })?;
        let session = browser.attach(&worker)?;
        let value = wait::until("the worker's chrome.action", || {
            ensure!(session.eval("Boolean(globalThis.chrome?.action)")? == true, "it is still starting");
            Ok(())
        })
        .and_then(|()| session.eval(expression));
        // An attached debugger would keep it from ever going to sleep.
        let _ = session.detach();
        value
    }

    /// Starts the service worker when it sleeps, by the means that the browser's own developer tools use.
    fn wake_worker(&self) -> Result<()> {
        let browser = self.browser()?;
        let page = browser.attach(&browser.target("page", "")?)?;
        page.call("ServiceWorker.enable", json!({}))?;
        page.call("ServiceWorker.startWorker", json!({ "scopeURL": self.url("") }))?;
        page.detach()
    }

    /// Stops the service worker, as the browser does after a while without work.
    pub fn stop_worker(&self) -> Result<()> {
        let browser = self.browser()?;
        let page = browser.attach(&browser.target("page", "")?)?;
        page.call("ServiceWorker.enable", json!({}))?;
        page.call("ServiceWorker.stopAllWorkers", json!({}))?;
        page.detach()?;
        wait::until("the worker to stop", || {
            let there = browser.target_now("service_worker", &self.url("")).is_ok();
            ensure!(!there, "it still runs");
            Ok(())
        })
    }

    /// Attaches to the selector's frame that stands in a site's page.
    pub fn selector_frame(&self, site: &Page) -> Result<Page> {
        let browser = self.browser()?;
        let id = wait::until("the selector's frame", || {
            let targets = browser.targets()?;
            let ours = targets.iter().find(|target| {
                target["type"] == "iframe"
                    && target["parentFrameId"] == site.target_id()
                    && target["url"].as_str().is_some_and(|url| self.is_selector(url))
            });
            let id = ours.and_then(|target| target["targetId"].as_str());
            id.map(str::to_owned).context("no such frame in this page")
        })?;
        site.frame(&id)
    }

    fn is_selector(&self, url: &str) -> bool {
        ["selector.html", "own.html"].iter().any(|path| url.starts_with(&self.url(path)))
    }

    /// Opens the selector through the icon beside the composer.
    pub fn open_selector(&self, site: &Page) -> Result<Page> {
        site.click("button", ICON)?;
        self.selector_frame(site)
    }

    /// Clicks a button that opens a picker, and chooses this file or folder in it.
    pub fn pick(&self, page: &Page, button: &str, path: &Path) -> Result<()> {
        hand_over(page, path)?;
        page.click("button", button)
    }
}
