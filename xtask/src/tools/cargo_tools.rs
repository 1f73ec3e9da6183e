//! Tools that are written in Rust: downloaded ready to run, or else compiled without optimising,
//! which takes a third of the time and is quick enough for a tool.

use super::archive::Names;
use super::{Fallback, Tool, log};
use crate::house::House;
use crate::step;
use anyhow::Result;

/// 0.22 needs a newer compiler than ours.
const TRUNK: &str = "0.21.14";
const NEXTEST: &str = "0.9.143";
const DENY: &str = "0.20.2";

const TRIPLES: Names = Names {
    linux_x86_64: "x86_64-unknown-linux-gnu",
    linux_aarch64: "aarch64-unknown-linux-gnu",
    macos_x86_64: "x86_64-apple-darwin",
    macos_aarch64: "aarch64-apple-darwin",
};

const STATIC_TRIPLES: Names = Names {
    linux_x86_64: "x86_64-unknown-linux-musl",
    linux_aarch64: "aarch64-unknown-linux-musl",
    ..TRIPLES
};

const WASM_BINDGEN_TRIPLES: Names =
    Names { linux_aarch64: "aarch64-unknown-linux-gnu", ..STATIC_TRIPLES };

/// Builds the widget.
pub(super) fn trunk() -> Tool {
    Tool {
        program: "trunk",
        version_arguments: &["--version"],
        accepts: Box::new(|version| version.trim_end() == format!("trunk {TRUNK}")),
        archive: TRIPLES.here().map(|triple| {
            let releases = "https://github.com/trunk-rs/trunk/releases/download";
            format!("{releases}/v{TRUNK}/trunk-{triple}.tar.gz")
        }),
        fallbacks: vec![compile("trunk", TRUNK, &["--locked"])],
    }
}

/// Makes the widget's JavaScript. Its version must be that of the crate in `Cargo.lock`.
pub(super) fn wasm_bindgen(house: &House) -> Result<Tool> {
    let version = house.locked_version("wasm-bindgen")?;
    let wanted = format!("wasm-bindgen {version}");
    Ok(Tool {
        program: "wasm-bindgen",
        version_arguments: &["--version"],
        accepts: Box::new(move |version| version.trim_end() == wanted),
        archive: WASM_BINDGEN_TRIPLES.here().map(|triple| {
            let releases = "https://github.com/wasm-bindgen/wasm-bindgen/releases/download";
            format!("{releases}/{version}/wasm-bindgen-{version}-{triple}.tar.gz")
        }),
        // The package comes without a lock file.
        fallbacks: vec![compile("wasm-bindgen-cli", &version, &[])],
    })
}

/// Runs the tests.
pub(super) fn nextest() -> Tool {
    let names = Names {
        linux_x86_64: "linux",
        linux_aarch64: "linux-arm",
        macos_x86_64: "mac",
        macos_aarch64: "mac",
    };
    Tool {
        program: "cargo-nextest",
        version_arguments: &["nextest", "--version"],
        accepts: Box::new(|version| version.starts_with("cargo-nextest 0.9.")),
        archive: names.here().map(|name| format!("https://get.nexte.st/{NEXTEST}/{name}")),
        fallbacks: vec![compile("cargo-nextest", NEXTEST, &["--locked"])],
    }
}

/// Checks licences and banned packages.
pub(super) fn deny() -> Tool {
    Tool {
        program: "cargo-deny",
        version_arguments: &["--version"],
        accepts: Box::new(|version| version.trim_end() == format!("cargo-deny {DENY}")),
        archive: STATIC_TRIPLES.here().map(|triple| {
            let releases = "https://github.com/EmbarkStudios/cargo-deny/releases/download";
            format!("{releases}/{DENY}/cargo-deny-{DENY}-{triple}.tar.gz")
        }),
        fallbacks: vec![compile("cargo-deny", DENY, &["--locked"])],
    }
}

/// Compiles a package from crates.io into the tools folder.
pub(super) fn compile(
    package: &'static str,
    version: &str,
    arguments: &'static [&'static str],
) -> Fallback {
    let version = version.to_owned();
    Fallback {
        what: format!("compiling {package} {version} (a few minutes, once)"),
        run: Box::new(move |house, what| {
            let mut command = house.cargo(&["install", package, "--debug", "--force"])?;
            command.args(["--version", &version]).args(arguments);
            command.arg("--root").arg(&house.tools);
            // In a folder of its own, which cargo removes afterwards.
            command.env_remove("CARGO_TARGET_DIR");
            step::quiet(what, &mut command, &log(house, package))
        }),
    }
}
