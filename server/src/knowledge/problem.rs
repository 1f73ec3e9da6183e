//! What is wrong with a knowledge file, and where. Importing collects every problem, so that an
//! editor can mend a file in one go.

use std::fmt;

/// One thing to mend before a file can be imported.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ImportProblem {
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub reason: String,
}

impl fmt::Display for ImportProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.reason)
    }
}

/// A problem within a text whose file is known elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextProblem {
    /// Counted from 1 within the text.
    pub line: usize,
    pub reason: String,
}

impl TextProblem {
    pub(crate) fn new(line: usize, reason: impl Into<String>) -> Self {
        Self { line, reason: reason.into() }
    }

    pub(crate) fn in_file(self, file: &str) -> ImportProblem {
        ImportProblem { file: file.to_owned(), line: self.line, reason: self.reason }
    }
}
