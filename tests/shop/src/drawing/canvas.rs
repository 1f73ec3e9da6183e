//! A sheet of SVG that the drawings are made on: shapes, seams, mirrored halves and clipped parts.

use std::fmt::Write as _;

/// Width of every product picture; the middle of a symmetric garment is at half of it.
pub(crate) const WIDTH: u32 = 400;
/// Height of every product picture.
pub(crate) const HEIGHT: u32 = 440;

/// SVG in the making. Coordinates are those of a sheet of [`WIDTH`] by [`HEIGHT`].
#[derive(Default)]
pub(crate) struct Canvas {
    body: String,
    clips: usize,
}

impl Canvas {
    /// A filled path.
    pub(crate) fn shape(&mut self, path: &str, fill: &str) {
        self.write(format_args!(r#"<path d="{path}" fill="{fill}"/>"#));
    }

    /// A line along a path.
    pub(crate) fn line(&mut self, path: &str, colour: &str, width: f32) {
        self.write(format_args!(
            r#"<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-linecap="round" stroke-linejoin="round"/>"#
        ));
    }

    /// A dashed line, as of stitching.
    pub(crate) fn stitch(&mut self, path: &str, colour: &str) {
        self.dashes(path, colour, 1.6, "5 4");
    }

    /// A dashed line of any width and rhythm.
    pub(crate) fn dashes(&mut self, path: &str, colour: &str, width: f32, rhythm: &str) {
        self.write(format_args!(
            r#"<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-dasharray="{rhythm}"/>"#
        ));
    }

    /// A filled ellipse.
    pub(crate) fn ellipse(&mut self, centre: (f32, f32), radii: (f32, f32), fill: &str) {
        let ((cx, cy), (rx, ry)) = (centre, radii);
        self.write(format_args!(
            r#"<ellipse cx="{cx}" cy="{cy}" rx="{rx}" ry="{ry}" fill="{fill}"/>"#
        ));
    }

    /// The soft shadow that a thing throws on the ground.
    pub(crate) fn ground(&mut self, y: f32, half_width: f32) {
        self.faded(0.16, |c| c.ellipse((200.0, y), (half_width, 9.0), "#10201c"));
    }

    /// Whatever `draw` draws, on both sides of the middle.
    pub(crate) fn mirrored(&mut self, draw: impl Fn(&mut Self)) {
        draw(self);
        self.flipped(draw);
    }

    /// Whatever `draw` draws, seen in a mirror.
    pub(crate) fn flipped(&mut self, draw: impl FnOnce(&mut Self)) {
        self.group(&format!(r#"transform="translate({WIDTH} 0) scale(-1 1)""#), draw);
    }

    /// Whatever `draw` draws, moved by that much.
    pub(crate) fn moved(&mut self, x: i32, y: i32, draw: impl FnOnce(&mut Self)) {
        self.group(&format!(r#"transform="translate({x} {y})""#), draw);
    }

    /// Whatever `draw` draws, turned about the middle of the sheet.
    pub(crate) fn turned(&mut self, degrees: i32, draw: impl FnOnce(&mut Self)) {
        self.group(&format!(r#"transform="rotate({degrees} 200 220)""#), draw);
    }

    /// Whatever `draw` draws, see-through.
    pub(crate) fn faded(&mut self, opacity: f32, draw: impl FnOnce(&mut Self)) {
        self.group(&format!(r#"opacity="{opacity}""#), draw);
    }

    /// Whatever `draw` draws, cut to the inside of a path.
    pub(crate) fn clipped(&mut self, path: &str, draw: impl FnOnce(&mut Self)) {
        self.clips += 1;
        let id = format!("c{}", self.clips);
        self.write(format_args!(r#"<clipPath id="{id}"><path d="{path}"/></clipPath>"#));
        self.group(&format!(r#"clip-path="url(#{id})""#), draw);
    }

    /// The picture, with what it shows as its title.
    pub(crate) fn finish(self, title: &str) -> String {
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"><title>{}</title>{}</svg>"#,
            escape(title),
            self.body
        )
    }

    fn group(&mut self, attributes: &str, draw: impl FnOnce(&mut Self)) {
        self.write(format_args!("<g {attributes}>"));
        draw(self);
        self.body.push_str("</g>");
    }

    fn write(&mut self, text: std::fmt::Arguments<'_>) {
        self.body.write_fmt(text).expect("a String takes any text");
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A coordinate as a real number; a sheet is far smaller than the numbers that fit.
pub(super) fn real(coordinate: i32) -> f32 {
    f32::from(i16::try_from(coordinate).unwrap_or(i16::MAX))
}
