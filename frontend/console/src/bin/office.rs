//! Settings, delivery, staff and what they did. See `programs.rs`.

fn main() {
    vouch_console::programs::office();
}
