//! One element of a page, found by its role and accessible name.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::{
    cdp::value_of,
    input::{self, Key},
    page::Page,
    wait,
};

/// A part of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Above its middle.
    Upper,
    /// Below it.
    Lower,
}

/// A handle on an element; it stays with the node, so a re-rendered one has to be found again.
#[derive(Debug, Clone)]
pub struct Element {
    page: Page,
    backend_id: i64,
    description: String,
}

impl Element {
    pub(crate) fn new(page: &Page, backend_id: i64, description: String) -> Self {
        Self { page: page.clone(), backend_id, description }
    }

    /// How it was found: role and name.
    pub fn description(&self) -> &str {
        &self.description
    }

    /// Calls a JavaScript function with the element as `this`, and gives its value.
    pub fn call(&self, function: &str) -> Result<Value> {
        self.call_with(function, &[])
    }

    /// Calls a JavaScript function with the element as `this` and these arguments.
    pub fn call_with(&self, function: &str, arguments: &[Value]) -> Result<Value> {
        let arguments: Vec<_> = arguments.iter().map(|value| json!({ "value": value })).collect();
        let reply = self.page.session().call(
            "Runtime.callFunctionOn",
            json!({
                "objectId": self.object()?, "functionDeclaration": function, "arguments": arguments,
                "awaitPromise": true, "returnByValue": true,
            }),
        )?;
        value_of(&reply).with_context(|| self.description.clone())
    }

    /// The text that it shows, or the value of a form field.
    pub fn text(&self) -> Result<String> {
        let text = self.call("function () { return this.value ?? this.innerText ?? this.textContent; }")?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Result<Option<String>> {
        let value = self.call_with("function (name) { return this.getAttribute(name); }", &[name.into()])?;
        Ok(value.as_str().map(str::to_owned))
    }

    /// Whether the browser would let a person use it.
    pub fn is_enabled(&self) -> Result<bool> {
        let enabled = "function () { return !this.matches(':disabled, [aria-disabled=\"true\"]'); }";
        Ok(self.call(enabled)? == true)
    }

    /// Whether it has the keyboard.
    pub fn is_focused(&self) -> Result<bool> {
        Ok(self.call("function () { return this.getRootNode().activeElement === this; }")? == true)
    }

    /// Waits for the one element with this role and accessible name inside this one.
    pub fn find(&self, role: &str, name: &str) -> Result<Element> {
        wait::until(&format!("{role} “{name}” in {}", self.description), || {
            let mut found = self.find_all(role, Some(name))?;
            ensure!(found.len() == 1, "{} of them in “{}”", found.len(), self.text()?);
            found.pop().context("counted above")
        })
    }

    /// All elements of a role inside this one that are there now.
    pub fn find_all(&self, role: &str, name: Option<&str>) -> Result<Vec<Element>> {
        self.page.query(&self.object()?, role, name)
    }

    /// Clicks its centre with the mouse, once it stands still, is enabled and nothing covers it.
    pub fn click(&self) -> Result<()> {
        wait::until(&format!("{} to be clickable", self.description), || self.try_click())
    }

    /// Brings the mouse over it.
    pub fn hover(&self) -> Result<()> {
        let (x, y) = wait::until(&format!("{} to stand still", self.description), || self.settled_centre())?;
        let event = json!({ "type": "mouseMoved", "x": x, "y": y });
        self.page.input().call("Input.dispatchMouseEvent", event)?;
        Ok(())
    }

    /// Gives a field of type `file` a file, as if it had been chosen in the native dialog.
    pub fn give_file(&self, path: &std::path::Path) -> Result<()> {
        let files = json!({ "files": [path], "backendNodeId": self.backend_id });
        self.page.session().call("DOM.setFileInputFiles", files)?;
        Ok(())
    }

    /// Drags it onto another element: onto the upper part of that, or the lower one.
    pub fn drag_onto(&self, other: &Element, part: Part) -> Result<()> {
        let (from, (x, y)) = (self.settled_centre()?, other.settled_centre()?);
        let shape = other.call("function () { return this.getBoundingClientRect().height; }")?;
        let quarter = shape.as_f64().context("it has no height")? / 4.0;
        let to = if part == Part::Upper { y - quarter } else { y + quarter };
        input::drag(&self.page, from, (x, to))?;
        Ok(())
    }

    /// Clicks its centre if that is possible now.
    pub(crate) fn try_click(&self) -> Result<()> {
        let (x, y) = self.settled_centre()?;
        input::click(self.page.input(), x, y)
    }

    /// Replaces the text of a field as typing would, if that is possible now: a click, select all, insert.
    pub(crate) fn try_fill(&self, text: &str) -> Result<()> {
        self.try_click()?;
        // Select all by the field's own means: a key chord is not the same on every platform.
        self.call("function () { this.select(); }")?;
        if text.is_empty() {
            input::press(self.page.input(), Key::Delete)?;
        } else {
            self.page.insert_text(text)?;
        }
        let now = self.text()?;
        ensure!(now == text, "{} holds {now:?}", self.description);
        Ok(())
    }

    /// Chooses an entry of a `<select>` by its label; the native list itself is out of reach of any driver.
    pub fn choose(&self, label: &str) -> Result<()> {
        let chosen = self.call_with(
            "function (label) {
                const option = [...this.options].find((each) => each.label.trim() === label);
                if (!option) return [...this.options].map((each) => each.label);
                this.value = option.value;
                for (const type of ['input', 'change']) {
                    this.dispatchEvent(new Event(type, { bubbles: true }));
                }
                return true;
            }",
            &[label.into()],
        )?;
        ensure!(chosen == true, "{} has no “{label}”, only {chosen}", self.description);
        Ok(())
    }

    /// The centre in the outermost page, seen twice at the same place and really on top there.
    fn settled_centre(&self) -> Result<(f64, f64)> {
        let node = json!({ "backendNodeId": self.backend_id });
        self.page.session().call("DOM.scrollIntoViewIfNeeded", node)?;
        let (x, y) = self.centre()?;
        wait::a_moment();
        ensure!(self.centre()? == (x, y), "it moves");
        ensure!(self.is_enabled()?, "it is disabled");
        let hit = self.call_with(
            "function (x, y) {
                const hit = this.getRootNode().elementFromPoint(x, y);
                const ours = hit && (this.contains(hit) || hit.contains(this) || hit.control === this);
                return ours || `covered by ${hit?.outerHTML?.slice(0, 120) ?? 'nothing'}`;
            }",
            &[x.into(), y.into()],
        )?;
        ensure!(hit == true, "{hit}");
        let (left, top) = self.page.offset()?;
        Ok((left + x, top + y))
    }

    fn centre(&self) -> Result<(f64, f64)> {
        let quads =
            self.page.session().call("DOM.getContentQuads", json!({ "backendNodeId": self.backend_id }))?;
        let corners: Vec<f64> = quads["quads"][0]
            .as_array()
            .context("it is not shown")?
            .iter()
            .filter_map(Value::as_f64)
            .collect();
        let mean = |skip: usize| corners.iter().skip(skip).step_by(2).sum::<f64>() / 4.0;
        Ok((mean(0), mean(1)))
    }

    fn object(&self) -> Result<Value> {
        let node = json!({ "backendNodeId": self.backend_id });
        let reply = self.page.session().call("DOM.resolveNode", node);
        Ok(reply.with_context(|| format!("{} is gone", self.description))?["object"]["objectId"].clone())
    }
}
