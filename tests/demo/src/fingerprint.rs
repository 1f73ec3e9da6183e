//! Tells whether files changed since something was made from them.

use anyhow::{Context, Result};
use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

/// A short text that changes with any name or content among these files and folders.
pub fn fingerprint(paths: &[PathBuf]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for path in paths {
        add(path, &mut hasher)?;
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn add(path: &Path, hasher: &mut DefaultHasher) -> Result<()> {
    hasher.write(path.as_os_str().as_encoded_bytes());
    if path.is_dir() {
        let entries = fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path()));
        let mut entries = entries.collect::<Result<Vec<_>, _>>()?;
        entries.sort();
        entries.iter().try_for_each(|entry| add(entry, hasher))
    } else {
        let content = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        hasher.write_usize(content.len());
        hasher.write(&content);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_changes_with_names_and_contents_only() {
        let folder = std::env::temp_dir().join(format!("vouch-fingerprint-{}", std::process::id()));
        fs::create_dir_all(folder.join("inner")).unwrap();
        let file = folder.join("inner/a");
        let of_folder = || fingerprint(std::slice::from_ref(&folder)).unwrap();

        fs::write(&file, "1").unwrap();
        let first = of_folder();
        fs::write(&file, "2").unwrap();
        let changed = of_folder();
        fs::rename(&file, folder.join("inner/b")).unwrap();
        let renamed = of_folder();
        fs::rename(folder.join("inner/b"), &file).unwrap();
        fs::write(&file, "1").unwrap();

        assert_eq!(of_folder(), first);
        assert_ne!(changed, first);
        assert_ne!(renamed, changed);
        fs::remove_dir_all(folder).unwrap();
    }
}
