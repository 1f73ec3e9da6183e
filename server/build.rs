//! Compiles the loader, the widget and the console into the binary, each as it is and brotli-compressed, and the
//! weights of the sentence encoder, and the presets of stores. The widget is what `trunk build --release` leaves in `dist/`;
//! without it the server still builds, says so in `/readyz`, and shoppers get the loader's plain
//! contact form. Without the weights it compares words only.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

const JAVASCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const WEBASSEMBLY: &str = "application/wasm";

const WIDGET: [(&str, &str, &str); 5] = [
    ("EMBED", "embed.js", JAVASCRIPT),
    ("SEND", "send.js", JAVASCRIPT),
    ("BOOT", "widget-boot.js", JAVASCRIPT),
    ("GLUE", "widget.js", JAVASCRIPT),
    ("WASM", "widget_bg.wasm", WEBASSEMBLY),
];

const CONSOLE: [(&str, &str); 16] = [
    ("boot.js", JAVASCRIPT),
    ("desk.js", JAVASCRIPT),
    ("desk_bg.wasm", WEBASSEMBLY),
    ("ticket.js", JAVASCRIPT),
    ("ticket_bg.wasm", WEBASSEMBLY),
    ("knowledge.js", JAVASCRIPT),
    ("knowledge_bg.wasm", WEBASSEMBLY),
    ("office.js", JAVASCRIPT),
    ("office_bg.wasm", WEBASSEMBLY),
    ("tokens.css", STYLE),
    ("base.css", STYLE),
    ("tickets.css", STYLE),
    ("account.css", STYLE),
    ("knowledge.css", STYLE),
    ("insights.css", STYLE),
    ("office.css", STYLE),
];

fn main() {
    let manifest = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(std::env::var("OUT_DIR").expect("cargo sets it"));
    let root = manifest.parent().expect("the server is a folder of the workspace");
    println!("cargo::rerun-if-env-changed=VOUCH_WIDGET_DIST");
    let dist = std::env::var("VOUCH_WIDGET_DIST").map_or_else(|_| root.join("dist"), PathBuf::from);
    let mut code = String::new();
    for (name, file, media_type) in WIDGET {
        let bytes = match name {
            "EMBED" | "SEND" => stripped(&root.join("frontend/loader").join(file)),
            _ => read(&dist.join(file)),
        };
        let asset = asset(&out, file, media_type, &bytes);
        writeln!(code, "static {name}: Asset = {asset};").expect("a string takes all");
    }
    code.push_str("static CONSOLE: &[(&str, Asset)] = &[");
    let mut console = Vec::new();
    for (file, media_type) in CONSOLE {
        let bytes = match file {
            "tokens.css" => read(&root.join("style").join(file)),
            _ if media_type == STYLE => read(&root.join("style/console").join(file)),
            _ => read(&dist.join("console").join(file)),
        };
        console.extend_from_slice(&bytes);
        let asset = asset(&out, file, media_type, &bytes);
        writeln!(code, "({file:?}, {asset}),").expect("a string takes all");
    }
    let version = fnv(&console);
    write!(
        code,
        "];\n/// All files of the console of this build.\n\
        pub const CONSOLE_VERSION: &str = \"{version:016x}\";"
    )
    .expect("a string takes all");
    std::fs::write(out.join("assets.rs"), code).expect("OUT_DIR is writable");
    let weights = weights(&root.join("weights/minilm-l6-v2-int8.vouch"));
    std::fs::write(out.join("weights.rs"), weights).expect("OUT_DIR is writable");
    let presets = presets(&manifest.join("presets"));
    std::fs::write(out.join("presets.rs"), presets).expect("OUT_DIR is writable");
}

/// Keeps the bytes for the compiler; gives the expression for them.
fn asset(out: &Path, file: &str, media_type: &str, bytes: &[u8]) -> String {
    std::fs::write(out.join(file), bytes).expect("OUT_DIR is writable");
    let compressed = compress(bytes);
    std::fs::write(out.join(format!("{file}.br")), compressed).expect("OUT_DIR is writable");
    format!(
        "Asset {{ plain: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{file}\")), \
         brotli: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{file}.br\")), \
         etag: \"\\\"{:016x}\\\"\", media_type: \"{media_type}\" }}",
        fnv(bytes)
    )
}

/// An expression for the bytes of the file, if it is there.
fn weights(file: &Path) -> String {
    println!("cargo::rerun-if-changed={}", file.display());
    if file.is_file() {
        return format!("Some(include_bytes!({:?}))", file.to_string_lossy());
    }
    println!(
        "cargo::warning=there is no {}: this build compares words only, not meanings. \
         `cargo xtask setup` makes the file",
        file.display()
    );
    "None".into()
}

/// A table of every file in the folders of `presets`: its path there and its text.
fn presets(folder: &Path) -> String {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files = Vec::new();
    for preset in entries(folder).into_iter().filter(|entry| entry.is_dir()) {
        println!("cargo::rerun-if-changed={}", preset.display());
        files.extend(entries(&preset));
    }
    let mut code = "static FILES: &[(&str, &str)] = &[".to_owned();
    for file in &files {
        let name = file.strip_prefix(folder).expect("it lies there").to_string_lossy();
        let name = name.replace('\\', "/");
        write!(code, "({name:?}, include_str!({:?})),", file.to_string_lossy())
            .expect("writing to a string cannot fail");
    }
    code + "];"
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let listing = std::fs::read_dir(folder).expect("the folder of presets can be read");
    let mut paths: Vec<_> =
        listing.map(|entry| entry.expect("an entry can be read").path()).collect();
    paths.sort();
    paths
}

/// The loader without the comments that explain it: whole lines that start with `//`, indentation
/// and empty lines. Its source keeps to a form in which nothing else can be hit.
fn stripped(file: &Path) -> Vec<u8> {
    let source = String::from_utf8(read(file)).expect("the loader is UTF-8");
    let lines = source.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with("//"));
    lines.collect::<Vec<_>>().join("\n").into_bytes()
}

fn read(file: &Path) -> Vec<u8> {
    println!("cargo::rerun-if-changed={}", file.display());
    std::fs::read(file).unwrap_or_default()
}

fn compress(bytes: &[u8]) -> Vec<u8> {
    let mut compressed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut compressed, &parameters)
        .expect("memory takes what is written");
    compressed
}

/// FNV-1a: tells versions of a file apart for browser caches, no more.
/// <http://www.isthe.com/chongo/tech/comp/fnv/>
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3)
    })
}
