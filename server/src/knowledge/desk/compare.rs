//! What changed between two versions, line by line and, within a changed line, word by word.

use super::Editor;
use crate::error::Error;
use crate::store;
use similar::{ChangeTag, TextDiff as Diff};
use vouch_shared::knowledge::{Change, DiffLine, DiffPart, TextDiff, VersionId};

/// How many lines around a change are shown.
const CONTEXT: usize = 3;

/// Compares a version with an earlier one; with nothing where `from` is 0.
pub async fn compare(editor: &Editor<'_>, id: &VersionId, from: i64) -> Result<TextDiff, Error> {
    let earlier = VersionId { version: from, ..id.clone() };
    let before = if from == 0 { String::new() } else { text(editor, &earlier).await? };
    let after = text(editor, id).await?;
    Ok(TextDiff { from, to: id.version, lines: lines(&before, &after) })
}

async fn text(editor: &Editor<'_>, id: &VersionId) -> Result<String, Error> {
    let key = (id.document.as_str(), id.locale.as_str(), id.version);
    let source = store::knowledge::source(editor.store, &editor.site.key, key).await?;
    source.ok_or(Error::NotFound("there is no such version of this document"))
}

fn lines(before: &str, after: &str) -> Vec<DiffLine> {
    let diff = Diff::from_lines(before, after);
    let mut lines = Vec::new();
    for (index, group) in diff.grouped_ops(CONTEXT).iter().enumerate() {
        if index > 0 {
            lines.push(DiffLine { change: Change::Gap, from: None, to: None, parts: Vec::new() });
        }
        for operation in group {
            lines.extend(diff.iter_inline_changes(operation).map(|change| DiffLine {
                change: match change.tag() {
                    ChangeTag::Equal => Change::Same,
                    ChangeTag::Delete => Change::Removed,
                    ChangeTag::Insert => Change::Added,
                },
                from: change.old_index().map(|index| index + 1),
                to: change.new_index().map(|index| index + 1),
                parts: parts(change.iter_strings_lossy()),
            }));
        }
    }
    lines
}

fn parts<'a>(strings: impl Iterator<Item = (bool, std::borrow::Cow<'a, str>)>) -> Vec<DiffPart> {
    let part = |(marked, text): (bool, std::borrow::Cow<'_, str>)| DiffPart {
        text: text.trim_end_matches('\n').to_owned(),
        marked,
    };
    strings.map(part).filter(|part| !part.text.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_word_is_marked_within_its_line() {
        let before = "## How long\n\nYou have 30 days to return it.\n";
        let after = "## How long\n\nYou have 45 days to return it.\n";
        let lines = lines(before, after);
        let of = |change| lines.iter().find(|line| line.change == change).unwrap();
        let marked = |line: &DiffLine| -> Vec<String> {
            line.parts.iter().filter(|part| part.marked).map(|part| part.text.clone()).collect()
        };
        assert_eq!(marked(of(Change::Removed)), ["30"]);
        assert_eq!(marked(of(Change::Added)), ["45"]);
        assert_eq!((of(Change::Removed).from, of(Change::Added).to), (Some(3), Some(3)));
        let whole: String = of(Change::Added).parts.iter().map(|part| part.text.as_str()).collect();
        assert_eq!(whole, "You have 45 days to return it.");
    }

    #[test]
    fn far_lines_are_left_out() {
        let many: String =
            (0..40).map(|line| ["line ", &line.to_string(), "\n"].concat()).collect();
        let changed = many.replace("line 2\n", "LINE 2\n").replace("line 30\n", "");
        let lines = lines(&many, &changed);
        assert!(lines.len() < 20 && lines.iter().any(|line| line.change == Change::Gap));
    }
}
