//! Work that goes on while the page does something else.

use std::pin::Pin;

/// Runs the future on the browser's own queue. Boxing it first keeps one copy of the queue's code
/// in the program instead of one for each future.
pub(crate) fn spawn(future: impl Future<Output = ()> + 'static) {
    let future: Pin<Box<dyn Future<Output = ()>>> = Box::pin(future);
    wasm_bindgen_futures::spawn_local(future);
}
