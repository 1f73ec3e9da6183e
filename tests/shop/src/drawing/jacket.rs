//! Jackets, parkas, smocks and vests. Details: `hood`, `collar`, `yoke`, `quilt`, `long`, `half-zip`,
//! `kangaroo`, `flaps`, `cord`, `vest`, `chest`.

use super::canvas::Canvas;
use super::colour::Paint;
use super::torso::{self, body, sleeve};

pub(crate) fn draw(c: &mut Canvas, paint: &Paint, has: &dyn Fn(&str) -> bool) {
    let hem = if has("long") { 396 } else { 356 };
    if !has("vest") {
        torso::sleeves(c, paint);
    }
    if has("hood") {
        hood_back(c, paint);
    }
    torso::front(c, paint, hem);
    if has("quilt") {
        quilt(c, paint, hem, !has("vest"));
    }
    if has("yoke") {
        yoke(c, paint, hem, !has("vest"));
    }
    if has("vest") {
        c.mirrored(|c| c.line("M129 115 C125 145 123 180 122 212", &paint.deep, 5.0));
    }
    if has("hood") {
        hood_front(c, paint);
    } else {
        torso::collar(c, paint);
    }
    zip(c, paint, if has("half-zip") { 214 } else { hem - 5 });
    pockets(c, paint, has, hem);
    torso::hem(c, paint, hem);
}

fn hood_back(c: &mut Canvas, paint: &Paint) {
    c.shape(
        "M156 104 C140 60 158 28 200 28 C242 28 260 60 244 104 C226 118 174 118 156 104Z",
        &paint.main,
    );
    c.shape("M200 28 C242 28 260 60 244 104 C236 112 218 116 200 116Z", &paint.shade);
    c.shape(
        "M172 100 C160 70 174 46 200 46 C226 46 240 70 228 100 C216 110 184 110 172 100Z",
        &paint.deep,
    );
    c.line("M172 100 C160 70 174 46 200 46 C226 46 240 70 228 100", &paint.second, 4.0);
    c.line("M200 29 V45", &paint.deep, 1.5);
}

fn hood_front(c: &mut Canvas, paint: &Paint) {
    c.shape("M158 98 C164 90 166 86 168 80 C182 98 218 98 232 80 C234 86 236 90 242 98 Q200 122 158 98Z", &paint.main);
    c.line("M168 80 C182 98 218 98 232 80", &paint.light, 2.0);
    c.mirrored(|c| c.line("M182 103 V132", &paint.accent, 2.0));
}

fn quilt(c: &mut Canvas, paint: &Paint, hem: i32, sleeves: bool) {
    c.clipped(&body(hem), |c| {
        for y in (122..hem).step_by(27) {
            c.line(&format!("M108 {y} Q200 {} 292 {y}", y + 15), &paint.shade, 3.5);
            c.line(&format!("M108 {} Q200 {} 292 {}", y + 5, y + 20, y + 5), &paint.light, 1.5);
        }
    });
    if sleeves {
        c.mirrored(|c| {
            c.clipped(sleeve(), |c| {
                for y in (136..306).step_by(27) {
                    c.line(&format!("M56 {} L142 {}", y + 3, y + 15), &paint.deep, 2.5);
                    c.line(&format!("M56 {} L142 {}", y + 7, y + 19), &paint.light, 1.2);
                }
            });
        });
    }
}

fn yoke(c: &mut Canvas, paint: &Paint, hem: i32, sleeves: bool) {
    c.clipped(&body(hem), |c| {
        c.shape("M100 80 H300 V150 Q200 186 100 150Z", &paint.second);
        c.shape("M200 80 H300 V150 Q254 168 200 168Z", &paint.second_shade);
        c.stitch("M100 155 Q200 191 300 155", &paint.accent);
    });
    if sleeves {
        c.mirrored(|c| {
            c.clipped(sleeve(), |c| c.shape("M60 84 H150 V172 L60 190Z", &paint.second_shade));
        });
    }
}

fn zip(c: &mut Canvas, paint: &Paint, end: i32) {
    c.line(&format!("M200 108 V{end}"), &paint.deep, 6.0);
    c.line(&format!("M200 108 V{end}"), &paint.accent, 2.6);
    c.shape("M196 112 h8 l-1 16 q-3 4 -6 0Z", &paint.accent);
}

fn pockets(c: &mut Canvas, paint: &Paint, has: &dyn Fn(&str) -> bool, hem: i32) {
    if has("kangaroo") {
        c.shape("M150 226 H250 L262 306 H138Z", &paint.second);
        c.shape("M200 226 H250 L262 306 H200Z", &paint.second_shade);
        c.stitch("M154 231 H246", &paint.accent);
    } else if has("flaps") {
        c.mirrored(|c| {
            c.shape("M134 288 H184 V342 Q184 348 178 348 H138 Q132 348 132 342Z", &paint.shade);
            c.shape("M130 282 H188 V302 Q159 312 130 302Z", &paint.second);
            c.ellipse((159.0, 300.0), (3.0, 3.0), &paint.accent);
        });
    } else {
        let y = hem - 100;
        c.mirrored(|c| c.line(&format!("M140 {} L153 {}", y + 62, y + 8), &paint.deep, 3.0));
    }
    if has("chest") {
        c.line("M226 168 V212", &paint.accent, 3.0);
    }
    if has("cord") {
        c.mirrored(|c| c.line("M123 248 Q162 258 196 258", &paint.deep, 2.2));
    }
}
