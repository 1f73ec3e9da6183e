//! Cases: questions whose right outcome is known, one JSON object a line. `vouch eval` asks them,
//! `vouch calibrate` learns from them.

use vouch_engine::evaluate::EvalCase;

/// A line that is not a case.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {error}")]
pub struct BadCase {
    pub line: usize,
    error: serde_json::Error,
}

/// Reads lines of cases; empty lines do not count.
pub fn parse_cases(text: &str) -> Result<Vec<EvalCase>, BadCase> {
    let lines = text.trim_start_matches('\u{FEFF}').lines();
    (1..)
        .zip(lines)
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(line, case)| serde_json::from_str(case).map_err(|error| BadCase { line, error }))
        .collect()
}

/// Writes them as they are read.
pub fn write_cases(cases: &[EvalCase]) -> String {
    let line = |case| serde_json::to_string(case).expect("a case is JSON") + "\n";
    cases.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_are_read_as_they_are_written_and_a_bad_line_is_named() {
        let text = "\u{FEFF}{\"question\":\"a\",\"expect\":{\"answer\":\"b\"},\"tags\":[\"t\"]}\n\n\
                    {\"question\":\"c\",\"expect\":\"handoff\"}\r\n";
        let cases = parse_cases(text).unwrap();
        assert_eq!(parse_cases(&write_cases(&cases)).unwrap(), cases);
        let error = parse_cases("\n\n{\"question\": 1}").unwrap_err();
        assert!(error.line == 3 && error.to_string().contains("string"), "{error}");
    }
}
