//! What can go wrong between the widget and the server, as far as the shopper is concerned.

use vouch_shared::problem::Problem;

/// Why a request brought no reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The server is away or out of order: the same request may work later.
    Unreachable,
    /// The conversation or its token is not known (any more).
    Gone,
    /// Too much at once; seconds to wait.
    SlowDown(u64),
    /// The server will not take it, and why.
    Refused(String),
}

impl Failure {
    /// What a reply other than success means. `problem` is its body, where that can be read.
    pub(crate) fn of_reply(status: u16, problem: Option<Problem>) -> Self {
        match (status, problem) {
            (401 | 404, _) => Self::Gone,
            (429, problem) => {
                Self::SlowDown(problem.and_then(|problem| problem.retry_after_s).unwrap_or(30))
            }
            (400..500, Some(problem)) => Self::Refused(problem.detail),
            _ => Self::Unreachable,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(retry_after_s: Option<u64>) -> Option<Problem> {
        Some(Problem {
            kind: String::new(),
            title: String::new(),
            status: 0,
            detail: "Too long.".into(),
            field: None,
            retry_after_s,
            request_id: None,
        })
    }

    #[test]
    fn each_status_leads_somewhere() {
        for (status, body, expected) in [
            (401, problem(None), Failure::Gone),
            (404, None, Failure::Gone),
            (429, problem(Some(7)), Failure::SlowDown(7)),
            (429, None, Failure::SlowDown(30)),
            (422, problem(None), Failure::Refused("Too long.".into())),
            (422, None, Failure::Unreachable),
            (503, problem(Some(5)), Failure::Unreachable),
            (302, None, Failure::Unreachable),
        ] {
            assert_eq!(Failure::of_reply(status, body), expected, "{status}");
        }
    }
}
