use js_sys::{Function, Promise};

/// Returns a promise and what resolves it.
pub(crate) fn promise() -> (Promise, Function) {
    let mut resolve = None;
    let promise = Promise::new(&mut |fulfil, _| resolve = Some(fulfil));
    // The executor runs within the constructor (ECMA-262, 27.2.3.1).
    (promise, resolve.unwrap_or_else(|| Function::new_no_args("")))
}
