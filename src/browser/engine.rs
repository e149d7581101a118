use prompt_commons::message::{EngineReply, EngineRequest, Failure};
use prompt_commons::phrase;
use wasm_bindgen::JsValue;

use crate::Handle;
use crate::messages::{from_js, to_js};
use crate::object::object;
use crate::worker::Helper;

/// The engine in this surface's worker.
#[derive(Clone, Debug)]
pub struct Engine(Helper);

impl Default for Engine {
    fn default() -> Self {
        Self(Helper::new("sync.js"))
    }
}

impl Engine {
    /// Asks for something and waits for the answer. `handle`: of the folder that it is about, if it is about one.
    pub async fn ask(&self, request: &EngineRequest, handle: Option<&Handle>) -> EngineReply {
        let handle = handle.map_or(JsValue::UNDEFINED, |handle| handle.as_js().clone());
        let question = object(&[("request", to_js(request)), ("handle", handle)]);
        let answer = self.0.ask(&question).await;
        let reason = match answer.as_ref().map(from_js) {
            Ok(Some(reply)) => return reply,
            Ok(None) => "",
            Err(reason) => reason,
        };
        EngineReply::Failed { kind: Failure::Other, reason: phrase!("engine-stopped", reason = reason) }
    }
}
