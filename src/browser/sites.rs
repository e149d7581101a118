//! The sites that the extension is on: what the person chose, the permission for it, and the scripts, menus and tabs that
//! follow from it.

use js_sys::{Array, Reflect};
use prompt_commons::message::{AppRequest, DoneReply, ToPage};
use prompt_commons::project;
use prompt_commons::site::{self, ActiveSite, SiteChoices, pattern};
use wasm_bindgen::{JsCast, JsValue};

use crate::messages::{self, from_js, to_js};
use crate::object::object;
use crate::tabs::Tab;
use crate::{chrome, error, locks};

/// What the person chose is kept under this name, as a text.
const CHOSEN: &str = "sites";

/// What `content.js` reads as it starts: an object of hints by host. A host that isn't in it is switched off.
const PAGES: &str = "pages";

/// The document of the selector frame on the sites that are known from the start.
const FRAME: &str = "selector.html";

/// The same on sites that the person added. As it may be on any site, no page can know its address
/// (`use_dynamic_url`). A page with a `Cross-Origin-Embedder-Policy` doesn't take it, as such an address redirects.
const OWN_FRAME: &str = "own.html";

/// The entry of the page's context menu that opens the selector.
pub const MENU_OPEN: &str = "open-selector";

/// The entry of the toolbar icon's context menu that sets up the site in front.
pub const MENU_SET_UP: &str = "set-up-site";

/// Reads what the person chose. What can't be read is as in a new profile.
pub async fn chosen() -> SiteChoices {
    let kept = chrome::local_get(CHOSEN).await.and_then(|items| Reflect::get(&items, &CHOSEN.into()));
    let text = kept.ok().and_then(|text| text.as_string());
    text.and_then(|text| SiteChoices::from_text(&text)).unwrap_or_default()
}

/// Changes what the person chose, and has the worker bring it into force. Returns what is chosen now.
///
/// # Errors
///
/// What the browser says where it can't be kept, or the worker doesn't answer.
pub async fn choose(change: impl FnOnce(&mut SiteChoices)) -> Result<SiteChoices, String> {
    let choices = keep(change).await?;
    let reply = chrome::send_to_worker(&to_js(&AppRequest::ArrangeSites)).await;
    match reply.map(|reply| from_js(&reply)) {
        Ok(Some(DoneReply::Done)) => Ok(choices),
        Ok(_) => Err(String::new()),
        Err(reason) => Err(error::message(&reason)),
    }
}

/// Changes what the person chose. For the worker, which [arranges](arrange) it itself.
///
/// # Errors
///
/// What the browser says where it can't be kept.
pub async fn keep(change: impl FnOnce(&mut SiteChoices)) -> Result<SiteChoices, String> {
    // One at a time: of two that read the same, one would be forgotten.
    locks::exclusive("sites", async {
        let mut choices = chosen().await;
        change(&mut choices);
        let kept = chrome::local_set(&object(&[(CHOSEN, choices.to_text().into())])).await;
        kept.map(|_| choices).map_err(|reason| error::message(&reason))
    })
    .await
}

/// Asks the person to let the extension onto an origin; only right after a click or a key. Returns whether it may now.
pub async fn request(origin: &str) -> bool {
    chrome::request_permission(&origins(origin)).await.is_ok_and(|given| given == true)
}

/// Tells whether the extension may be on an origin: the person may have taken it back in the browser's settings.
pub async fn may_be_on(origin: &str) -> bool {
    chrome::has_permission(&origins(origin)).await.is_ok_and(|given| given == true)
}

/// Gives the permission for an origin back.
pub async fn leave(origin: &str) {
    // What the manifest has for good can't be given back, and needn't be.
    let _ = chrome::remove_permission(&origins(origin)).await;
}

/// Returns the origin of an address as someone types it; `None` if it isn't one of a web page.
pub fn origin_of(address: &str) -> Option<String> {
    let url = web_sys::Url::new(&site::address(address)?).ok()?;
    let is_web = matches!(url.protocol().as_str(), "https:" | "http:");
    // A single word is a search, not an address; but for the machine itself.
    let is_host = url.hostname().contains('.') || url.hostname() == "localhost";
    (is_web && is_host).then(|| url.origin())
}

/// Returns the address that someone typed of pages that belong to a project, with letters of other scripts as browsers write them;
/// `None` if it is none.
pub fn page_of(typed: &str) -> Option<String> {
    let typed = project::address(typed)?;
    if typed.is_ascii() {
        return Some(typed.to_owned());
    }
    web_sys::Url::new(&site::address(typed)?).ok().map(|url| url.href())
}

/// Brings what was chosen into force: the script that loads with pages, the menus, and the pages that are open.
///
/// # Errors
///
/// What the browser says against it.
pub async fn arrange() -> Result<(), String> {
    locks::exclusive("arrange-sites", async {
        let choices = chosen().await;
        let active = choices.active();
        bring(&active, choices.key()).await.map_err(|reason| error::message(&reason))
    })
    .await
}

async fn bring(active: &[ActiveSite], key: Option<&str>) -> Result<(), JsValue> {
    chrome::local_set(&object(&[(PAGES, hints(active, key))])).await?;
    let before = matches_of(&chrome::registered_scripts().await?);
    let patterns: Array = active.iter().map(|site| JsValue::from(site.pattern())).collect();
    chrome::unregister_scripts().await?;
    if patterns.length() > 0 {
        let script = object(&[
            ("id", "content".into()),
            ("js", Array::of1(&"content.js".into()).into()),
            ("matches", patterns.clone().into()),
            ("runAt", "document_idle".into()),
            ("persistAcrossSessions", true.into()),
        ]);
        chrome::register_scripts(&Array::of1(&script)).await?;
    }
    menus(&patterns).await?;
    let gone = before.iter().filter(|pattern| !patterns.includes(pattern, 0)).collect::<Array>();
    for tab in tabs(&gone).await {
        messages::tell(tab, &ToPage::Stop).await;
    }
    for tab in tabs(&patterns).await {
        // A page that can't be changed, such as an error's, needs no icon.
        let _ = messages::inject(tab, 0, &["content.js"]).await;
    }
    Ok(())
}

/// What `content.js` and `overlay.js` are told of each site.
fn hints(active: &[ActiveSite], key: Option<&str>) -> JsValue {
    let of_site = |site: &ActiveSite| {
        let known = [
            ("composer", site.composer),
            ("toolbar", site.toolbar),
            ("picked", site.picked.as_str()),
            ("key", key.unwrap_or_default()),
            ("frame", frame_for(&site.origin)),
        ];
        let told = known.into_iter().filter(|(_, value)| !value.is_empty());
        let told: Vec<_> = told.map(|(name, value)| (name, JsValue::from_str(value))).collect();
        object(&told)
    };
    let sites: Vec<_> = active.iter().map(|site| (site.host.as_str(), of_site(site))).collect();
    object(&sites)
}

/// The patterns that our script is registered for.
fn matches_of(scripts: &JsValue) -> Vec<JsValue> {
    let script = Array::from(scripts).get(0);
    Reflect::get(&script, &"matches".into()).map(|all| Array::from(&all).to_vec()).unwrap_or_default()
}

async fn menus(patterns: &Array) -> Result<(), JsValue> {
    chrome::remove_menus().await?;
    let contexts = |names: &[&str]| names.iter().map(|name| JsValue::from_str(name)).collect::<Array>();
    if patterns.length() > 0 {
        chrome::create_menu(&object(&[
            ("id", MENU_OPEN.into()),
            ("title", chrome::localised("openSelector").into()),
            ("contexts", contexts(&["page", "editable", "selection"]).into()),
            ("documentUrlPatterns", patterns.into()),
        ]))?;
    }
    chrome::create_menu(&object(&[
        ("id", MENU_SET_UP.into()),
        ("title", chrome::localised("setUpSite").into()),
        ("contexts", contexts(&["action"]).into()),
    ]))?;
    Ok(())
}

/// The tabs at these patterns.
async fn tabs(patterns: &Array) -> Vec<i32> {
    if patterns.length() == 0 {
        return Vec::new();
    }
    // One that is gone until it is asked is no loss.
    let found = chrome::query_tabs(&object(&[("url", patterns.into())])).await.unwrap_or_default();
    Array::from(&found).iter().filter_map(|tab| tab.unchecked_into::<Tab>().id()).collect()
}

/// Returns the path of the selector's document for pages of an origin.
fn frame_for(origin: &str) -> &'static str {
    if site::is_known(origin) { FRAME } else { OWN_FRAME }
}

/// Tells whether an address is that of the selector's document.
pub(crate) fn is_frame(url: &str) -> bool {
    // Asked for the path of the own one, the browser would give its secret address.
    let path = url.strip_prefix(&chrome::url_of(""));
    path.is_some_and(|path| [FRAME, OWN_FRAME].contains(&path))
}

fn origins(origin: &str) -> JsValue {
    object(&[("origins", Array::of1(&pattern(origin).into()).into())])
}
