//! Reads knowledge from disk: a folder of policy files and answer sets, or a single file. Either
//! everything is good, or nothing is taken and every problem is named.

use super::answer_set::{Use, parse_answer_set};
use super::document::{Document, MAX_ANSWER_SET_BYTES, MAX_POLICY_BYTES};
use super::policy::parse_document;
use super::problem::ImportProblem;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Reads a folder (every `.md` and `.jsonl` in it and below, sorted by path) or one such file.
/// Answer sets name no language; `locale` is theirs.
pub fn read_knowledge(path: &Path, locale: &str) -> Result<Vec<Document>, Vec<ImportProblem>> {
    let mut problems = Vec::new();
    let mut files = Vec::new();
    if path.is_dir() {
        collect_files(path, &mut files, &mut problems);
        if files.is_empty() && problems.is_empty() {
            problems.push(problem(path, "there is no .md or .jsonl file in this folder"));
        }
    } else {
        files.push(path.to_owned());
    }
    let mut documents = Vec::new();
    for file in files {
        match read_file(&file, locale) {
            Ok(document) => documents.push((file, document)),
            Err(mut wrong) => problems.append(&mut wrong),
        }
    }
    find_duplicates(&documents, &mut problems);
    if problems.is_empty() {
        Ok(documents.into_iter().map(|(_, document)| document).collect())
    } else {
        Err(problems)
    }
}

fn collect_files(folder: &Path, files: &mut Vec<PathBuf>, problems: &mut Vec<ImportProblem>) {
    let entries = match std::fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>) {
        Ok(entries) => entries,
        Err(error) => return problems.push(problem(folder, &format!("cannot be read: {error}"))),
    };
    let mut paths: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let is_hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes()[0] == b'.');
        if is_hidden || (!path.is_dir() && kind(&path).is_none()) {
            continue;
        }
        if path.is_symlink() {
            problems.push(problem(&path, "put the file itself here, not a symbolic link"));
        } else if path.is_dir() {
            collect_files(&path, files, problems);
        } else {
            files.push(path);
        }
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Policy,
    AnswerSet,
}

fn kind(path: &Path) -> Option<Kind> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    match extension.as_str() {
        "md" => Some(Kind::Policy),
        "jsonl" => Some(Kind::AnswerSet),
        _ => None,
    }
}

/// Whether a file of that name is read at all.
pub(crate) fn is_knowledge(path: &Path) -> bool {
    kind(path).is_some()
}

fn read_file(path: &Path, locale: &str) -> Result<Document, Vec<ImportProblem>> {
    let limit = limit_of(path);
    let mut bytes = Vec::new();
    // One byte more than the limit, so that it shows that the file is too large.
    File::open(path)
        .and_then(|file| file.take(limit as u64 + 1).read_to_end(&mut bytes))
        .map_err(|error| vec![problem(path, &format!("cannot be read: {error}"))])?;
    read_bytes(path, &bytes, locale)
}

fn limit_of(path: &Path) -> usize {
    match kind(path) {
        Some(Kind::AnswerSet) => MAX_ANSWER_SET_BYTES,
        _ => MAX_POLICY_BYTES,
    }
}

/// Reads the bytes of a file of that name.
pub(crate) fn read_bytes(
    path: &Path,
    bytes: &[u8],
    locale: &str,
) -> Result<Document, Vec<ImportProblem>> {
    let name = path.display().to_string();
    let source = || text(bytes, limit_of(path)).map_err(|reason| vec![problem(path, &reason)]);
    match kind(path) {
        Some(Kind::Policy) => parse_document(&name, source()?),
        Some(Kind::AnswerSet) => parse_answer_set(&name, source()?, locale, Use::Showing),
        None => {
            Err(vec![problem(path, "import a folder, a .md policy file or a .jsonl answer set")])
        }
    }
}

/// Reads an answer set to measure the engine with.
pub fn read_measuring_set(path: &Path, locale: &str) -> Result<Document, Vec<ImportProblem>> {
    let mut bytes = Vec::new();
    let read = File::open(path)
        .and_then(|file| file.take(MAX_ANSWER_SET_BYTES as u64 + 1).read_to_end(&mut bytes));
    read.map_err(|error| vec![problem(path, &format!("cannot be read: {error}"))])?;
    let source =
        text(&bytes, MAX_ANSWER_SET_BYTES).map_err(|reason| vec![problem(path, &reason)])?;
    parse_answer_set(&path.display().to_string(), source, locale, Use::Measuring)
}

fn text(bytes: &[u8], limit: usize) -> Result<&str, String> {
    if bytes.len() > limit {
        return Err(format!("split the file: it is over {} MiB", limit / (1024 * 1024)));
    }
    std::str::from_utf8(bytes)
        .map_err(|error| format!("save the file as UTF-8: byte {} is not", error.valid_up_to()))
}

/// A document and the file that it came from.
pub(crate) type Found = (PathBuf, Document);

/// Two files may not give the same document, nor the same answer, in one language.
pub(crate) fn find_duplicates(documents: &[Found], problems: &mut Vec<ImportProblem>) {
    let mut seen_documents = BTreeMap::new();
    let mut seen_answers = BTreeMap::new();
    for (file, document) in documents {
        let key = (document.locale.clone(), document.id.clone());
        if let Some(first) = seen_documents.insert(key, file) {
            let reason = format!(
                "the document id '{}' is taken by {}: give one of them another id",
                document.id,
                first.display()
            );
            problems.push(problem(file, &reason));
            continue;
        }
        for (id, _) in document.answers() {
            let key = (document.locale.clone(), id.clone());
            if let Some(first) = seen_answers.insert(key, file) {
                let reason = format!(
                    "the answer id '{id}' is taken by {}: rename one of them",
                    first.display()
                );
                problems.push(problem(file, &reason));
            }
        }
    }
}

fn problem(path: &Path, reason: &str) -> ImportProblem {
    ImportProblem { file: path.display().to_string(), line: 1, reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    const SET: &str = r#"{"id": "returns/a", "title": "A", "text": "a", "questions": []}"#;

    fn policy(id: &str) -> String {
        format!("---\nid: {id}\ntitle: T\nlocale: en\nowner: Ada\n---\n## A\n\na\n")
    }

    fn folder(files: &[(&str, &[u8])]) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, content).unwrap();
        }
        folder
    }

    fn read(files: &[(&str, &[u8])]) -> Result<Vec<Document>, Vec<ImportProblem>> {
        read_knowledge(folder(files).path(), "en")
    }

    #[test]
    fn a_folder_is_read_in_order_and_in_depth() {
        let (a, b) = (policy("a"), policy("b"));
        let documents = read(&[
            ("z/a.md", a.as_bytes()),
            ("b.MD", b.as_bytes()),
            ("faq.jsonl", SET.as_bytes()),
            ("picture.png", b"\x89PNG"),
            (".git/x.md", b"no"),
        ])
        .unwrap();
        let ids: Vec<_> = documents.iter().map(|document| document.id.as_str()).collect();
        assert_eq!(ids, ["b", "faq", "a"]);
    }

    #[test]
    fn one_bad_file_stops_all_and_every_problem_is_named() {
        let good = policy("a");
        let problems =
            read(&[("a.md", good.as_bytes()), ("b.md", b"text"), ("c.jsonl", b"{")]).unwrap_err();
        assert!(problems.iter().any(|problem| problem.file.ends_with("b.md")));
        assert!(problems.iter().any(|problem| problem.file.ends_with("c.jsonl")));
    }

    #[test]
    fn the_same_id_in_two_files_names_both() {
        let file = policy("returns");
        for other in [("b.md", file.as_bytes()), ("b.jsonl", SET.as_bytes())] {
            let problems = read(&[("a.md", file.as_bytes()), other]).unwrap_err();
            assert!(
                problems[0].reason.contains("is taken by") && problems[0].reason.contains("a.md")
            );
            assert!(problems[0].file.contains("b."), "{problems:?}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        for (name, content, reason) in [
            ("a.md", b"\xff\xfe".to_vec(), "UTF-8"),
            ("a.md", vec![b'x'; MAX_POLICY_BYTES + 1], "1 MiB"),
            ("a.txt", b"x".to_vec(), "no .md or .jsonl"),
        ] {
            let problems = read(&[(name, &content)]).unwrap_err();
            assert!(problems[0].reason.contains(reason), "{problems:?}");
        }
        let absent = read_knowledge(Path::new("/nonexistent/a.md"), "en").unwrap_err();
        assert!(absent[0].reason.contains("cannot be read"), "{absent:?}");
    }
}
