//! Short words at the edge of the screen about what was just done: `Toasts::of_context().say(…)`.

use leptos::prelude::*;
use std::time::Duration;

/// How long words stay, in time to be read twice.
const SHOWN: Duration = Duration::from_secs(6);

/// The place for such words. Cheap to copy; components take it from the context.
#[derive(Clone, Copy)]
pub(crate) struct Toasts {
    words: RwSignal<Option<String>>,
    count: StoredValue<u32>,
}

impl Toasts {
    pub(crate) fn new() -> Self {
        Self { words: RwSignal::new(None), count: StoredValue::new(0) }
    }

    /// The place of the program around the component.
    pub(crate) fn of_context() -> Self {
        expect_context()
    }

    /// Says what was done. Newer words take the place of older ones.
    pub(crate) fn say(self, words: impl Into<String>) {
        let count = self.count.with_value(|count| count + 1);
        self.count.set_value(count);
        self.words.set(Some(words.into()));
        let clear = move || {
            if self.count.with_value(|now| *now == count) {
                self.words.set(None);
            }
        };
        set_timeout(clear, SHOWN);
    }
}

/// Shows them, also to screen readers.
#[component]
pub(crate) fn ToastPlace() -> impl IntoView {
    let toasts = Toasts::of_context();
    view! { <p class="toast" role="status" data-testid="toast">{move || toasts.words.get()}</p> }
}
