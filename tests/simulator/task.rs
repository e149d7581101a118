use std::pin::Pin;
use std::task::{Context, Poll, Waker};

/// An operation under way. It goes on only when it is polled, and dropping it is a crash.
pub(crate) type Task<T> = Pin<Box<dyn Future<Output = T>>>;

/// Lets a task go on to its next await; `None`: it isn't over.
pub(crate) fn poll<T>(task: &mut Task<T>) -> Option<T> {
    match task.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => Some(result),
        Poll::Pending => None,
    }
}

/// Lets whoever polls decide whether and when this goes on: is pending once.
#[derive(Default)]
pub(crate) struct Pause(bool);

impl Future for Pause {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if std::mem::replace(&mut self.0, true) { Poll::Ready(()) } else { Poll::Pending }
    }
}
