//! Paper for a diagram: axes with labels, and a place for every value. Only numbers and words of
//! ours are written on it, so nothing needs to be escaped.

use std::fmt::Write as _;

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 480.0;
/// Where the axes stand.
const LEFT: f64 = 76.0;
const RIGHT: f64 = 690.0;
const TOP: f64 = 76.0;
const BOTTOM: f64 = 410.0;

const STYLE: &str = "\
    :root { --ink: #1b1f24; --soft: #5b6570; --grid: #e2e6ea; --paper: #ffffff;\
            --line: #0b5cad; --mark: #b3261e; --bar: #c9dbee }\
    @media (prefers-color-scheme: dark) {\
      :root { --ink: #eef1f4; --soft: #a9b3bd; --grid: #363d45; --paper: #15191e;\
              --line: #7ab8ff; --mark: #ff9a8f; --bar: #2b4a6b } }\
    .paper { fill: var(--paper) } .bar { fill: var(--bar) }\
    text { fill: var(--ink); font: 13px system-ui, sans-serif }\
    .title { font-size: 17px; font-weight: 600 } .soft { fill: var(--soft) }\
    .grid { stroke: var(--grid) } .axis { stroke: var(--soft) }\
    .line { fill: none; stroke: var(--line); stroke-width: 2.5; stroke-linejoin: round }\
    .limit { stroke: var(--mark); stroke-width: 1.5; stroke-dasharray: 6 4 }\
    .limit-text { fill: var(--mark) }\
    .guide { stroke: var(--soft); stroke-dasharray: 2 4 }\
    .dot { fill: var(--line); stroke: var(--paper); stroke-width: 1.5 }\
    .hollow { fill: var(--paper); stroke: var(--line); stroke-width: 2 }\
    .ring { fill: var(--paper); stroke: var(--mark); stroke-width: 2.5 }";

/// What a diagram says about itself.
pub(super) struct Words<'a> {
    pub(super) title: &'a str,
    pub(super) subtitle: &'a str,
    /// For who cannot see it.
    pub(super) description: &'a str,
    pub(super) x: &'a str,
    pub(super) y: &'a str,
}

/// A diagram in the making. Values are shares; `y_most` is the share at the top.
pub(super) struct Paper {
    svg: String,
    y_most: f64,
}

impl Paper {
    /// Draws the frame: title, grid of `steps` upwards and ten sideways, labels.
    pub(super) fn new(words: &Words<'_>, y_most: f64, steps: u32) -> Self {
        let Words { title, subtitle, description, x, y } = words;
        let mut paper = Self {
            svg: format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" \
                 role=\"img\" aria-labelledby=\"title desc\">\n<title id=\"title\">{title}</title>\n\
                 <desc id=\"desc\">{description}</desc>\n<style>{STYLE}</style>\n\
                 <rect class=\"paper\" width=\"{WIDTH}\" height=\"{HEIGHT}\"/>\n"
            ),
            y_most,
        };
        paper.write(LEFT, 30.0, "class=\"title\"", title);
        paper.write(LEFT, 52.0, "class=\"soft\"", subtitle);
        for step in 0..=10 {
            let share = f64::from(step) / 10.0;
            paper.rule("grid", (share, 0.0), (share, y_most));
            let label = format!("{:.0} %", share * 100.0);
            paper.write(x_of(share), BOTTOM + 20.0, "text-anchor=\"middle\"", &label);
        }
        for step in 0..=steps {
            let share = y_most * f64::from(step) / f64::from(steps);
            paper.rule("grid", (0.0, share), (1.0, share));
            let places = usize::from(y_most < 0.5);
            let label = format!("{:.places$} %", share * 100.0);
            let at = paper.y_of(share) + 4.0;
            paper.write(LEFT - 10.0, at, "text-anchor=\"end\"", &label);
        }
        paper.rule("axis", (0.0, 0.0), (1.0, 0.0));
        paper.rule("axis", (0.0, 0.0), (0.0, y_most));
        let middle = f64::midpoint(LEFT, RIGHT);
        paper.write(middle, BOTTOM + 46.0, "class=\"soft\" text-anchor=\"middle\"", x);
        let turned = format!(
            "class=\"soft\" text-anchor=\"middle\" transform=\"rotate(-90 18 {0})\"",
            f64::midpoint(TOP, BOTTOM)
        );
        paper.write(18.0, f64::midpoint(TOP, BOTTOM), &turned, y);
        paper
    }

    /// The finished diagram.
    pub(super) fn finish(mut self) -> String {
        self.svg.push_str("</svg>\n");
        self.svg
    }

    /// A straight line between two values.
    pub(super) fn rule(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        let (x1, y1, x2, y2) = (x_of(from.0), self.y_of(from.1), x_of(to.0), self.y_of(to.1));
        self.add(&format!(
            "<line class=\"{class}\" x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\"/>"
        ));
    }

    /// A line through values. What lies above the top is left out.
    pub(super) fn curve(&mut self, points: &[(f64, f64)]) {
        let shown = points.iter().take_while(|(_, y)| *y <= self.y_most);
        let path: Vec<String> =
            shown.map(|(x, y)| format!("{:.1},{:.1}", x_of(*x), self.y_of(*y))).collect();
        self.add(&format!("<polyline class=\"line\" points=\"{}\"/>", path.join(" ")));
    }

    /// A round mark with a tip that tells its value.
    pub(super) fn dot(&mut self, class: &str, (x, y): (f64, f64), radius: f64, tip: &str) {
        if y <= self.y_most {
            let (x, y) = (x_of(x), self.y_of(y));
            self.add(&format!(
                "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius}\">\
                 <title>{tip}</title></circle>"
            ));
        }
    }

    /// A bar from the bottom.
    pub(super) fn bar(&mut self, (from, to): (f64, f64), height: f64) {
        let (x, y) = (x_of(from) + 1.0, self.y_of(height));
        let (width, height) = (x_of(to) - x_of(from) - 2.0, BOTTOM - y);
        self.add(&format!(
            "<rect class=\"bar\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" \
             height=\"{height:.1}\"/>"
        ));
    }

    /// Words beside a value, so many pixels away from it.
    pub(super) fn label(&mut self, at: (f64, f64), away: (f64, f64), attributes: &str, text: &str) {
        if at.1 <= self.y_most {
            self.write(x_of(at.0) + away.0, self.y_of(at.1) + away.1, attributes, text);
        }
    }

    fn y_of(&self, share: f64) -> f64 {
        BOTTOM - (BOTTOM - TOP) * share / self.y_most
    }

    fn write(&mut self, x: f64, y: f64, attributes: &str, text: &str) {
        self.add(&format!("<text x=\"{x:.1}\" y=\"{y:.1}\" {attributes}>{text}</text>"));
    }

    fn add(&mut self, element: &str) {
        writeln!(self.svg, "{element}").expect("a String takes anything");
    }
}

fn x_of(share: f64) -> f64 {
    LEFT + (RIGHT - LEFT) * share
}
