//! Reads knowledge from disk: a folder of policy files and answer sets, or a single file. Either
//! everything is good, or nothing is taken and every problem is named.

use super::answer_set::parse_answer_set;
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
    for file in &files {
        match read_file(file, locale) {
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

fn read_file(path: &Path, locale: &str) -> Result<Document, Vec<ImportProblem>> {
    let name = path.display().to_string();
    let refuse = |reason: &str| vec![problem(path, reason)];
    match kind(path) {
        Some(Kind::Policy) => {
            let source = read_text(path, MAX_POLICY_BYTES).map_err(|reason| refuse(&reason))?;
            parse_document(&name, &source)
        }
        Some(Kind::AnswerSet) => {
            let source = read_text(path, MAX_ANSWER_SET_BYTES).map_err(|reason| refuse(&reason))?;
            parse_answer_set(&name, &source, locale)
        }
        None => Err(refuse("import a folder, a .md policy file or a .jsonl answer set")),
    }
}

/// At most one byte more than the limit, so that the parser sees that the file is too large.
fn read_text(path: &Path, limit: usize) -> Result<String, String> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(limit as u64 + 1).read_to_end(&mut bytes))
        .map_err(|error| format!("cannot be read: {error}"))?;
    if bytes.len() > limit {
        return Err(format!("split the file: it is over {} MiB", limit / (1024 * 1024)));
    }
    String::from_utf8(bytes).map_err(|error| {
        let position = error.utf8_error().valid_up_to();
        format!("save the file as UTF-8: byte {position} is not")
    })
}

/// Two files may not give the same document, nor the same answer, in one language.
fn find_duplicates(documents: &[(&PathBuf, Document)], problems: &mut Vec<ImportProblem>) {
    let mut seen_documents = BTreeMap::new();
    let mut seen_answers = BTreeMap::new();
    for (file, document) in documents {
        let key = (document.locale.clone(), document.id.clone());
        if let Some(first) = seen_documents.insert(key, *file) {
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
            if let Some(first) = seen_answers.insert(key, *file) {
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
