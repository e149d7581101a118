//! Hears what happens in a folder, whoever does it.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Function};
use prompt_commons::ports::SWAP;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::Handle;

#[wasm_bindgen]
extern "C" {
    /// `FileSystemObserver`, in Chromium from 133 on: windows and dedicated workers have it
    /// (<https://github.com/whatwg/fs/blob/main/proposals/FileSystemObserver.md>).
    #[wasm_bindgen(js_name = FileSystemObserver)]
    type Observer;

    #[wasm_bindgen(constructor, catch, js_class = "FileSystemObserver")]
    fn new(callback: &Function) -> Result<Observer, JsValue>;

    #[wasm_bindgen(method, catch)]
    async fn observe(this: &Observer, handle: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method)]
    fn disconnect(this: &Observer);

    /// `FileSystemChangeRecord`
    type Record;

    #[wasm_bindgen(method, getter, js_name = type)]
    fn kind(this: &Record) -> String;

    #[wasm_bindgen(method, getter, js_name = relativePathComponents)]
    fn path(this: &Record) -> Array;
}

/// Milliseconds for which changes are gathered: programs make several to replace one file.
const SETTLE: u32 = 50;

/// Milliseconds between calls while an observation is being set up. Just after Chromium 156 has started, that takes it two seconds.
const UNHEARD: u32 = 400;

/// How often an observation is asked for: Chromium 156 aborts one when another of the same folder ends that it was
/// waiting with, as it does when a page is closed and a popup opened.
const ATTEMPTS: usize = 3;

/// Hears changes until it is dropped.
pub struct Watch {
    observer: Observer,
    _on: Closure<dyn FnMut(Array)>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Calls `on` once after changes of files in a folder that come together, those of this browser included, and now and
/// then until they can be heard. `None` where they can't.
///
/// `on` is given whether that was the last: of a folder that was moved or deleted nothing is heard any more, not even
/// when it is back.
pub(crate) async fn watch(handle: &Handle, on: impl Fn(bool) + 'static) -> Option<Watch> {
    // Whether that was the last, while changes are gathered.
    let gathered: Rc<Cell<Option<bool>>> = Rc::default();
    let on = Rc::new(on);
    let unheard = Rc::clone(&on);
    let closure = Closure::<dyn FnMut(Array)>::new(move |records: Array| {
        let records = || records.iter().map(JsCast::unchecked_into::<Record>);
        if records().all(|record| is_swap(&record)) {
            return;
        }
        let is_last = records().any(|record| record.kind() == "errored");
        let before = gathered.get();
        gathered.set(Some(is_last || before == Some(true)));
        if before.is_none() {
            let (gathered, on) = (Rc::clone(&gathered), Rc::clone(&on));
            spawn_local(async move {
                crate::sleep(SETTLE).await;
                on(gathered.take().unwrap_or_default());
            });
        }
    });
    let setting_up = Rc::new(());
    let still = Rc::downgrade(&setting_up);
    spawn_local(async move {
        crate::sleep(UNHEARD).await;
        while still.strong_count() > 0 {
            unheard(false);
            crate::sleep(UNHEARD).await;
        }
    });
    let observer = Observer::new(closure.as_ref().unchecked_ref()).ok()?;
    let watch = Watch { observer, _on: closure };
    for _ in 0..ATTEMPTS {
        if watch.observer.observe(handle.as_js()).await.is_ok() {
            return Some(watch);
        }
    }
    None
}

/// Tells whether a change is one of a file that a browser is still writing.
fn is_swap(record: &Record) -> bool {
    let path = record.path();
    path.pop().as_string().is_some_and(|name| name.ends_with(SWAP))
}
