//! Signals and stored values, compiled once for all their types.
//!
//! Each `RwSignal<T>` and each `StoredValue<T>` is some kB of wasm. These hold whatever it is behind one type.

use std::any::Any;
use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::UnwrapThrowExt;

/// A `RwSignal<T>`. It belongs to the owner that it was made in; what is set afterwards is forgotten.
pub(crate) struct State<T> {
    signal: RwSignal<Arc<dyn Any + Send + Sync>>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for State<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for State<T> {}

impl<T: Default + Send + Sync + 'static> Default for State<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: Send + Sync + 'static> State<T> {
    pub(crate) fn new(value: T) -> Self {
        Self { signal: signal(Arc::new(value)), of: PhantomData }
    }

    pub(crate) fn set(self, value: T) {
        set(self.signal, Arc::new(value));
    }

    pub(crate) fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        read(of(&*get(self.signal)))
    }

    pub(crate) fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        read(of(&*get_untracked(self.signal)))
    }

    /// Tells whether its owner is still there, for what comes after a while.
    pub(crate) fn is_there(self) -> bool {
        !self.signal.is_disposed()
    }

    pub(crate) fn track(self) {
        get(self.signal);
    }
}

impl<T: Clone + Send + Sync + 'static> State<T> {
    pub(crate) fn get(self) -> T {
        self.with(T::clone)
    }

    pub(crate) fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }

    pub(crate) fn update(self, change: impl FnOnce(&mut T)) {
        let mut value = self.get_untracked();
        change(&mut value);
        self.set(value);
    }
}

fn of<T: 'static>(value: &dyn Any) -> &T {
    match value.downcast_ref() {
        Some(value) => value,
        None => unreachable!("a value is only ever replaced by one of its own type"),
    }
}

fn signal(value: Arc<dyn Any + Send + Sync>) -> RwSignal<Arc<dyn Any + Send + Sync>> {
    RwSignal::new(value)
}

fn set(signal: RwSignal<Arc<dyn Any + Send + Sync>>, value: Arc<dyn Any + Send + Sync>) {
    signal.set(value);
}

fn get(signal: RwSignal<Arc<dyn Any + Send + Sync>>) -> Arc<dyn Any + Send + Sync> {
    signal.get()
}

fn get_untracked(signal: RwSignal<Arc<dyn Any + Send + Sync>>) -> Arc<dyn Any + Send + Sync> {
    signal.get_untracked()
}

/// A `StoredValue<T>` of this thread: a handle that can be copied, and tells nobody of changes.
pub(crate) struct Kept<T> {
    value: StoredValue<Rc<dyn Any>, LocalStorage>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Kept<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Kept<T> {}

impl<T: 'static> Kept<T> {
    pub(crate) fn new(value: T) -> Self {
        fn keep(value: Rc<dyn Any>) -> StoredValue<Rc<dyn Any>, LocalStorage> {
            StoredValue::new_local(value)
        }
        Self { value: keep(Rc::new(value)), of: PhantomData }
    }

    pub(crate) fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        read(of(&*kept(self.value).unwrap_throw()))
    }

    /// Reads it if its owner is still there, for what comes back after a while.
    pub(crate) fn try_with<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        kept(self.value).map(|value| read(of(&*value)))
    }
}

fn kept(value: StoredValue<Rc<dyn Any>, LocalStorage>) -> Option<Rc<dyn Any>> {
    value.try_get_value()
}
