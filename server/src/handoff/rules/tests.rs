//! Each deed on each state.

use super::*;
use time::macros::datetime;

const NOW: OffsetDateTime = datetime!(2026-11-22 10:00 UTC);

fn row() -> TicketRow {
    TicketRow {
        number: 1001,
        conversation: "c".into(),
        request_hash: String::new(),
        reason: "low_confidence".into(),
        name: "Ann".into(),
        email: "ann@mail.example".into(),
        message: "Hello".into(),
        locale: "en".into(),
        state: "open".into(),
        receipt: String::new(),
        created_at: "2026-11-22T09:00:00.000Z".into(),
        version: 1,
        assignee: None,
        priority: 1,
        merged_into: None,
        snoozed_until: None,
        due_at: Some("2026-11-22T13:00:00.000Z".into()),
        first_reply_at: None,
        active_at: "2026-11-22T09:00:00.000Z".into(),
    }
}

fn after(row: &TicketRow, deed: Deed) -> Result<TicketRow, Error> {
    let mut row = row.clone();
    apply(&mut row, &deed, ("sam@shop.example", NOW))?;
    Ok(row)
}

#[test]
fn what_is_so_already_does_not_happen() {
    let mut ticket = row();
    let by = ("sam@shop.example", NOW);
    assert!(apply(&mut ticket, &Deed::Take, by).unwrap().is_some());
    assert!(apply(&mut ticket, &Deed::Take, by).unwrap().is_none());
    assert!(apply(&mut ticket, &Deed::Reopen, by).unwrap().is_none());
    let normal = Deed::Prioritise { priority: Priority::Normal };
    assert!(apply(&mut ticket, &normal, by).unwrap().is_none());
}

#[test]
fn states_follow_deeds() {
    let open = row();
    let until = || Deed::Snooze { until: "2026-11-23T09:00:00+01:00".into() };
    let snoozed = after(&open, until()).unwrap();
    assert_eq!(snoozed.snoozed_until.as_deref(), Some("2026-11-23T08:00:00.000Z"));
    let closed = after(&snoozed, Deed::Close).unwrap();
    assert_eq!((state_of(&closed), &closed.snoozed_until), (TicketState::Closed, &None));
    assert!(after(&closed, until()).is_err() && after(&closed, Deed::Wait).is_err());
    assert_eq!(state_of(&after(&closed, Deed::Reopen).unwrap()), TicketState::Open);
}

#[test]
fn a_snooze_ends_in_the_future_within_a_year() {
    for bad in ["tomorrow", "2026-11-22T10:00:00Z", "2028-01-01T00:00:00Z"] {
        assert!(after(&row(), Deed::Snooze { until: bad.into() }).is_err(), "{bad}");
    }
}

#[test]
fn a_merged_ticket_takes_the_earlier_promise_along_and_rests() {
    let mut early = row();
    let mut late =
        TicketRow { number: 1002, due_at: Some("2026-11-22T15:00:00.000Z".into()), ..row() };
    merge(&mut early, &mut late).unwrap();
    assert_eq!(late.due_at.as_deref(), Some("2026-11-22T13:00:00.000Z"));
    assert_eq!((state_of(&early), early.merged_into), (TicketState::Closed, Some(1002)));
    assert!(after(&early, Deed::Take).is_err(), "nobody works on it by mistake");
    assert!(merge(&mut late.clone(), &mut early).is_err(), "no circles");
    assert!(merge(&mut row(), &mut row()).is_err());
    assert_eq!(after(&early, Deed::Reopen).unwrap().merged_into, None);
}

#[test]
fn the_first_reply_is_the_first() {
    let mut ticket = row();
    replied(&mut ticket, "sam@shop.example", NOW);
    let first = ticket.first_reply_at.clone();
    answered(&mut ticket);
    assert_eq!(state_of(&ticket), TicketState::Open);
    replied(&mut ticket, "kim@shop.example", NOW + Duration::hours(1));
    assert_eq!(ticket.first_reply_at, first);
    assert_eq!(ticket.assignee.as_deref(), Some("sam@shop.example"));
    assert_eq!(state_of(&ticket), TicketState::Waiting);
}

#[test]
fn tags_are_words() {
    assert_eq!(tag_name("  Late  Parcel ").unwrap(), "late-parcel");
    for bad in ["", " ", "a,b", "a\u{202e}b", &"x".repeat(41)] {
        assert!(tag_name(bad).is_err(), "{bad:?}");
    }
}

#[test]
fn priorities_are_places() {
    for (place, priority) in (0..).zip(Priority::ALL) {
        assert_eq!(place_of(priority), place);
        assert_eq!(priority_of(&TicketRow { priority: place, ..row() }), priority);
    }
}

#[test]
fn numbers_are_read_as_people_write_them() {
    assert_eq!(parse_number("V-1042"), Some(1042));
    assert_eq!(parse_number("v-7"), Some(7));
    assert_eq!(parse_number("1042"), Some(1042));
    for bad in ["", "V-", "V-1x", "-1", "+1", "99999999999999999999"] {
        assert_eq!(parse_number(bad), None, "{bad}");
    }
}
