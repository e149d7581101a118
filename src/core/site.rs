//! The sites that prompts can be inserted into, and what a person chose about them.

use crate::row::{Reader, Writer};

/// A site that is known from the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Site {
    /// Its host.
    pub host: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// Selects its composer. A hint: sites change, and what an element looks like counts for more.
    pub composer: &'static str,
    /// Selects the toolbar in the composer's box that the icon goes into; empty where none is known.
    pub toolbar: &'static str,
}

const fn site(host: &'static str, name: &'static str, composer: &'static str, toolbar: &'static str) -> Site {
    Site { host, name, composer, toolbar }
}

/// All of them, the most used first.
pub const SITES: [Site; 15] = [
    site(
        "chatgpt.com",
        "ChatGPT",
        "#prompt-textarea,[data-testid=prompt-textarea],textarea[data-id=root-textarea]",
        "[data-testid=composer-trailing-actions] .ms-auto.flex.items-center",
    ),
    site(
        "claude.ai",
        "Claude",
        "[data-testid=chat-input],[contenteditable][role=textbox]",
        ".relative.flex-1.flex.items-center.gap-2.shrink.min-w-0",
    ),
    site("gemini.google.com", "Gemini", "rich-textarea [contenteditable]", ".input-buttons-wrapper-bottom"),
    site("chat.mistral.ai", "Le Chat", "[data-placeholder*='Le Chat'],textarea[placeholder*=Ask]", ""),
    site("www.perplexity.ai", "Perplexity", "#ask-input", ""),
    site("copilot.microsoft.com", "Copilot", "[data-testid=composer-input],#userInput", ""),
    site(
        "m365.cloud.microsoft",
        "Microsoft 365 Copilot",
        "#m365-chat-editor-target-element",
        ".fai-ChatInput__actions",
    ),
    site("grok.com", "Grok", "textarea[placeholder*=know],textarea[placeholder*=Ask]", ""),
    site("chat.deepseek.com", "DeepSeek", "#chat-input", ""),
    site("poe.com", "Poe", "[class^=GrowingTextArea_textArea__]", ""),
    site("chat.qwen.ai", "Qwen", "#chat-input,.chat-input-editor", ""),
    site("www.kimi.com", "Kimi", ".chat-input-editor", ""),
    site("notebooklm.google.com", "NotebookLM", ".query-box-input", ""),
    site("aistudio.google.com", "Google AI Studio", "textarea[aria-label*='Type something']", ""),
    site("openrouter.ai", "OpenRouter", "textarea[placeholder*=message i]", ""),
];

/// What a person chose about sites.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteChoices {
    /// Hosts of [`SITES`] that are switched off.
    off: Vec<String>,
    /// Origins of sites that the person added, such as `https://chat.example.com`.
    own: Vec<String>,
    /// The composers that the person pointed at.
    picked: Vec<Picked>,
    /// The key that opens the selector in a page, beside the browser's own, as `content.js` writes a key.
    key: Option<String>,
}

/// A composer that someone pointed at.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Picked {
    host: String,
    selector: String,
}

/// A site that is switched on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActiveSite {
    /// Its host, with the port if it has one of its own.
    pub host: String,
    /// Its scheme and host.
    pub origin: String,
    /// See [`Site::composer`]; empty where nothing is known.
    pub composer: &'static str,
    /// See [`Site::toolbar`].
    pub toolbar: &'static str,
    /// What selects the composer that the person pointed at; empty if they didn't.
    pub picked: String,
}

impl ActiveSite {
    /// Returns the match pattern of all its pages (Chrome's "Match patterns").
    pub fn pattern(&self) -> String {
        pattern(&self.origin)
    }
}

/// Returns the match pattern of all pages of an origin.
pub fn pattern(origin: &str) -> String {
    format!("{origin}/*")
}

impl SiteChoices {
    /// Tells whether a site of [`SITES`] is switched on.
    pub fn is_on(&self, host: &str) -> bool {
        !self.off.iter().any(|off| off == host)
    }

    /// Switches a site of [`SITES`] on or off.
    pub fn switch(&mut self, host: &str, on: bool) {
        self.off.retain(|off| off != host);
        if !on {
            self.off.push(host.to_owned());
        }
    }

    /// Returns the origins that the person added.
    pub fn own(&self) -> &[String] {
        &self.own
    }

    /// Adds an origin. One that is there stays as it is; one of [`SITES`] is switched on instead.
    pub fn add(&mut self, origin: &str) {
        let host = host(origin);
        if is_known(origin) {
            self.switch(host, true);
        } else if !self.own.iter().any(|own| own == origin) {
            self.own.push(origin.to_owned());
        }
    }

    /// Forgets an origin that was added, and the composer that was pointed at there.
    pub fn remove(&mut self, origin: &str) {
        self.own.retain(|own| own != origin);
        self.pick(host(origin), "");
    }

    /// Returns what selects the composer that the person pointed at.
    pub fn picked(&self, host: &str) -> Option<&str> {
        self.picked.iter().find(|picked| picked.host == host).map(|picked| picked.selector.as_str())
    }

    /// Keeps what selects the composer that the person pointed at; nothing for an empty selector.
    pub fn pick(&mut self, host: &str, selector: &str) {
        self.picked.retain(|picked| picked.host != host);
        if !selector.is_empty() {
            self.picked.push(Picked { host: host.to_owned(), selector: selector.to_owned() });
        }
    }

    /// Returns the person's own key.
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// Sets the person's own key, or takes it back.
    pub fn set_key(&mut self, key: Option<String>) {
        self.key = key;
    }

    /// Returns the sites that are switched on, those of [`SITES`] first.
    pub fn active(&self) -> Vec<ActiveSite> {
        let picked = |host: &str| self.picked(host).unwrap_or_default().to_owned();
        let known = SITES.iter().filter(|site| self.is_on(site.host)).map(|site| ActiveSite {
            host: site.host.to_owned(),
            origin: format!("https://{}", site.host),
            composer: site.composer,
            toolbar: site.toolbar,
            picked: picked(site.host),
        });
        let own = self.own.iter().map(|origin| ActiveSite {
            host: host(origin).to_owned(),
            origin: origin.clone(),
            composer: "",
            toolbar: "",
            picked: picked(host(origin)),
        });
        known.chain(own).collect()
    }

    /// Returns the form that is kept.
    pub fn to_text(&self) -> String {
        let mut row = Writer::default();
        row.list(&self.off, |row, host| row.text(host));
        row.list(&self.own, |row, origin| row.text(origin));
        row.list(&self.picked, |row, picked| {
            row.text(&picked.host);
            row.text(&picked.selector);
        });
        row.optional(self.key());
        row.finish()
    }

    /// Reads the form that was kept; `None` if it is of another version of this program.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut row = Reader::of(text);
        let owned = |row: &mut Reader<'_>| row.text().map(str::to_owned);
        Some(Self {
            off: row.list(owned)?,
            own: row.list(owned)?,
            picked: row.list(|row| Some(Picked { host: owned(row)?, selector: owned(row)? }))?,
            key: row.optional()?.map(str::to_owned),
        })
    }
}

/// Returns the address that someone typed as one of a web page, with a scheme: without one, this machine's own pages have no
/// certificate. `None`: it is none.
pub fn address(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let is_own = |host: &str| {
        typed.strip_prefix(host).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
    };
    let scheme = match typed {
        _ if typed.contains(|c: char| c.is_whitespace() || c.is_control()) => return None,
        _ if typed.contains("://") => "",
        _ if is_own("localhost") || is_own("127.0.0.1") => "http://",
        _ => "https://",
    };
    Some(format!("{scheme}{typed}"))
}

/// Returns the host of an origin, with the port if it has one of its own.
pub fn host(origin: &str) -> &str {
    origin.split_once("://").map_or(origin, |(_, host)| host)
}

/// Tells whether an origin is that of one of [`SITES`].
pub fn is_known(origin: &str) -> bool {
    origin.starts_with("https://") && SITES.iter().any(|site| site.host == host(origin))
}

/// Returns a key as `content.js` compares it: whether Ctrl, Alt, Shift and Meta are held, and the `code` of the
/// `KeyboardEvent` (UI Events, "code"). `None` for one that is needed for writing, and for one of the four alone.
pub fn key(held: [bool; 4], code: &str) -> Option<String> {
    let [ctrl, alt, _, meta] = held;
    let is_modifier = ["Control", "Alt", "Shift", "Meta"].iter().any(|modifier| code.starts_with(modifier));
    let is_function = code.len() > 1 && code.starts_with('F');
    let flags: String = held.iter().map(|is| if *is { '1' } else { '0' }).collect();
    ((ctrl || alt || meta || is_function) && !is_modifier && !code.is_empty()).then(|| flags + code)
}

/// Returns such a key as people write it.
pub fn spelled(key: &str) -> String {
    let (flags, code) = key.split_at_checked(4).unwrap_or_default();
    let modifiers = ["Ctrl", "Alt", "Shift", "Meta"].into_iter().zip(flags.chars());
    let held = modifiers.filter(|(_, flag)| *flag == '1').map(|(name, _)| name);
    let code = code.strip_prefix("Key").or_else(|| code.strip_prefix("Digit")).unwrap_or(code);
    held.chain([code]).collect::<Vec<_>>().join("+")
}
