//! What a policy file says, worked out from its text alone, with nothing of the server's parser:
//! the other side of P5's comparison. It knows just the Markdown that the demo's policies use.

use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// One section of a policy file.
#[derive(Debug)]
pub(crate) struct Section {
    /// As in `{"choose": …}`.
    pub(crate) answer: String,
    pub(crate) title: String,
    /// What a reader reads, without any style.
    pub(crate) text: String,
    pub(crate) content_hash: String,
}

/// The sections of a policy file that have text.
pub(crate) fn sections(document: &str, source: &str) -> Vec<Section> {
    let body = source.splitn(3, "---\n").nth(2).expect("front matter stands between two rules");
    let mut sections = Vec::new();
    let mut above: Vec<String> = Vec::new();
    for part in format!("\n{body}").split("\n##").skip(1) {
        let (heading, text) = part.split_once('\n').unwrap_or((part, ""));
        let depth = heading.chars().take_while(|c| *c == '#').count();
        let title = heading.trim_start_matches('#').trim().to_owned();
        above.truncate(depth);
        above.push(slug(&title));
        let markdown = without_questions(text);
        if markdown.is_empty() {
            continue;
        }
        sections.push(Section {
            answer: format!("{document}/{}", above.join("/")),
            title,
            text: plain(&markdown),
            content_hash: hash(&markdown),
        });
    }
    sections
}

/// `sha256:` and the digest in hex.
pub(crate) fn hash(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().fold("sha256:".to_owned(), |mut hash, byte| {
        write!(hash, "{byte:02x}").expect("a String takes anything");
        hash
    })
}

fn slug(title: &str) -> String {
    let words = title.to_lowercase();
    let words = words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

fn without_questions(text: &str) -> String {
    let (before, rest) = text.split_once("```questions\n").unwrap_or((text, "```"));
    let after = rest.split_once("```").map_or("", |(_, after)| after);
    let whole = [before.trim(), after.trim()];
    whole.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// One line for each paragraph, list item and row; cells stand apart by tabs.
fn plain(markdown: &str) -> String {
    let lines = markdown.split("\n\n").flat_map(|block| {
        let is_rows = block.starts_with('|') || is_item(block);
        let lines: Vec<String> = if is_rows {
            block.lines().map(str::to_owned).collect()
        } else {
            vec![block.replace('\n', " ")]
        };
        lines.into_iter().filter(|line| !line.starts_with("|-"))
    });
    lines.map(|line| unstyled(&line)).collect::<Vec<_>>().join("\n")
}

fn is_item(line: &str) -> bool {
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.starts_with("- ") || (number.len() < line.len() && number.starts_with(". "))
}

fn unstyled(line: &str) -> String {
    if let Some(row) = line.strip_prefix('|') {
        let cells = row.trim_end().trim_end_matches('|').split('|');
        return cells.map(|cell| unstyled(cell.trim())).collect::<Vec<_>>().join("\t");
    }
    let text = if is_item(line) { line.split_once(' ').map_or("", |(_, text)| text) } else { line };
    unlinked(&text.replace('*', ""))
}

/// `[text](address)` reads as its text.
fn unlinked(text: &str) -> String {
    let Some((before, rest)) = text.split_once('[') else { return text.to_owned() };
    let (words, rest) = rest.split_once("](").expect("a link has an address");
    let (_, after) = rest.split_once(')').expect("an address ends");
    format!("{before}{words}{}", unlinked(after))
}

#[test]
fn a_small_file_reads_as_it_should() {
    let source = "---\nid: a\n---\n\n## One\n\nA **b** [c](d:e)\nf.\n\n```questions\nq\n```\n\
                  ### Two, too\n\n1. x\n2. *y*\n\n| h | i |\n|---|---|\n| j | k |\n";
    let sections = sections("doc", source);
    let texts: Vec<_> = sections.iter().map(|s| (s.answer.as_str(), s.text.as_str())).collect();
    assert_eq!(texts, [("doc/one", "A b c f."), ("doc/one/two-too", "x\ny\nh\ti\nj\tk")]);
}
