//! Values that follow from signals, compiled once for all their types.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::*;

/// What a memo compares and keeps, whatever it is.
trait Value: Any + Send + Sync {
    fn same(&self, other: &dyn Value) -> bool;
    fn any(&self) -> &dyn Any;
}

impl<T: PartialEq + Send + Sync + 'static> Value for T {
    fn same(&self, other: &dyn Value) -> bool {
        other.any().downcast_ref::<T>() == Some(self)
    }

    fn any(&self) -> &dyn Any {
        self
    }
}

#[derive(Clone)]
struct Kept(Arc<dyn Value>);

impl PartialEq for Kept {
    fn eq(&self, other: &Self) -> bool {
        self.0.same(&*other.0)
    }
}

/// A closure without arguments. A `dyn Fn` would also hold ways to call it that nobody uses, a function for each.
pub(crate) trait Call<R> {
    fn call(&self) -> R;
}

impl<R, F: Fn() -> R> Call<R> for F {
    fn call(&self) -> R {
        self()
    }
}

/// A `Memo<T>`: tells its readers only when its value is another one.
///
/// The memo inside is of one type. A `Memo<T>` would be compiled anew for each `T`, several kB at a time.
pub(crate) struct Derived<T> {
    memo: Memo<Kept>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Derived<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Derived<T> {}

impl<T: PartialEq + Send + Sync + 'static> Derived<T> {
    pub(crate) fn new(value: impl Fn() -> T + Send + Sync + 'static) -> Self {
        let memo = memo(Box::new(move || Kept(Arc::new(value()))));
        Self { memo, of: PhantomData }
    }

    pub(crate) fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        let kept = self.memo.get();
        match (*kept.0).any().downcast_ref() {
            Some(value) => read(value),
            None => unreachable!("a derived value is made in one place"),
        }
    }

    pub(crate) fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        untrack(|| self.with(read))
    }

    pub(crate) fn track(self) {
        // A memo that nobody has read yet follows nothing.
        self.memo.get();
    }
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Derived<T> {
    pub(crate) fn get(self) -> T {
        self.with(T::clone)
    }

    pub(crate) fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }
}

fn memo(value: Box<dyn Call<Kept> + Send + Sync>) -> Memo<Kept> {
    Memo::new(move |_| value.call())
}

/// Runs `act` now and whenever a signal that it reads changes, until the current owner is cleaned up.
pub(crate) fn effect(act: impl Fn() + 'static) {
    fn start(act: Box<dyn Call<()>>) {
        let effect = RenderEffect::new(move |_: Option<()>| act.call());
        on_cleanup(move || drop(effect));
    }
    start(Box::new(act));
}
