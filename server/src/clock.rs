//! The only file that reads the time or the system's randomness; everybody else is handed both.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use time::OffsetDateTime;
use time::macros::format_description;
use vouch_shared::id::Timestamp;

/// Tells the time.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    #[default]
    System,
    /// Always the same moment, for tests.
    Fixed(OffsetDateTime),
}

impl Clock {
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    pub fn now(&self) -> OffsetDateTime {
        match self {
            Self::System => OffsetDateTime::now_utc(),
            Self::Fixed(at) => *at,
        }
    }

    /// Now, as it is written on the wire.
    pub fn timestamp(&self) -> Timestamp {
        timestamp(self.now())
    }
}

/// RFC 3339 in UTC with milliseconds, so that texts sort like times.
pub fn timestamp(at: OffsetDateTime) -> Timestamp {
    let format =
        format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");
    let utc = at.to_offset(time::UtcOffset::UTC);
    Timestamp(utc.format(format).expect("every field of the format is present in a date and time"))
}

/// Milliseconds since 1970.
pub fn unix_ms(at: OffsetDateTime) -> i64 {
    i64::try_from(at.unix_timestamp_nanos() / 1_000_000).unwrap_or(i64::MAX)
}

/// A new id that sorts by its time of birth.
pub fn new_id(now: OffsetDateTime) -> String {
    let ms = u64::try_from(unix_ms(now)).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(ms, &random_bytes()).into_uuid().simple().to_string()
}

/// What every id that was born then or later is greater than.
pub fn id_floor(at: OffsetDateTime) -> String {
    let ms = u64::try_from(unix_ms(at)).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(ms, &[0; 10]).into_uuid().simple().to_string()
}

/// A new bearer token: 256 random bits.
pub fn new_token() -> String {
    URL_SAFE_NO_PAD.encode(random_bytes::<32>())
}

/// Six random digits.
pub fn new_code() -> String {
    // 2^64 is so much more than a million that no code is likelier than another.
    format!("{:06}", u64::from_le_bytes(random_bytes()) % 1_000_000)
}

/// Bytes from the operating system's generator.
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn timestamps_are_utc_with_milliseconds() {
        let at = datetime!(2026-11-22 11:00:00.1239 +1);
        assert_eq!(timestamp(at).as_str(), "2026-11-22T10:00:00.123Z");
    }

    #[test]
    fn ids_sort_by_time() {
        let early = new_id(datetime!(2026-01-01 0:00 UTC));
        let late = new_id(datetime!(2026-01-01 0:00:01 UTC));
        assert!(early < late, "{early} {late}");
        assert!(early < id_floor(datetime!(2026-01-01 0:00:01 UTC)));
        assert!(id_floor(datetime!(2026-01-01 0:00:01 UTC)) < late);
        assert_ne!(new_token(), new_token());
        let code = new_code();
        assert!(code.len() == 6 && code.bytes().all(|digit| digit.is_ascii_digit()), "{code}");
    }
}
