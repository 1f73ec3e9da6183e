//! Whether a confidence means what it says: of the questions with about 80 %, are 80 % right?

use super::count;
use super::paper::{Paper, Words};
use std::fmt::Write as _;
use vouch_engine::evaluate::{Judged, Report};

const BINS: usize = 10;

/// The questions of about one confidence.
#[derive(Clone, Copy, Default)]
struct Bin {
    cases: usize,
    right: usize,
    confidence: f64,
}

impl Bin {
    fn mean(self) -> f64 {
        self.confidence / count(self.cases.max(1))
    }

    fn share(self) -> f64 {
        count(self.right) / count(self.cases.max(1))
    }
}

pub(super) fn draw(judged: &[Judged], report: &Report) -> String {
    let bins = bins(judged);
    let subtitle = format!(
        "{} cases; {}; bars: how many cases, as a share of the fullest",
        report.cases, report.engine
    );
    let description = in_words(&bins);
    let words = Words {
        title: "Confidence and how often it was right",
        subtitle: &subtitle,
        description: &description,
        x: "confidence in the likeliest answer",
        y: "share that was right",
    };
    let mut paper = Paper::new(&words, 1.0, 5);
    let fullest = count(bins.iter().map(|bin| bin.cases).max().unwrap_or_default().max(1));
    let edge = |index: usize| count(index) / count(BINS);
    for (index, bin) in bins.iter().enumerate() {
        // A third of the height: the counts must not look like shares.
        let height = count(bin.cases) / fullest / 3.0;
        paper.bar((edge(index), edge(index + 1)), height);
        let middle = f64::midpoint(edge(index), edge(index + 1));
        let number = bin.cases.to_string();
        let centred = "class=\"soft\" text-anchor=\"middle\"";
        paper.label((middle, height), (0.0, -5.0), centred, &number);
    }
    paper.rule("guide", (0.0, 0.0), (1.0, 1.0));
    let filled: Vec<Bin> = bins.into_iter().filter(|bin| bin.cases > 0).collect();
    let points: Vec<(f64, f64)> = filled.iter().map(|bin| (bin.mean(), bin.share())).collect();
    paper.curve(&points);
    for (bin, point) in filled.iter().zip(points) {
        paper.dot("dot", point, 5.0, &format!("{} of {} right", bin.right, bin.cases));
    }
    paper.finish()
}

fn bins(judged: &[Judged]) -> [Bin; BINS] {
    let mut bins = [Bin::default(); BINS];
    for one in judged {
        let confidence = one.confidence().clamp(0.0, 1.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and the number of bins"
        )]
        let index = ((confidence * count(BINS)) as usize).min(BINS - 1);
        bins[index].cases += 1;
        bins[index].right += usize::from(one.is_best_right());
        bins[index].confidence += confidence;
    }
    bins
}

fn in_words(bins: &[Bin]) -> String {
    let mut text = String::new();
    for bin in bins.iter().filter(|bin| bin.cases > 0) {
        let (mean, share) = (bin.mean() * 100.0, bin.share() * 100.0);
        write!(text, "Of {} with {mean:.0} % confidence, {share:.0} % were right. ", bin.cases)
            .expect("a String takes anything");
    }
    text.trim_end().to_owned()
}
