//! Hours over weekends, holidays and the days on which clocks change.

use super::*;
use proptest::prelude::*;
use time::Duration;
use time::macros::datetime;

fn hours(zone: &str, weekdays: &[&str], weekend: &[&str], holidays: &[&str]) -> Hours {
    let list = |texts: &[&str]| texts.iter().map(ToString::to_string).collect::<Vec<_>>();
    let settings = HoursSettings {
        zone: zone.to_owned(),
        monday: list(weekdays),
        tuesday: list(weekdays),
        wednesday: list(weekdays),
        thursday: list(weekdays),
        friday: list(weekdays),
        saturday: list(weekend),
        sunday: list(weekend),
        holidays: list(holidays),
    };
    Hours::try_from(settings).unwrap()
}

fn office() -> Hours {
    hours("Europe/Oslo", &["09:00-12:00", "13:00-17:00"], &[], &["2026-12-25"])
}

#[test]
fn an_office_is_open_at_its_hours() {
    for (at, open) in [
        (datetime!(2026-11-23 09:00 +1), true),
        (datetime!(2026-11-23 08:59:59.999 +1), false),
        (datetime!(2026-11-23 12:00 +1), false),
        (datetime!(2026-11-23 15:59 UTC), true),
        (datetime!(2026-11-23 16:00 UTC), false),
        (datetime!(2026-11-22 10:00 UTC), false),
        (datetime!(2026-12-25 10:00 UTC), false),
        (datetime!(2026-07-01 07:30 UTC), true),
    ] {
        assert_eq!(office().is_open(at), open, "{at}");
    }
}

#[test]
fn minutes_count_while_it_is_open() {
    for (at, minutes, due) in [
        (datetime!(2026-11-23 09:00 +1), 60, datetime!(2026-11-23 10:00 +1)),
        (datetime!(2026-11-23 11:30 +1), 60, datetime!(2026-11-23 13:30 +1)),
        // Friday evening to Monday; Christmas is skipped together with the weekend after it.
        (datetime!(2026-11-20 16:30 +1), 60, datetime!(2026-11-23 09:30 +1)),
        (datetime!(2026-12-24 16:30 +1), 60, datetime!(2026-12-28 09:30 +1)),
        (datetime!(2026-11-22 03:00 +1), 0, datetime!(2026-11-23 09:00 +1)),
        (datetime!(2026-11-23 09:00 +1), 7 * 60, datetime!(2026-11-23 17:00 +1)),
    ] {
        assert_eq!(office().add_open_minutes(at, minutes), Some(due), "{at} + {minutes}");
    }
}

#[test]
fn open_minutes_are_counted_back() {
    for (from, to, minutes) in [
        (datetime!(2026-11-23 11:30 +1), datetime!(2026-11-23 13:30 +1), 60),
        // Friday evening to Monday morning.
        (datetime!(2026-11-20 16:30 +1), datetime!(2026-11-23 09:30 +1), 60),
        (datetime!(2026-11-20 18:00 +1), datetime!(2026-11-22 18:00 +1), 0),
        (datetime!(2026-11-23 09:00 +1), datetime!(2026-11-24 17:00 +1), 14 * 60),
        (datetime!(2026-11-23 10:00 +1), datetime!(2026-11-23 09:00 +1), 0),
    ] {
        assert_eq!(office().open_minutes_between(from, to), minutes, "{from} to {to}");
    }
}

#[test]
fn days_on_which_clocks_change_are_as_long_as_they_are() {
    let always = hours("Europe/Oslo", &["00:00-24:00"], &["00:00-24:00"], &[]);
    let day = 24 * 60;
    for (midnight, next) in [
        (datetime!(2026-03-29 00:00 +1), datetime!(2026-03-30 01:00 +2)),
        (datetime!(2026-10-25 00:00 +2), datetime!(2026-10-25 23:00 +1)),
    ] {
        assert_eq!(always.add_open_minutes(midnight, day), Some(next));
    }
    // From two to three there is no such hour that night: the desk opens an hour less.
    let night = hours("Europe/Oslo", &["02:00-03:00"], &["02:00-03:00"], &[]);
    let before = datetime!(2026-03-29 00:30 +1);
    assert_eq!(night.next_open(before), Some(datetime!(2026-03-30 02:00 +2)));
    // Half an hour's change, and a zone without whole hours.
    let lord_howe = hours("Australia/Lord_Howe", &["09:00-17:00"], &["09:00-17:00"], &[]);
    assert_eq!(
        lord_howe.next_open(datetime!(2026-10-04 00:00 +10:30)),
        Some(datetime!(2026-10-04 09:00 +11))
    );
    let kathmandu = hours("Asia/Kathmandu", &["09:00-17:00"], &[], &[]);
    assert!(kathmandu.is_open(datetime!(2026-11-23 03:15 UTC)));
    assert!(!kathmandu.is_open(datetime!(2026-11-23 03:14 UTC)));
}

#[test]
fn what_does_not_fit_is_refused_with_what_to_write() {
    let fault = |settings: HoursSettings| Hours::try_from(settings).unwrap_err();
    let zone = || "Europe/Oslo".to_owned();
    let day = |text: &str| vec![text.to_owned()];
    let none = HoursSettings { zone: zone(), ..Default::default() };
    assert!(fault(none).contains("no day has hours"));
    let nowhere =
        HoursSettings { zone: "Oslo".into(), monday: day("9:00-10:00"), ..Default::default() };
    assert!(fault(nowhere).contains("`Oslo` is not a time zone"));
    for bad in
        ["9-17", "09:00", "17:00-09:00", "09:00-25:00", "09:0-10:00", "+9:00-10:00", "09:00-09:00"]
    {
        let settings = HoursSettings { zone: zone(), monday: day(bad), ..Default::default() };
        assert!(fault(settings).contains(bad), "{bad}");
    }
    let crossed = vec!["09:00-12:00".to_owned(), "11:00-13:00".to_owned()];
    let settings = HoursSettings { zone: zone(), friday: crossed, ..Default::default() };
    assert!(fault(settings).contains("apart"));
    let settings = HoursSettings {
        zone: zone(),
        monday: day("09:00-10:00"),
        holidays: day("25.12.2026"),
        ..Default::default()
    };
    assert!(fault(settings).contains("25.12.2026"));
}

#[test]
fn a_year_of_holidays_does_not_hang() {
    let first: Date = "2026-01-01".parse().unwrap();
    let mut desk = office();
    desk.holidays = first.series(1.day()).take(900).collect();
    assert_eq!(desk.next_open(datetime!(2026-01-01 10:00 UTC)), None);
    desk.holidays = first.series(1.day()).take(365).collect();
    assert_eq!(
        desk.next_open(datetime!(2026-01-01 10:00 UTC)),
        Some(datetime!(2027-01-01 08:00 UTC))
    );
}

/// Whether the clock on the wall shows a time within the hours, in plain words.
fn wall_clock_is_open(desk: &Hours, at: OffsetDateTime) -> bool {
    let local = stamp(at).to_zoned(desk.zone.clone());
    let today = &desk.week[index(local.weekday())];
    !desk.holidays.contains(&local.date())
        && today.iter().any(|opening| {
            opening.from <= local.time() && opening.to.is_none_or(|to| local.time() < to)
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    // Around every change of the clocks of two years in three zones: counting minute by minute
    // on the wall's clock gives the same as the sum.
    #[test]
    fn counting_minutes_one_by_one_gives_the_same(
        zone in prop::sample::select(vec!["Europe/Oslo", "America/New_York", "Australia/Lord_Howe"]),
        start in 0_i64..730 * 24 * 60,
        minutes in 0_u32..1_500,
    ) {
        let desk = hours(zone, &["08:30-12:00", "12:45-18:15"], &["10:00-14:00"], &["2026-03-29", "2027-01-01"]);
        let at = datetime!(2026-01-01 00:00 UTC) + Duration::minutes(start);
        let mut counted = at;
        let mut left = minutes;
        while left > 0 || !wall_clock_is_open(&desk, counted) {
            // The end of the last minute is the answer even where the desk closes with it.
            if wall_clock_is_open(&desk, counted) {
                left -= 1;
            }
            counted += Duration::minutes(1);
            if left == 0 && minutes > 0 {
                break;
            }
        }
        prop_assert_eq!(desk.add_open_minutes(at, minutes), Some(counted));
        prop_assert_eq!(desk.open_minutes_between(at, counted), i64::from(minutes));
        prop_assert_eq!(desk.is_open(at), wall_clock_is_open(&desk, at));
    }

    #[test]
    fn the_next_opening_is_open_and_nothing_before_it_is(
        zone in prop::sample::select(vec!["Europe/Oslo", "America/Sao_Paulo", "Asia/Kathmandu"]),
        start in 0_i64..730 * 24 * 60,
    ) {
        let desk = hours(zone, &["22:00-24:00"], &["00:00-01:00"], &[]);
        let at = datetime!(2026-01-01 00:00 UTC) + Duration::minutes(start);
        let next = desk.next_open(at).unwrap();
        prop_assert!(desk.is_open(next));
        prop_assert!(next == at || !desk.is_open(next - Duration::milliseconds(1)));
        prop_assert_eq!(next == at, desk.is_open(at));
    }
}
