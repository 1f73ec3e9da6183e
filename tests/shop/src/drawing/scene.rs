//! The fells behind the home page: ridges from sums of waves, conifers on the nearest, a lit tent.

use super::canvas::real;
use super::colour::mix;
use std::fmt::Write as _;

const WIDTH: i32 = 1600;
const HEIGHT: i32 = 760;

/// The time of day, and with it the light.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hour {
    Day,
    Night,
}

struct Light {
    sky: [&'static str; 2],
    disc: &'static str,
    far: &'static str,
    near: &'static str,
    stars: bool,
}

impl Hour {
    fn light(self) -> Light {
        match self {
            Self::Day => Light {
                sky: ["#f3ead8", "#e9d9bd"],
                disc: "#e9b872",
                far: "#c3cdc2",
                near: "#1f3b34",
                stars: false,
            },
            Self::Night => Light {
                sky: ["#0d171c", "#1f353a"],
                disc: "#e9e2cf",
                far: "#2b464a",
                near: "#0a1513",
                stars: true,
            },
        }
    }
}

/// The landscape as SVG.
pub fn landscape(hour: Hour) -> String {
    let light = hour.light();
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="xMaxYMax slice"><defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="{}"/><stop offset="1" stop-color="{}"/></linearGradient></defs><rect width="{WIDTH}" height="{HEIGHT}" fill="url(#s)"/>"#,
        light.sky[0], light.sky[1]
    );
    if light.stars {
        stars(&mut svg);
    }
    add(&mut svg, format_args!(r#"<circle cx="1190" cy="216" r="74" fill="{}"/>"#, light.disc));
    for layer in 0..6_u8 {
        let colour = mix(light.far, light.near, u32::from(layer) * 20);
        ridge(&mut svg, layer, &colour);
    }
    trees(&mut svg, &mix(light.near, "#000000", 18));
    tent(&mut svg);
    svg.push_str("</svg>");
    svg
}

/// The height of a ridge at `x`. Nearer layers lie lower and roll more gently.
fn ridge_y(layer: u8, x: i32) -> f32 {
    let (depth, at) = (f32::from(layer), real(x));
    let base = 400.0 + depth * 54.0;
    let peak = 96.0 - depth * 11.0;
    let wave = |length: f32, phase: f32| ((at / length) + phase + depth * 1.7).sin();
    let crags = if layer < 3 { wave(31.0, 0.4) * 6.0 + wave(13.0, 2.0) * 3.0 } else { 0.0 };
    base - peak * (0.62 * wave(236.0, 1.9) + 0.38 * wave(97.0, 0.2)).abs() + crags
        - (at - 500.0) * 0.03 * (2.0 - depth * 0.5)
}

fn ridge(svg: &mut String, layer: u8, colour: &str) {
    add(svg, format_args!(r#"<path fill="{colour}" d="M0 {HEIGHT}"#));
    for x in (0..=WIDTH).step_by(10) {
        add(svg, format_args!("L{x} {:.0}", ridge_y(layer, x)));
    }
    add(svg, format_args!(r#"L{WIDTH} {HEIGHT}Z"/>"#));
}

fn trees(svg: &mut String, colour: &str) {
    add(svg, format_args!(r#"<path fill="{colour}" d=""#));
    for i in 0..64_i32 {
        let x = i * 26 + (i * i * 7) % 23;
        if (1080..1390).contains(&x) || (i * 13) % 5 == 0 {
            continue;
        }
        let tall = 44 + (i * 37) % 62;
        let foot = ridge_y(5, x) + 12.0;
        for tier in 0..4_i32 {
            let (half, drop) = (7 + tier * 5, real(tall / 4));
            let top = foot - real(tall) + drop * real(tier) * 0.86;
            add(svg, format_args!("M{x} {top:.0}l{half} {:.0}h-{}Z", drop * 1.5, half * 2));
        }
    }
    add(svg, format_args!(r#""/>"#));
}

fn tent(svg: &mut String) {
    let y = ridge_y(5, 1230) + 18.0;
    add(
        svg,
        format_args!(
            r##"<g transform="translate(1150 {:.0})"><ellipse cx="84" cy="104" rx="150" ry="14" fill="#f3c877" opacity=".18"/><path d="M0 104C34 70 52 16 86 0c34 16 52 70 86 104Z" fill="#c9653a"/><path d="M86 0c34 16 52 70 86 104h-46C122 60 106 22 86 0Z" fill="#9d4a2b"/><path d="M52 104C58 66 72 34 86 18c14 16 28 48 34 86Z" fill="#f6d58f"/><path d="M86 18c14 16 28 48 34 86h-16C102 72 96 42 86 18Z" fill="#e9b45f"/></g>"##,
            y - 100.0
        ),
    );
}

fn stars(svg: &mut String) {
    for i in 0..90_i32 {
        let (x, y) = ((i * 397 + i * i * 31) % WIDTH, (i * 151 + i * i * 17) % 330);
        let radius = 0.8 + real(i % 4) * 0.4;
        add(svg, format_args!(r##"<circle cx="{x}" cy="{y}" r="{radius:.1}" fill="#efe8d6"/>"##));
    }
}

fn add(svg: &mut String, text: std::fmt::Arguments<'_>) {
    svg.write_fmt(text).expect("a String takes any text");
}
