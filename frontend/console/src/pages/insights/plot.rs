//! Questions per day as columns, what became of them from the ground up. Drawn in pixels, so that
//! lines and letters stay sharp at every width; outcomes differ in lightness and pattern, not in
//! hue alone. The legend shows the day that is pointed at, or that the arrow keys are on.

use super::words;
use leptos::ev;
use leptos::html::Div;
use leptos::prelude::*;
use vouch_shared::insight::{Counts, DayCounts, Outcome};

const HEIGHT: f64 = 232.0;
const LEFT: f64 = 40.0;
const TOP: f64 = 10.0;
const GROUND: f64 = HEIGHT - 26.0;
const WIDEST_COLUMN: f64 = 30.0;
/// What the name of a day takes up.
const NAME_WIDTH: f64 = 64.0;
/// Lines across, at most.
const MOST_LINES: i64 = 4;

/// Where things lie in a plot of some width.
#[derive(Clone, Copy)]
struct Scale {
    width: f64,
    /// How wide a day is.
    slot: f64,
    /// What the highest line stands for.
    top: f64,
}

impl Scale {
    fn new(width: f64, days: usize, top: i64) -> Self {
        let slot = (width - LEFT) / number(days.max(1));
        Self { width, slot, top: words::real(top.max(1)) }
    }

    fn left_of(self, day: usize) -> f64 {
        LEFT + self.slot * number(day)
    }

    fn height(self, questions: i64) -> f64 {
        (GROUND - TOP) * words::real(questions) / self.top
    }
}

/// A day's place to calculate with.
fn number(day: usize) -> f64 {
    f64::from(u32::try_from(day).unwrap_or(u32::MAX))
}

/// The plot with its legend.
#[component]
pub(super) fn DaysPlot(days: Vec<DayCounts>) -> impl IntoView {
    let place = NodeRef::<Div>::new();
    let width = RwSignal::new(0.0);
    let measure = move || {
        if let Some(place) = place.get_untracked() {
            width.set(f64::from(place.client_width()));
        }
    };
    Effect::new(move |_| {
        place.track();
        measure();
    });
    let resized = window_event_listener(ev::resize, move |_| measure());
    on_cleanup(move || resized.remove());

    let picked = RwSignal::new(None::<usize>);
    let last = days.len().saturating_sub(1);
    let by_key = move |event: ev::KeyboardEvent| {
        let now = picked.get_untracked();
        let next = match event.key().as_str() {
            "ArrowLeft" => Some(now.map_or(last, |day| day.saturating_sub(1))),
            "ArrowRight" => Some(now.map_or(0, |day| (day + 1).min(last))),
            "Home" => Some(0),
            "End" => Some(last),
            "Escape" => None,
            _ => return,
        };
        event.prevent_default();
        picked.set(next);
    };
    let days = StoredValue::new(days);
    let drawn = move || {
        let width = width.get();
        (width > LEFT).then(|| days.with_value(|days| drawing(days, width, picked)))
    };
    view! {
        <Legend days picked/>
        <div class="plot" tabindex="0" role="group" data-testid="plot" node_ref=place
            aria-label="Plot of questions per day. The arrow keys read one day after the other."
            on:keydown=by_key on:blur=move |_| picked.set(None)
            on:pointerleave=move |_| picked.set(None)>{drawn}</div>
    }
}

/// What the patterns stand for, with the numbers of the picked day or of all.
#[component]
fn Legend(days: StoredValue<Vec<DayCounts>>, picked: RwSignal<Option<usize>>) -> impl IntoView {
    let shown = Memo::new(move |_| {
        days.with_value(|days| match picked.get().and_then(|day| days.get(day)) {
            Some(day) => (words::weekday(&day.day), day.counts),
            None => (format!("{} days", days.len()), total(days)),
        })
    });
    let key = move |outcome: Outcome| {
        let number = move || words::count(shown.get().1.of(outcome));
        let share = move || {
            let counts = shown.get().1;
            words::share(counts.of(outcome), counts.questions())
        };
        view! {
            <li>
                <svg class="swatch" aria-hidden="true"><rect width="14" height="14" rx="3" data-outcome=outcome.as_str() fill=pattern(outcome)></rect></svg>
                <span>{words::outcome(outcome)}</span>
                <strong>{number}</strong>
                <span class="quiet">{share}</span>
            </li>
        }
    };
    let heading = move || {
        let (when, counts) = shown.get();
        format!(
            "{when}: {} questions, {} tickets",
            words::count(counts.questions()),
            words::count(counts.tickets)
        )
    };
    view! {
        <div class="legend">
            <p data-testid="plot-day" aria-live="polite">{heading}</p>
            <ul>{Outcome::ALL.map(key).into_iter().collect_view()}</ul>
        </div>
    }
}

fn total(days: &[DayCounts]) -> Counts {
    let mut total = Counts::default();
    for day in days {
        for outcome in Outcome::ALL {
            total.add(outcome, day.counts.of(outcome));
        }
        total.tickets += day.counts.tickets;
    }
    total
}

fn drawing(days: &[DayCounts], width: f64, picked: RwSignal<Option<usize>>) -> AnyView {
    let most = days.iter().map(|day| day.counts.questions()).max().unwrap_or_default();
    let step = step_of(most);
    let top = most.div_euclid(step) * step + if most % step == 0 { 0 } else { step };
    let scale = Scale::new(width, days.len(), top);
    let lines = (0..=top / step).map(|line| across(scale, line * step));
    let labels = label_days(scale, days.len()).map(|day| under(scale, day, &days[day].day));
    let columns = days.iter().enumerate().map(|(place, day)| column(scale, place, day));
    let slots = (0..days.len()).map(|place| slot(scale, place, picked));
    view! {
        <svg role="img" aria-label=summary(days) width=width height=HEIGHT>
            <defs>
                <pattern id="hatch" patternUnits="userSpaceOnUse" width="6" height="6" patternTransform="rotate(45)">
                    <rect width="6" height="6" class="hatch-ground"></rect>
                    <rect width="2.6" height="6" class="hatch-line"></rect>
                </pattern>
            </defs>
            {lines.collect_view()}
            {columns.collect_view()}
            {labels.collect_view()}
            {slots.collect_view()}
        </svg>
    }
    .into_any()
}

/// What the plot shows, in a sentence.
fn summary(days: &[DayCounts]) -> String {
    let total = total(days);
    let parts = Outcome::ALL.map(|outcome| {
        format!(
            "{} {}",
            words::outcome(outcome).to_lowercase(),
            words::share(total.of(outcome), total.questions())
        )
    });
    let most = days.iter().max_by_key(|day| day.counts.questions());
    let most =
        most.map(|day| format!("most on {}, {}", words::weekday(&day.day), day.counts.questions()));
    let (first, last) = (days.first(), days.last());
    let ends = [first, last].map(|day| day.map(|day| words::day(&day.day)).unwrap_or_default());
    format!(
        "Questions per day from {} to {}: {} in all; {}; {}.",
        ends[0],
        ends[1],
        total.questions(),
        parts.join(", "),
        most.unwrap_or_default()
    )
}

/// A round distance between lines: 1, 2 or 5 with noughts.
fn step_of(most: i64) -> i64 {
    let mut step = 1;
    loop {
        for factor in [1, 2, 5] {
            if most <= step * factor * MOST_LINES {
                return step * factor;
            }
        }
        step *= 10;
    }
}

/// The days that are named, the last always.
fn label_days(scale: Scale, days: usize) -> impl Iterator<Item = usize> {
    let fits = |every: &usize| scale.slot * number(*every) >= NAME_WIDTH;
    let every = [1, 7, 14, 28].into_iter().find(fits).unwrap_or(28);
    (0..days).filter(move |day| (days - 1 - day).is_multiple_of(every))
}

fn across(scale: Scale, questions: i64) -> AnyView {
    let y = (GROUND - scale.height(questions)).round() + 0.5;
    let class = if questions == 0 { "ground" } else { "across" };
    view! {
        <line class=class x1=LEFT x2=scale.width y1=y y2=y></line>
        <text class="tick-label" x=LEFT - 8.0 y=y + 4.0 text-anchor="end">{words::count(questions)}</text>
    }
    .into_any()
}

fn under(scale: Scale, day: usize, name: &str) -> AnyView {
    let middle = scale.left_of(day) + scale.slot / 2.0;
    // The last name must not stick out.
    let (x, anchor) =
        if scale.width - middle < 24.0 { (scale.width, "end") } else { (middle, "middle") };
    view! { <text class="tick-label" x=x y=HEIGHT - 6.0 text-anchor=anchor>{words::day(name)}</text> }.into_any()
}

fn column(scale: Scale, place: usize, day: &DayCounts) -> AnyView {
    let width = (scale.slot * 0.7).clamp(1.5, WIDEST_COLUMN);
    let x = scale.left_of(place) + (scale.slot - width) / 2.0;
    let mut below = 0;
    let parts = Outcome::ALL.into_iter().filter(|outcome| day.counts.of(*outcome) > 0);
    let parts = parts.map(|outcome| {
        let from = GROUND - scale.height(below);
        below += day.counts.of(outcome);
        let to = GROUND - scale.height(below);
        // A hair of ground between the parts tells them apart whatever their colours.
        let height = if from - to > 3.0 { from - to - 1.0 } else { from - to };
        view! { <rect data-outcome=outcome.as_str() fill=pattern(outcome) x=x y=to width=width height=height></rect> }
    });
    view! { <g>{parts.collect::<Vec<_>>()}</g> }.into_any()
}

/// Stripes for what was not answered; the others have a colour of the style sheet.
fn pattern(outcome: Outcome) -> Option<&'static str> {
    (outcome == Outcome::HandedOff).then_some("url(#hatch)")
}

/// Where a day is pointed at.
fn slot(scale: Scale, place: usize, picked: RwSignal<Option<usize>>) -> AnyView {
    let class = move || if picked.get() == Some(place) { "slot picked" } else { "slot" };
    view! {
        <rect class=class x=scale.left_of(place) y=TOP width=scale.slot height=GROUND - TOP
            on:pointerenter=move |_| picked.set(Some(place))></rect>
    }
    .into_any()
}
