//! Tickets and conversations. See `programs.rs`.

fn main() {
    vouch_console::programs::ticket();
}
