//! Reads knowledge from a .zip. Nothing is unpacked onto a disk; sizes are counted while reading,
//! whatever the archive says of itself, and a path that leads anywhere but down is refused.

use crate::knowledge::document::{Document, MAX_ANSWER_SET_BYTES};
use crate::knowledge::folder::{Found, find_duplicates, is_knowledge, read_bytes};
use crate::knowledge::problem::ImportProblem;
use std::io::{Cursor, Read as _};
use std::path::PathBuf;
use zip::ZipArchive;
use zip::read::ZipFile;

/// The largest archive, in bytes.
pub const MAX_ARCHIVE_BYTES: usize = 8 * 1024 * 1024;
/// The most entries of an archive.
const MAX_ENTRIES: usize = 1_000;
/// How much all its files may hold together, in bytes.
const MAX_CONTENT_BYTES: usize = 32 * 1024 * 1024;

/// What an archive holds. Where there are problems, nothing of it is to be used.
#[derive(Debug, Default)]
pub struct Archive {
    pub documents: Vec<Document>,
    /// Files of other kinds.
    pub left_out: Vec<String>,
    pub problems: Vec<ImportProblem>,
}

/// Reads an archive; answer sets in it are in `locale`.
pub fn read(bytes: &[u8], locale: &str) -> Archive {
    let mut archive = Archive::default();
    match ZipArchive::new(Cursor::new(bytes)) {
        Ok(_) if bytes.len() > MAX_ARCHIVE_BYTES => {
            archive.refuse("", "split the archive: it is over 8 MiB");
        }
        Ok(zip) if zip.len() > MAX_ENTRIES => {
            archive.refuse("", &format!("split the archive: it has over {MAX_ENTRIES} files"));
        }
        Ok(zip) => archive.read_entries(zip, locale),
        Err(_) => archive.refuse("", "this is no .zip that can be read; pack it again"),
    }
    archive
}

impl Archive {
    fn refuse(&mut self, file: &str, reason: &str) {
        let (file, reason) = (file.to_owned(), reason.to_owned());
        self.problems.push(ImportProblem { file, line: 1, reason });
    }

    fn read_entries(&mut self, mut zip: ZipArchive<Cursor<&[u8]>>, locale: &str) {
        let mut found: Vec<Found> = Vec::new();
        let mut left = MAX_CONTENT_BYTES;
        for index in 0..zip.len() {
            let Ok(mut entry) = zip.by_index(index) else {
                self.refuse("", "a file in the archive is locked or packed in a way that is not known; pack it again without a password");
                continue;
            };
            if entry.is_dir() {
                continue;
            }
            let Ok(name) = entry.name().map(std::borrow::Cow::into_owned) else {
                self.refuse("", "a file in the archive has a name that is no text; rename it");
                continue;
            };
            match self.content(&mut entry, &name, &mut left) {
                Some(bytes) => match read_bytes(&PathBuf::from(&name), &bytes, locale) {
                    Ok(document) => found.push((PathBuf::from(name), document)),
                    Err(mut problems) => self.problems.append(&mut problems),
                },
                None if left == 0 => {
                    return self.refuse(&name, "split the archive: its files hold over 32 MiB");
                }
                None => {}
            }
        }
        find_duplicates(&found, &mut self.problems);
        if found.is_empty() && self.problems.is_empty() {
            self.refuse("", "there is no .md or .jsonl file in this archive");
        }
        self.documents = found.into_iter().map(|(_, document)| document).collect();
    }

    /// The bytes of a file that is knowledge; none of others, and of what is not as it should be.
    fn content(
        &mut self,
        entry: &mut ZipFile<'_, Cursor<&[u8]>>,
        name: &str,
        left: &mut usize,
    ) -> Option<Vec<u8>> {
        let Some(path) = entry.enclosed_name().filter(|_| !name.contains('\\')) else {
            self.refuse(name, "its path leads out of the archive; pack it again");
            return None;
        };
        let hidden = path
            .components()
            .any(|part| part.as_os_str().as_encoded_bytes().first() == Some(&b'.'));
        if hidden || name.starts_with("__MACOSX/") {
            return None;
        }
        if entry.is_symlink() {
            self.refuse(name, "put the file itself here, not a symbolic link");
            return None;
        }
        if !is_knowledge(&path) {
            self.left_out.push(name.to_owned());
            return None;
        }
        let limit = MAX_ANSWER_SET_BYTES.min(*left);
        let mut bytes = Vec::new();
        if entry.by_ref().take(limit as u64 + 1).read_to_end(&mut bytes).is_err() {
            self.refuse(name, "the file is damaged; pack the archive again");
            return None;
        }
        if bytes.len() > *left {
            *left = 0;
            return None;
        }
        *left -= bytes.len();
        Some(bytes)
    }
}
