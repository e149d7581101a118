use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Promise};
use prompt_commons::message::{EngineReply, EngineRequest, Failure};
use prompt_commons::phrase;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ErrorEvent, MessageChannel, MessageEvent, Worker, WorkerOptions, WorkerType};

use crate::Handle;
use crate::error::message;
use crate::messages::{from_js, to_js};
use crate::object::object;
use crate::promise::promise;

/// The worker's script, beside the page of the surface.
const SCRIPT: &str = "sync.js";

/// The engine in this surface's worker, which starts with the first request and ends with the surface.
#[derive(Clone, Debug, Default)]
pub struct Engine(Rc<RefCell<Option<Running>>>);

/// A worker that has been started.
#[derive(Clone, Debug)]
struct Running {
    worker: Worker,
    /// Resolved with the reason when the worker fails as a whole: what it was asked is then never answered.
    stopped: Promise,
}

impl Engine {
    /// Asks for something and waits for the answer. `handle`: of the folder that it is about, if it is about one.
    pub async fn ask(&self, request: &EngineRequest, handle: Option<&Handle>) -> EngineReply {
        let answer = match self.send(request, handle) {
            Ok(answer) => JsFuture::from(answer).await,
            Err(error) => Err(error),
        };
        let reason = match &answer {
            Ok(reply) => match from_js(reply) {
                Some(reply) => return reply,
                None => reply.as_string().unwrap_or_default(),
            },
            Err(error) => message(error),
        };
        // Whatever it was doing, it holds a lock that only its end lets go of. The next request starts a new one.
        if let Some(running) = self.0.take() {
            running.worker.terminate();
        }
        let reason = phrase!("engine-stopped", reason = &reason);
        EngineReply::Failed { kind: Failure::Other, reason }
    }

    fn send(&self, request: &EngineRequest, handle: Option<&Handle>) -> Result<Promise, JsValue> {
        let running = self.running()?;
        let channel = MessageChannel::new()?;
        let (answered, answer) = promise();
        let heard = Closure::once_into_js(move |event: MessageEvent| {
            // Resolving a promise can't fail.
            let _ = answer.call1(&JsValue::UNDEFINED, &event.data());
        });
        channel.port1().set_onmessage(Some(heard.unchecked_ref()));
        let handle = handle.map_or(JsValue::UNDEFINED, |handle| handle.as_js().clone());
        let question = object(&[("request", to_js(request)), ("handle", handle)]);
        running.worker.post_message_with_transfer(&question, &Array::of1(&channel.port2()))?;
        Ok(Promise::race(&Array::of2(&answered, &running.stopped)))
    }

    fn running(&self) -> Result<Running, JsValue> {
        if let Some(running) = &*self.0.borrow() {
            return Ok(running.clone());
        }
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(SCRIPT, &options)?;
        let (stopped, stop) = promise();
        // A script that can't be loaded, or a panic.
        let failed = Closure::once_into_js(move |event: ErrorEvent| {
            let _ = stop.call1(&JsValue::UNDEFINED, &event.message().into());
        });
        worker.set_onerror(Some(failed.unchecked_ref()));
        let running = Running { worker, stopped };
        self.0.replace(Some(running.clone()));
        Ok(running)
    }
}
