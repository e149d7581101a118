use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;

/// Makes a plain object, as the browser's methods take their options.
pub(crate) fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        // Setting a property of a fresh plain object can't fail.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}
