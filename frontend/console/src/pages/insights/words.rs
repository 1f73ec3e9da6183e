//! Figures in words: counts, shares, minutes, days, and how they changed.

use vouch_shared::insight::Outcome;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/// `12,345`.
pub(super) fn count(number: i64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A count to calculate with.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
pub(super) fn real(number: i64) -> f64 {
    number as f64
}

/// `1 question`, `3 questions`.
pub(super) fn many(number: i64, one: &str, more: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { more })
}

/// A part of a whole as `61 %`; a dash of nothing.
pub(super) fn share(part: i64, whole: i64) -> String {
    if whole == 0 { "–".to_owned() } else { percent(real(part) / real(whole)) }
}

/// `61 %`, and `less than 1 %` of what is not nothing.
pub(super) fn percent(share: f64) -> String {
    match share * 100.0 {
        tiny if tiny > 0.0 && tiny < 0.5 => "< 1 %".to_owned(),
        percent => format!("{percent:.0} %"),
    }
}

/// `45 min`, `2 h 5 min`, `31 h`.
pub(super) fn minutes(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, _) if hours >= 10 => format!("{} h", (minutes + 30) / 60),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// `22 Nov` of `2026-11-22`.
pub(super) fn day(day: &str) -> String {
    let mut parts = day.split('-').skip(1).map(|part| part.parse::<usize>().unwrap_or_default());
    let month = parts.next().and_then(|month| MONTHS.get(month.checked_sub(1)?));
    format!("{} {}", parts.next().unwrap_or_default(), month.unwrap_or(&""))
}

/// `Sun 22 Nov`.
pub(super) fn weekday(text: &str) -> String {
    let date = js_sys::Date::new(&format!("{text}T00:00:00Z").into());
    let name = usize::try_from(date.get_utc_day()).ok().and_then(|day| WEEKDAYS.get(day));
    format!("{} {}", name.unwrap_or(&""), day(text))
}

/// What became of questions, as the page calls it.
pub(super) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Text => "Approved text",
        Outcome::Order => "Order shown",
        Outcome::AskedBack => "Asked back",
        Outcome::HandedOff => "Person offered",
    }
}

/// How a count changed: `▲ 12 %`, with its words for screen readers.
pub(super) fn change(now: i64, before: i64) -> (String, String) {
    if before == 0 {
        let words =
            if now == 0 { "none in the period before either" } else { "none in the period before" };
        return (words.to_owned(), String::new());
    }
    let percent = real(now - before) / real(before) * 100.0;
    arrow(percent, &format!("{:.0} %", percent.abs()), &count(before))
}

/// How a share changed, in points.
pub(super) fn points(now: Option<f64>, before: Option<f64>) -> (String, String) {
    let (Some(now), Some(before)) = (now, before) else {
        return ("nothing to compare with".to_owned(), String::new());
    };
    let points = (now - before) * 100.0;
    arrow(points, &format!("{:.1} points", points.abs()), &percent(before))
}

/// How minutes changed.
pub(super) fn sooner(now: Option<i64>, before: Option<i64>) -> (String, String) {
    let (Some(now), Some(before)) = (now, before) else {
        return ("nothing to compare with".to_owned(), String::new());
    };
    arrow(real(now - before), &minutes((now - before).abs()), &minutes(before))
}

fn arrow(change: f64, size: &str, before: &str) -> (String, String) {
    let (sign, words) = match change {
        up if up > 0.04 => ("▲", "more than"),
        down if down < -0.04 => ("▼", "less than"),
        _ => return ("unchanged".to_owned(), format!("{before} in the period before")),
    };
    (format!("{sign} {size}"), format!("{words} the {before} of the period before"))
}
