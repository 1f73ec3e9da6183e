//! Trousers, shorts and leggings. Details: `short`, `slim`, `cargo`, `knees`, `side-zip`, `cuffs`,
//! `belt`.

use super::canvas::{Canvas, real};
use super::colour::Paint;

const WIDE: &str = "M144 54 H256 C264 130 272 240 274 396 Q244 402 217 396 L200 172 L183 396 \
                    Q156 402 126 396 C128 240 136 130 144 54Z";
const SLIM: &str = "M150 54 H250 C264 120 260 220 244 300 L236 396 Q222 401 208 396 L200 160 \
                    L192 396 Q178 401 164 396 L156 300 C140 220 136 120 150 54Z";
const SHORT: &str = "M140 92 H260 C268 160 276 230 282 312 Q246 324 212 314 L200 206 L188 314 \
                     Q154 324 118 312 C124 230 132 160 140 92Z";

pub(crate) fn draw(c: &mut Canvas, paint: &Paint, has: &dyn Fn(&str) -> bool) {
    let (outline, top) = match (has("short"), has("slim")) {
        (true, _) => (SHORT, 92),
        (_, true) => (SLIM, 54),
        _ => (WIDE, 54),
    };
    c.shape(outline, &paint.main);
    c.clipped(outline, |c| {
        shading(c, paint, top);
        if has("knees") {
            c.mirrored(|c| {
                c.shape("M120 216 Q160 204 200 216 L196 304 Q160 314 120 302Z", &paint.second);
                c.stitch("M120 222 Q160 210 200 222 M120 297 Q160 308 200 299", &paint.accent);
            });
        }
        if has("side-zip") {
            c.mirrored(|c| c.line("M142 80 C134 180 132 280 132 400", &paint.accent, 3.0));
        }
        if has("cuffs") {
            c.shape("M100 372 H300 V410 H100Z", &paint.second);
            c.stitch("M100 377 H300", &paint.accent);
        }
        waistband(c, paint, top);
    });
    if has("cargo") {
        cargo(c, paint, top);
    }
    if has("slim") {
        c.mirrored(|c| c.stitch("M158 84 C150 170 158 260 170 392", &paint.light));
    } else {
        c.mirrored(|c| {
            let from = top + 26;
            c.line(&format!("M162 {from} Q164 {} 138 {}", from + 34, from + 50), &paint.deep, 2.4);
        });
    }
    if has("belt") {
        belt(c, paint, top);
    }
}

fn shading(c: &mut Canvas, paint: &Paint, top: i32) {
    c.faded(0.5, |c| c.shape("M206 60 L216 400 H300 V60Z", &paint.shade));
    c.faded(0.55, |c| c.shape("M110 60 H150 C146 180 138 300 140 410 H110Z", &paint.light));
    c.faded(0.7, |c| {
        c.shape("M200 150 L184 400 H172 L188 170Z M256 180 L262 400 H290 V180Z", &paint.shade);
    });
    let fly = top + 74;
    c.line(&format!("M200 {top} V{}", top + 120), &paint.deep, 1.8);
    c.stitch(&format!("M210 {} V{fly} Q208 {} 201 {}", top + 24, fly + 14, fly + 18), &paint.deep);
}

fn waistband(c: &mut Canvas, paint: &Paint, top: i32) {
    c.shape(&format!("M120 {top} H280 V{} Q200 {} 120 {0}Z", top + 20, top + 28), &paint.second);
    c.shape(&format!("M150 {top} Q200 {} 250 {top}Z", top + 12), &paint.deep);
}

fn cargo(c: &mut Canvas, paint: &Paint, top: i32) {
    let y = top + 138;
    c.mirrored(|c| {
        c.shape(&format!("M134 {y} h38 v50 q0 5 -5 5 h-30 q-5 0 -5 -5Z"), &paint.shade);
        c.shape(&format!("M131 {} h44 v17 h-45Z", y - 4), &paint.second);
        c.ellipse((152.0, real(y + 9)), (2.6, 2.6), &paint.accent);
    });
}

fn belt(c: &mut Canvas, paint: &Paint, top: i32) {
    let y = top + 12;
    c.line(&format!("M144 {y} Q200 {} 256 {y}", y + 7), &paint.deep, 9.0);
    c.shape(&format!("M190 {} h20 v14 h-20Z", y - 3), &paint.accent);
}
