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
    /// Removes what is selected.
    Delete,
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
            Self::Delete => named("Delete", 46),
            Self::Up => named("ArrowUp", 38),
            Self::Down => named("ArrowDown", 40),
            Self::Left => named("ArrowLeft", 37),
            Self::Right => named("ArrowRight", 39),
            Self::End => named("End", 35),
            Self::Home => named("Home", 36),
            Self::Ctrl(letter) => {
                let mut event = json!({
                    "key": letter.to_ascii_lowercase().to_string(), "code": format!("Key{letter}"),
                    "windowsVirtualKeyCode": u32::from(letter), "modifiers": 2,
                });
                // A synthetic chord reaches the page but not the browser's own editing, unless it is named.
                let command = match letter {
                    'A' => "selectAll",
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

pub(crate) fn click(session: &Session, x: f64, y: f64) -> Result<()> {
    let event = |kind, button, buttons| json!({ "type": kind, "x": x, "y": y, "button": button, "buttons": buttons, "clickCount": 1 });
    session.call_or_leave("Input.dispatchMouseEvent", &event("mouseMoved", "none", 0))?;
    session.call_or_leave("Input.dispatchMouseEvent", &event("mousePressed", "left", 1))?;
    // The click may have closed what was clicked.
    let _ = session.call_or_leave("Input.dispatchMouseEvent", &event("mouseReleased", "left", 0));
    Ok(())
}
