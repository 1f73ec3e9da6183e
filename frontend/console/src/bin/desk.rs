//! The inbox and the own account. See `programs.rs`.

fn main() {
    vouch_console::programs::desk();
}
