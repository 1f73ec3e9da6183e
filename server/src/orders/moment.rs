//! Times as stores write them.

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// ISO 8601 with `T` or a space between date and time; without a zone it is UTC.
pub(crate) fn parse_time(text: &str) -> Option<OffsetDateTime> {
    let text = text.replacen(' ', "T", 1);
    let (_, clock) = text.split_once('T')?;
    let zoned = if clock.contains(['Z', '+', '-']) { text.clone() } else { format!("{text}Z") };
    let time = OffsetDateTime::parse(&zoned, &Rfc3339).ok()?;
    Some(time.to_offset(time::UtcOffset::UTC))
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn times_are_read_as_utc() {
        let ten = datetime!(2026-11-01 10:00:00 UTC);
        for text in [
            "2026-11-01T10:00:00Z",
            "2026-11-01 10:00:00",
            "2026-11-01T10:00:00.000Z",
            "2026-11-01 10:00:00+00:00",
            "2026-11-01T12:00:00+02:00",
        ] {
            assert_eq!(parse_time(text), Some(ten), "{text}");
        }
        for text in ["", "2026-11-01", "1793527200", "yesterday", "2026-13-01 10:00:00", "T"] {
            assert_eq!(parse_time(text), None, "{text}");
        }
    }
}
