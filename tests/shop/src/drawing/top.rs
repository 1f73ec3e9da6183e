//! Shirts, tees, jumpers and fleeces. Details: `short`, `crew`, `half-zip`, `rib`, `nordic`,
//! `check`, `buttons`, `pocket`, `stripe`.

use super::canvas::{Canvas, real};
use super::colour::Paint;
use super::torso::{self, body, short_sleeve, sleeve};

const HEM: i32 = 352;

pub(crate) fn draw(c: &mut Canvas, paint: &Paint, has: &dyn Fn(&str) -> bool) {
    if has("short") {
        torso::short_sleeves(c, paint);
    } else {
        torso::sleeves(c, paint);
    }
    torso::front(c, paint, HEM);
    if has("check") {
        check(c, paint);
    }
    if has("stripe") {
        stripes(c, paint, if has("short") { short_sleeve() } else { sleeve() });
    }
    if has("nordic") {
        nordic(c, paint);
    }
    if has("rib") {
        ribs(c, paint);
    }
    neck(c, paint, has);
    if has("pocket") {
        c.shape("M218 158 H258 V196 L238 206 L218 196Z", &paint.second);
        c.stitch("M221 165 H255", &paint.accent);
    }
    torso::hem(c, paint, HEM);
}

fn neck(c: &mut Canvas, paint: &Paint, has: &dyn Fn(&str) -> bool) {
    if has("buttons") {
        shirt_collar(c, paint);
    } else if has("half-zip") {
        torso::collar(c, paint);
        c.line("M200 104 V190", &paint.deep, 6.0);
        c.line("M200 96 V190", &paint.accent, 2.6);
        c.shape("M196 104 h8 l-1 16 q-3 4 -6 0Z", &paint.accent);
    } else {
        torso::crew_neck(c, paint, if has("rib") { &paint.second } else { &paint.shade });
    }
}

fn shirt_collar(c: &mut Canvas, paint: &Paint) {
    c.shape("M164 92 Q200 80 236 92 L200 124Z", &paint.deep);
    c.mirrored(|c| {
        c.shape("M160 93 L174 80 Q186 96 200 118 L182 138Z", &paint.light);
        c.line("M174 80 Q186 96 200 118 L182 138 L160 93", &paint.shade, 1.6);
    });
    c.line("M193 130 V346 M207 130 V346", &paint.shade, 1.6);
    for y in (142..340).step_by(34) {
        c.ellipse((200.0, real(y)), (3.6, 3.6), &paint.accent);
    }
}

fn check(c: &mut Canvas, paint: &Paint) {
    let bands = |c: &mut Canvas| {
        c.faded(0.42, |c| {
            for at in (60..400).step_by(34) {
                c.line(&format!("M{at} 60 V420"), &paint.second, 11.0);
                c.line(&format!("M40 {at} H360"), &paint.second, 11.0);
            }
        });
        c.faded(0.6, |c| {
            for at in (77..400).step_by(34) {
                c.line(&format!("M{at} 60 V420 M40 {at} H360"), &paint.accent, 1.4);
            }
        });
    };
    c.clipped(&body(HEM), bands);
    c.mirrored(|c| c.clipped(sleeve(), |c| c.turned(9, bands)));
}

fn stripes(c: &mut Canvas, paint: &Paint, arm: &str) {
    let rows = |c: &mut Canvas| {
        for y in (140..HEM).step_by(24) {
            c.line(&format!("M60 {y} Q200 {} 340 {y}", y + 16), &paint.second, 6.0);
        }
    };
    c.clipped(&body(HEM), rows);
    c.mirrored(|c| c.clipped(arm, rows));
}

fn nordic(c: &mut Canvas, paint: &Paint) {
    let rings = |c: &mut Canvas| {
        for (radius, width, rhythm, colour) in [
            (62, 10.0, "7 7", &paint.accent),
            (78, 3.0, "400 0", &paint.accent),
            (92, 11.0, "5 12", &paint.light),
            (106, 3.0, "400 0", &paint.accent),
            (119, 9.0, "8 8", &paint.accent),
        ] {
            let (left, right, drop) = (200 - radius, 200 + radius, radius * 85 / 100);
            let ring = format!("M{left} 88 A{radius} {drop} 0 0 0 {right} 88");
            c.dashes(&ring, colour, width, rhythm);
        }
    };
    c.clipped(&body(HEM), rings);
    c.mirrored(|c| c.clipped(sleeve(), rings));
}

fn ribs(c: &mut Canvas, paint: &Paint) {
    c.clipped(&body(HEM), |c| {
        c.shape(&format!("M100 {} Q200 {} 300 {0} V420 H100Z", HEM - 34, HEM - 16), &paint.second);
        for x in (112..292).step_by(9) {
            c.line(&format!("M{x} {} V{}", HEM - 32, HEM + 8), &paint.second_shade, 2.0);
        }
    });
}
