//! Mouse and keyboard as the browser gets them from a person.

use anyhow::Result;
use serde_json::{Value, json};

use crate::{cdp::Session, page::Page};

/// A key that does something other than write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// Confirms.
    Enter,
    /// Closes or cancels.
    Escape,
    /// To the next field.
    Tab,
    /// Removes what is selected, or what is behind the caret.
    Delete,
    /// Removes what is before the caret.
    Backspace,
    /// Up a line or an entry.
    Up,
    /// Down a line or an entry.
    Down,
    /// To the left.
    Left,
    /// To the right.
    Right,
    /// To the end of the line.
    End,
    /// To the start of the line.
    Home,
    /// A letter together with Ctrl, in upper case: `Ctrl('Z')`.
    Ctrl(char),
    /// Confirms where Enter alone begins a line.
    CtrlEnter,
    /// A letter together with Alt, in upper case.
    Alt(char),
}

impl Key {
    /// The names and the number that a browser's key event carries.
    fn event(self) -> Value {
        let named =
            |key: &str, number: u32| json!({ "key": key, "code": key, "windowsVirtualKeyCode": number });
        match self {
            // Without the text it would be a key that no form and no editor hears.
            Self::Enter => {
                json!({ "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r" })
            }
            Self::Escape => named("Escape", 27),
            Self::Tab => named("Tab", 9),
            Self::Delete => json!({
                "key": "Delete", "code": "Delete", "windowsVirtualKeyCode": 46, "commands": ["deleteForward"],
            }),
            Self::Backspace => json!({
                "key": "Backspace", "code": "Backspace", "windowsVirtualKeyCode": 8, "commands": ["deleteBackward"],
            }),
            Self::Up => named("ArrowUp", 38),
            Self::Down => named("ArrowDown", 40),
            Self::Left => named("ArrowLeft", 37),
            Self::Right => named("ArrowRight", 39),
            Self::End => named("End", 35),
            Self::Home => named("Home", 36),
            Self::CtrlEnter => {
                json!({ "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "modifiers": 2 })
            }
            Self::Alt(letter) => json!({
                "key": letter.to_ascii_lowercase().to_string(), "code": format!("Key{letter}"),
                "windowsVirtualKeyCode": u32::from(letter), "modifiers": 1,
            }),
            Self::Ctrl(letter) => {
                let mut event = json!({
                    "key": letter.to_ascii_lowercase().to_string(), "code": format!("Key{letter}"),
                    "windowsVirtualKeyCode": u32::from(letter), "modifiers": 2,
                });
                // A synthetic chord reaches the page but not the browser's own editing, unless it is named.
                let command = match letter {
                    'A' => "selectAll",
                    'V' => "paste",
                    'Z' => "undo",
                    _ => return event,
                };
                event["commands"] = json!([command]);
                event
            }
        }
    }
}

impl Page {
    /// Presses and releases a key in whatever has the keyboard.
    pub fn press(&self, key: Key) -> Result<()> {
        press(self.input(), key)
    }

    /// What a key comes to that is held: pressed once more without being let go.
    pub fn repeat(&self, key: Key) -> Result<()> {
        let mut event = key.event();
        event["type"] = if event["text"].is_null() { "rawKeyDown" } else { "keyDown" }.into();
        event["autoRepeat"] = true.into();
        self.input().call_or_leave("Input.dispatchKeyEvent", &event)?;
        Ok(())
    }

    /// Writes text into whatever has the keyboard, as an input method does: in one go.
    pub fn insert_text(&self, text: &str) -> Result<()> {
        self.input().call("Input.insertText", json!({ "text": text }))?;
        Ok(())
    }

    /// Writes text into whatever has the keyboard, a key at a time.
    pub fn type_keys(&self, text: &str) -> Result<()> {
        for letter in text.chars() {
            let key = json!({ "type": "keyDown", "text": letter.to_string(), "key": letter.to_string() });
            self.input().call_or_leave("Input.dispatchKeyEvent", &key)?;
            let key = json!({ "type": "keyUp", "key": letter.to_string() });
            self.input().call_or_leave("Input.dispatchKeyEvent", &key)?;
        }
        Ok(())
    }
}

pub(crate) fn press(session: &Session, key: Key) -> Result<()> {
    let mut event = key.event();
    event["type"] = if event["text"].is_null() { "rawKeyDown" } else { "keyDown" }.into();
    session.call_or_leave("Input.dispatchKeyEvent", &event)?;
    event["type"] = "keyUp".into();
    if let Some(fields) = event.as_object_mut() {
        fields.remove("text");
        fields.remove("commands");
    }
    // The key may have closed what it was pressed in.
    let _ = session.call_or_leave("Input.dispatchKeyEvent", &event);
    Ok(())
}

/// Drags what is at `from` to `to`, and drops it there. Gives what is carried: for each kind its text.
///
/// The browser's own drag needs a window system, so it is intercepted: the page hears the same events with the same data.
pub(crate) fn drag(page: &Page, from: (f64, f64), to: (f64, f64)) -> Result<Value> {
    let session = page.input();
    page.eval(CARRY)?;
    session.call("Input.setInterceptDrags", json!({ "enabled": true }))?;
    let mouse = |kind, (x, y): (f64, f64), buttons| json!({ "type": kind, "x": x, "y": y, "button": "left", "buttons": buttons, "clickCount": 1 });
    session.call("Input.dispatchMouseEvent", mouse("mouseMoved", from, 0))?;
    session.call("Input.dispatchMouseEvent", mouse("mousePressed", from, 1))?;
    for way in [0.3, 1.0] {
        let between = |from: f64, to: f64| from + (to - from) * way;
        session.call(
            "Input.dispatchMouseEvent",
            mouse("mouseMoved", (between(from.0, to.0), between(from.1, to.1)), 1),
        )?;
    }
    page.wait_for("window.__carried")?;
    let carried = page.eval("window.__carried")?;
    let items: Vec<Value> = carried
        .as_object()
        .into_iter()
        .flatten()
        .map(|(kind, data)| json!({ "mimeType": kind, "data": data }))
        .collect();
    let data = json!({ "items": items, "dragOperationsMask": 16 });
    for kind in ["dragEnter", "dragOver", "drop"] {
        let event = json!({ "type": kind, "x": to.0, "y": to.1, "data": data });
        session.call("Input.dispatchDragEvent", event)?;
    }
    session.call("Input.setInterceptDrags", json!({ "enabled": false }))?;
    session.call("Input.dispatchMouseEvent", mouse("mouseReleased", to, 0))?;
    Ok(carried)
}

/// Takes note of what the next drag carries, once the page has filled it.
const CARRY: &str = r"(() => {
    delete window.__carried;
    addEventListener('dragstart', ({ dataTransfer }) => {
        window.__carried = Object.fromEntries([...dataTransfer.types].map((type) => [type, dataTransfer.getData(type)]));
    }, { once: true });
})()";

pub(crate) fn click(session: &Session, x: f64, y: f64) -> Result<()> {
    let event = |kind, button, buttons| json!({ "type": kind, "x": x, "y": y, "button": button, "buttons": buttons, "clickCount": 1 });
    session.call_or_leave("Input.dispatchMouseEvent", &event("mouseMoved", "none", 0))?;
    session.call_or_leave("Input.dispatchMouseEvent", &event("mousePressed", "left", 1))?;
    // The click may have closed what was clicked.
    let _ = session.call_or_leave("Input.dispatchMouseEvent", &event("mouseReleased", "left", 0));
    Ok(())
}
