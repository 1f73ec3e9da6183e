//! Approved texts. See `programs.rs`.

fn main() {
    vouch_console::programs::knowledge();
}
