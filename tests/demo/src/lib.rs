//! What it takes to run the demo: a folder with a seeded shop, approved policies and keys, and the
//! two programs started in it. `cargo xtask demo` and the test harness both start here.

mod fingerprint;
mod folder;
mod http;
mod machine;
mod port;
mod process;
mod wait;

pub use fingerprint::fingerprint;
pub use folder::{
    AGENT, DemoFolder, Endpoints, OWNER, Programs, REVIEWER, SITE, STAFF_PASSWORD, WRITER,
};
pub use http::get_status;
pub use machine::{chromedriver, chromium, mariadb_program, postgres_program};
pub use port::free_port;
pub use process::Process;
pub use wait::wait_until;
