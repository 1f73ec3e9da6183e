//! What can be done from the keyboard. A room offers what it can do for as long as it is shown:
//!
//! ```ignore
//! offer("e", "Close ticket", "Ticket", move || close.dispatch(()));
//! offer("g i", "Inbox", "Go to", move || router.go("/console/inbox"));
//! offer("mod+enter", "Send reply", "Ticket", move || send.dispatch(()));
//! offer("", "Merge with another ticket", "Ticket", move || merging.set(true));
//! ```
//!
//! Keys are one key, two after one another, or one with `mod+` (Ctrl, or Cmd on a Mac); those with
//! `mod+` work while somebody writes, the others do not. All of them stand in the sheet that `?`
//! opens and in the command palette; what has no keys stands in the palette alone. The newest of
//! two with the same keys wins, and all of them rest while a dialog is open.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, KeyboardEvent};

/// How long the second key of two may take, in milliseconds.
const PAIR_MS: f64 = 1_500.0;

/// Something that can be done now.
#[derive(Clone)]
pub(crate) struct Command {
    id: u32,
    /// As in `g i`, `e` or `mod+k`; empty where there are none.
    pub(crate) keys: &'static str,
    pub(crate) name: String,
    /// The heading that it stands under.
    pub(crate) group: &'static str,
    pub(crate) run: Callback<()>,
}

/// All commands of what is shown. Cheap to copy; components take it from the context.
#[derive(Clone, Copy)]
pub(crate) struct Commands {
    list: RwSignal<Vec<Command>>,
    next: StoredValue<u32>,
    /// The key before and when it was pressed.
    before: StoredValue<(String, f64)>,
}

/// Offers something for as long as the component around is shown.
pub(crate) fn offer(
    keys: &'static str,
    name: impl Into<String>,
    group: &'static str,
    run: impl Fn() + Send + Sync + 'static,
) {
    let commands: Commands = expect_context();
    commands.add(keys, name.into(), group, Callback::new(move |()| run()));
}

impl Commands {
    /// Listens to the keyboard from now on.
    pub(crate) fn new() -> Self {
        let commands = Self {
            list: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
            before: StoredValue::new((String::new(), 0.0)),
        };
        let handle = window_event_listener(leptos::ev::keydown, move |event| commands.hear(&event));
        on_cleanup(move || handle.remove());
        commands
    }

    /// Those that are offered now, in the order in which they came.
    pub(crate) fn list(self) -> Vec<Command> {
        self.list.get()
    }

    fn add(self, keys: &'static str, name: String, group: &'static str, run: Callback<()>) {
        let id = self.next.with_value(|next| *next);
        self.next.set_value(id + 1);
        self.list.update(|list| list.push(Command { id, keys, name, group, run }));
        // The program may be ending when the component goes.
        on_cleanup(move || {
            self.list.try_update(|list| list.retain(|command| command.id != id));
        });
    }

    fn hear(self, event: &KeyboardEvent) {
        if event.default_prevented() || event.is_composing() || event.alt_key() || in_dialog() {
            return;
        }
        let with_mod = event.ctrl_key() || event.meta_key();
        if !with_mod && is_writing(event) {
            return;
        }
        let key = event.key();
        let (last, at) = self.before.get_value();
        let pair = format!("{last} {key}");
        let single = if with_mod { format!("mod+{}", key.to_lowercase()) } else { key.clone() };
        let in_time = !last.is_empty() && event.time_stamp() - at < PAIR_MS;
        let found = self.list.with_untracked(|list| {
            let newest = |keys: &str| list.iter().rev().find(|it| it.keys == keys).cloned();
            in_time.then(|| newest(&pair)).flatten().or_else(|| newest(&single))
        });
        let kept = if found.is_some() || with_mod { String::new() } else { key };
        self.before.set_value((kept, event.time_stamp()));
        if let Some(command) = found {
            event.prevent_default();
            command.run.run(());
        }
    }
}

fn in_dialog() -> bool {
    document().query_selector("dialog[open]").ok().flatten().is_some()
}

/// Whether the key belongs to something that is being filled in.
fn is_writing(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let fields =
        "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";
    target.is_some_and(|target| target.closest(fields).ok().flatten().is_some())
}
