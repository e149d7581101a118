//! Anything with a document: a tab, the popup, or a frame that runs in another process.

use std::{fs, path::Path, sync::Arc};

use anyhow::{Context, Result, bail, ensure};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Value, json};

use crate::{
    cdp::{Cdp, Session},
    element::Element,
    wait,
};

/// Light or dark, as the operating system would tell the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// Dark text on a light ground.
    Light,
    /// Light text on a dark ground.
    Dark,
}

impl Scheme {
    /// The word that CSS and file names use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// A document under our control.
#[derive(Debug, Clone)]
pub struct Page {
    cdp: Arc<Cdp>,
    session: Session,
    target_id: String,
    /// The page that holds this one as a frame: input goes through it, and positions add up.
    parent: Option<Box<Page>>,
}

impl Page {
    /// Attaches to a tab or the popup.
    pub fn attach(cdp: &Arc<Cdp>, target_id: &str) -> Result<Self> {
        let session = cdp.attach(target_id)?;
        for domain in ["Page", "Runtime", "Log", "DOM"] {
            session.call(&format!("{domain}.enable"), json!({}))?;
        }
        Ok(Self { cdp: Arc::clone(cdp), session, target_id: target_id.to_owned(), parent: None })
    }

    /// Attaches to a frame of another process that stands in this page, at any depth of shadow roots.
    pub fn frame(&self, target_id: &str) -> Result<Self> {
        Ok(Self { parent: Some(Box::new(self.clone())), ..Self::attach(&self.cdp, target_id)? })
    }

    /// The session, for what the rest of this type doesn't offer.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The target's id.
    pub fn target_id(&self) -> &str {
        &self.target_id
    }

    /// The session that takes mouse and keyboard: the outermost page's.
    pub(crate) fn input(&self) -> &Session {
        self.parent.as_ref().map_or(&self.session, |parent| parent.input())
    }

    /// Where this document's corner is in the outermost page.
    pub(crate) fn offset(&self) -> Result<(f64, f64)> {
        let Some(parent) = &self.parent else { return Ok((0.0, 0.0)) };
        let (x, y) = parent.offset()?;
        let owner = parent.session.call("DOM.getFrameOwner", json!({ "frameId": self.target_id }))?;
        let owner = json!({ "backendNodeId": owner["backendNodeId"] });
        let model = parent.session.call("DOM.getBoxModel", owner)?;
        let corner = model["model"]["content"].as_array().context("a frame without a box")?;
        let at = |index| corner.get(index).and_then(Value::as_f64).unwrap_or_default();
        Ok((x + at(0), y + at(1)))
    }

    /// Goes to an address and waits until it has loaded.
    pub fn goto(&self, url: &str) -> Result<()> {
        let reply = self.session.call("Page.navigate", json!({ "url": url }))?;
        if let Some(error) = reply["errorText"].as_str() {
            bail!("{url} did not open: {error}");
        }
        self.wait_loaded(url)
    }

    /// Loads the page again.
    pub fn reload(&self) -> Result<()> {
        self.eval("window.__stale = true")?;
        self.session.call("Page.reload", json!({}))?;
        self.wait_for("document.readyState === 'complete' && !window.__stale")
    }

    pub(crate) fn wait_loaded(&self, url: &str) -> Result<()> {
        wait::until(&format!("{url} to load"), || {
            let seen = self.eval("[location.href, document.readyState]")?;
            ensure!(seen[0] != "about:blank" || url == "about:blank", "still {seen}");
            ensure!(seen[0] != "chrome-error://chromewebdata/", "the browser's own error page");
            ensure!(seen[1] == "complete", "{seen}");
            Ok(())
        })
    }

    /// Evaluates an expression in the page's own world, awaits it, and gives its value as JSON.
    pub fn eval(&self, expression: &str) -> Result<Value> {
        self.session.eval(expression)
    }

    /// Waits until an expression is truthy in the page.
    pub fn wait_for(&self, condition: &str) -> Result<()> {
        wait::until(&format!("`{condition}`"), || {
            let seen = self.eval(condition)?;
            let falsy = matches!(&seen, Value::Null | Value::Bool(false)) || seen == 0 || seen == "";
            ensure!(!falsy, "{seen}; logged: {:?}", self.cdp.complaints());
            Ok(())
        })
    }

    /// Waits for the one element with this role and accessible name, wherever it is: closed shadow roots too.
    pub fn find(&self, role: &str, name: &str) -> Result<Element> {
        wait::until(&format!("{role} “{name}”"), || self.find_now(role, name))
    }

    /// Finds the one element with this role and accessible name, if it is there now.
    pub fn find_now(&self, role: &str, name: &str) -> Result<Element> {
        let mut found = self.find_all(role, Some(name))?;
        match (found.pop(), found.len()) {
            (Some(element), 0) => Ok(element),
            (Some(_), others) => bail!("{} times {role} “{name}”", others + 1),
            (None, _) => bail!("not in {}", self.outline()?),
        }
    }

    /// Clicks the one element with this role and accessible name, finding it again when it is rendered anew.
    pub fn click(&self, role: &str, name: &str) -> Result<()> {
        wait::until(&format!("a click on {role} “{name}”"), || self.find_now(role, name)?.try_click())
    }

    /// Replaces the text of a field, finding it again when it is rendered anew.
    pub fn fill(&self, role: &str, name: &str, text: &str) -> Result<()> {
        wait::until(&format!("{role} “{name}” to be filled"), || {
            self.find_now(role, name)?.try_fill(text)
        })
    }

    /// All elements of a role that are there now, in the order of the document.
    pub fn find_all(&self, role: &str, name: Option<&str>) -> Result<Vec<Element>> {
        let root = self.session.call("Runtime.evaluate", json!({ "expression": "document" }))?;
        self.query(&root["result"]["objectId"], role, name)
    }

    /// Waits until no element has this role and accessible name.
    pub fn wait_gone(&self, role: &str, name: &str) -> Result<()> {
        wait::until(&format!("{role} “{name}” to go"), || {
            ensure!(self.find_all(role, Some(name))?.is_empty(), "it is still there");
            Ok(())
        })
    }

    /// Waits until an element with this role contains this text, and gives its whole text.
    pub fn wait_text(&self, role: &str, text: &str) -> Result<String> {
        wait::until(&format!("{role} saying “{text}”"), || {
            let mut seen = Vec::new();
            for element in self.find_all(role, None)? {
                seen.push(element.text()?);
            }
            let found = seen.iter().find(|seen| seen.contains(text)).cloned();
            found.with_context(|| {
                format!("{role} says {seen:?}; the page: {}", self.outline().unwrap_or_default())
            })
        })
    }

    /// All text that the page shows.
    pub fn text(&self) -> Result<String> {
        let text = self.eval("document.body?.innerText ?? ''")?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    pub(crate) fn query(&self, object: &Value, role: &str, name: Option<&str>) -> Result<Vec<Element>> {
        let mut params = json!({ "objectId": object, "role": role });
        if let Some(name) = name {
            params["accessibleName"] = name.into();
        }
        let reply = self.session.call("Accessibility.queryAXTree", params)?;
        let nodes = reply["nodes"].as_array().context("no accessibility nodes")?;
        let shown = nodes.iter().filter(|node| node["ignored"] == false);
        Ok(shown
            .filter_map(|node| {
                let name = node["name"]["value"].as_str().unwrap_or_default();
                Some(Element::new(self, node["backendDOMNodeId"].as_i64()?, format!("{role} “{name}”")))
            })
            .collect())
    }

    /// What a screen reader would find to act on, for failure messages.
    fn outline(&self) -> Result<String> {
        let tree = self.session.call("Accessibility.getFullAXTree", json!({}))?;
        let nodes = tree["nodes"].as_array().into_iter().flatten();
        let words = nodes.filter(|node| node["ignored"] == false).filter_map(|node| {
            let (role, name) = (node["role"]["value"].as_str()?, node["name"]["value"].as_str()?);
            let dull = ["StaticText", "InlineTextBox", "none", "generic"].contains(&role) || name.is_empty();
            (!dull).then(|| format!("{role} “{name}”"))
        });
        let words = words.take(60).collect::<Vec<_>>().join(", ");
        Ok(format!("[{words}]; logged: {:?}", self.cdp.complaints()))
    }

    /// Brings the tab to the front.
    pub fn activate(&self) -> Result<()> {
        self.input().call("Page.bringToFront", json!({}))?;
        Ok(())
    }

    /// The addresses of the frames in the page that run in other processes.
    pub fn frames(&self) -> Result<Vec<String>> {
        let reply = self.cdp.browser().call("Target.getTargets", json!({ "filter": [{}] }))?;
        let targets = reply["targetInfos"].as_array().into_iter().flatten();
        let ours = targets.filter(|target| target["parentFrameId"] == self.target_id.as_str());
        Ok(ours.filter_map(|target| target["url"].as_str().map(str::to_owned)).collect())
    }

    /// Shows the page in light or dark, and without movement.
    pub fn set_scheme(&self, scheme: Scheme) -> Result<()> {
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme.name() },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.session.call("Emulation.setEmulatedMedia", json!({ "features": features }))?;
        Ok(())
    }

    /// Gives the page a viewport of this size, in CSS pixels.
    pub fn set_viewport(&self, width: u32, height: u32) -> Result<()> {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.session.call("Emulation.setDeviceMetricsOverride", metrics)?;
        Ok(())
    }

    /// Saves what the outermost page shows as a PNG.
    pub fn screenshot(&self, file: &Path) -> Result<()> {
        let reply = self.input().call("Page.captureScreenshot", json!({ "format": "png" }))?;
        let data = reply["data"].as_str().context("no picture")?;
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(file, BASE64_STANDARD.decode(data)?)?;
        Ok(())
    }

    /// Closes the tab or the popup, and waits until it is gone.
    pub fn close(&self) -> Result<()> {
        let browser = self.cdp.browser();
        browser.call("Target.closeTarget", json!({ "targetId": self.target_id }))?;
        wait::until("the page to close", || {
            let gone = browser.call("Target.getTargetInfo", json!({ "targetId": self.target_id })).is_err();
            ensure!(gone, "it is still there");
            Ok(())
        })
    }
}
