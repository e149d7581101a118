use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ErrorEvent, MessageChannel, MessageEvent, Worker, WorkerOptions, WorkerType};

use crate::error::message;
use crate::promise::promise;

/// A worker of this surface. It starts with the first question and ends with the surface.
#[derive(Clone, Debug)]
pub(crate) struct Helper {
    /// Its script, beside the page of the surface.
    script: &'static str,
    running: Rc<RefCell<Option<Running>>>,
}

/// A worker that has been started.
#[derive(Clone, Debug)]
struct Running {
    worker: Worker,
    /// Resolved with the reason when the worker fails as a whole: what it was asked is then never answered.
    stopped: Promise,
}

impl Helper {
    pub(crate) fn new(script: &'static str) -> Self {
        Self { script, running: Rc::default() }
    }

    /// Asks it and waits for the answer, which is an object. Without one returns why there is none.
    pub(crate) async fn ask(&self, question: &JsValue) -> Result<JsValue, String> {
        let answer = match self.send(question) {
            Ok(answer) => JsFuture::from(answer).await,
            Err(error) => Err(error),
        };
        let reason = match answer {
            Ok(answer) if answer.is_object() => return Ok(answer),
            Ok(reason) => reason.as_string().unwrap_or_default(),
            Err(error) => message(&error),
        };
        // Whatever it was doing, it may hold a lock that only its end lets go of. The next question starts a new one.
        if let Some(running) = self.running.take() {
            running.worker.terminate();
        }
        Err(reason)
    }

    fn send(&self, question: &JsValue) -> Result<Promise, JsValue> {
        let running = self.running()?;
        let channel = MessageChannel::new()?;
        let (answered, answer) = promise();
        let heard = Closure::once_into_js(move |event: MessageEvent| {
            // Resolving a promise can't fail.
            let _ = answer.call1(&JsValue::UNDEFINED, &event.data());
        });
        channel.port1().set_onmessage(Some(heard.unchecked_ref()));
        running.worker.post_message_with_transfer(question, &Array::of1(&channel.port2()))?;
        Ok(Promise::race(&Array::of2(&answered, &running.stopped)))
    }

    fn running(&self) -> Result<Running, JsValue> {
        if let Some(running) = &*self.running.borrow() {
            return Ok(running.clone());
        }
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(self.script, &options)?;
        let (stopped, stop) = promise();
        // A script that can't be loaded, or a panic.
        let failed = Closure::once_into_js(move |event: ErrorEvent| {
            let _ = stop.call1(&JsValue::UNDEFINED, &event.message().into());
        });
        worker.set_onerror(Some(failed.unchecked_ref()));
        let running = Running { worker, stopped };
        self.running.replace(Some(running.clone()));
        Ok(running)
    }
}
