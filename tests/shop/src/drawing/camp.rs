//! What is pitched, slept in and drunk from. Details: `dome`, `tunnel`, `bag`, `roll`, `mug`,
//! `lantern`.

use super::canvas::Canvas;
use super::colour::Paint;

pub(crate) fn draw(c: &mut Canvas, paint: &Paint, has: &dyn Fn(&str) -> bool) {
    if has("tunnel") {
        tunnel(c, paint);
    } else if has("bag") {
        sleeping_bag(c, paint);
    } else if has("roll") {
        rolled_mat(c, paint);
    } else if has("mug") {
        mug(c, paint);
    } else if has("lantern") {
        lantern(c, paint);
    } else {
        dome(c, paint);
    }
}

fn dome(c: &mut Canvas, paint: &Paint) {
    const FLY: &str = "M34 336 C92 272 128 158 200 112 C272 158 308 272 366 336 Q200 350 34 336Z";
    c.ground(340.0, 176.0);
    c.mirrored(|c| c.line("M118 208 L14 342", &paint.accent, 1.8));
    c.shape(FLY, &paint.main);
    c.clipped(FLY, |c| {
        c.shape("M200 100 C260 160 280 260 290 350 H380 V100Z", &paint.shade);
        c.faded(0.6, |c| {
            c.shape("M20 340 C92 272 128 158 200 112 C150 180 120 270 108 350Z", &paint.light);
        });
        c.shape("M140 350 C156 260 176 190 200 150 C224 190 244 260 260 350Z", &paint.deep);
        c.shape("M200 150 C224 190 244 260 260 350 H236 C236 280 222 210 200 150Z", &paint.second);
        c.faded(0.5, |c| c.shape("M156 350 Q200 310 236 350Z", "#f3c877"));
        c.shape("M20 326 Q200 340 380 326 V360 H20Z", &paint.second_shade);
    });
    c.line("M40 336 C96 272 130 160 200 112 C270 160 304 272 360 336", &paint.second, 5.0);
    c.line("M200 112 V150", &paint.accent, 3.0);
    c.shape("M176 132 Q200 108 224 132 L214 146 Q200 132 186 146Z", &paint.second);
    pegs(c, paint);
}

fn tunnel(c: &mut Canvas, paint: &Paint) {
    const FLY: &str = "M22 338 C26 236 60 172 118 160 C180 148 240 150 290 164 C346 182 374 250 380 \
                       338 Q200 352 22 338Z";
    c.ground(342.0, 184.0);
    c.mirrored(|c| c.line("M70 210 L4 344", &paint.accent, 1.8));
    c.shape(FLY, &paint.main);
    c.clipped(FLY, |c| {
        c.shape("M262 140 C306 190 314 270 312 352 H400 V140Z", &paint.shade);
        c.faded(0.5, |c| {
            c.shape("M10 340 C20 236 60 172 118 150 C86 210 76 280 78 352Z", &paint.light);
        });
        c.shape("M120 352 C118 270 134 204 168 186 C202 204 218 270 216 352Z", &paint.deep);
        c.faded(0.5, |c| c.shape("M126 352 Q168 300 212 352Z", "#f3c877"));
        c.shape("M168 186 C202 204 218 270 216 352 H196 C198 280 190 220 168 186Z", &paint.second);
        c.shape("M246 226 h36 q8 0 9 8 l3 28 h-52 l-2 -28 q0 -8 6 -8Z", &paint.second);
        c.line("M246 244 H290", &paint.accent, 1.8);
        c.shape("M10 328 Q200 342 390 328 V362 H10Z", &paint.second_shade);
    });
    for hoop in [
        "M78 346 C76 260 88 190 118 160",
        "M228 348 C236 260 226 190 204 152",
        "M312 346 C316 270 310 204 290 164",
    ] {
        c.line(hoop, &paint.second, 4.5);
    }
    pegs(c, paint);
}

fn pegs(c: &mut Canvas, paint: &Paint) {
    c.mirrored(|c| c.line("M16 336 l6 14 M60 340 l4 12", &paint.deep, 3.0));
}

fn sleeping_bag(c: &mut Canvas, paint: &Paint) {
    const BAG: &str = "M200 34 C256 34 280 76 282 138 C284 220 258 322 238 378 C226 408 174 408 162 \
                       378 C142 322 116 220 118 138 C120 76 144 34 200 34Z";
    c.turned(14, |c| {
        c.shape(BAG, &paint.main);
        c.clipped(BAG, |c| {
            c.faded(0.5, |c| c.shape("M216 30 C236 160 226 300 206 410 H300 V30Z", &paint.shade));
            for y in (176..400).step_by(30) {
                c.line(&format!("M100 {y} Q200 {} 300 {y}", y + 18), &paint.shade, 4.0);
                c.line(&format!("M100 {} Q200 {} 300 {}", y + 6, y + 24, y + 6), &paint.light, 1.6);
            }
            c.shape("M100 366 H300 V420 H100Z", &paint.second);
        });
        c.ellipse((200.0, 100.0), (52.0, 52.0), &paint.second);
        c.ellipse((200.0, 104.0), (41.0, 42.0), &paint.accent);
        c.shape(
            "M160 112 C172 132 228 132 240 112 C238 142 220 148 200 148 C180 148 162 142 160 112Z",
            &paint.second_shade,
        );
        c.line("M246 132 C250 200 236 290 222 346", &paint.deep, 5.0);
        c.line("M246 132 C250 200 236 290 222 346", &paint.accent, 2.0);
        c.mirrored(|c| c.line("M184 150 V180", &paint.deep, 2.0));
    });
}

fn rolled_mat(c: &mut Canvas, paint: &Paint) {
    c.ground(330.0, 150.0);
    c.shape("M110 176 H320 C346 176 346 328 320 328 H110Z", &paint.main);
    c.shape("M110 274 H338 C334 310 330 328 320 328 H110Z", &paint.shade);
    c.line("M120 196 H326", &paint.light, 5.0);
    c.ellipse((110.0, 252.0), (56.0, 76.0), &paint.second);
    for (at, radius) in [(0.0, 46.0), (3.0, 33.0), (0.0, 21.0), (2.0, 10.0)] {
        let colour = if radius > 40.0 || (radius > 20.0 && radius < 30.0) {
            &paint.main
        } else {
            &paint.second_shade
        };
        c.ellipse((110.0 + at, 252.0), (radius * 0.76, radius), colour);
    }
    for x in [196, 280] {
        c.line(&format!("M{x} 178 C{} 200 {} 304 {x} 327", x + 16, x + 16), &paint.deep, 9.0);
        c.shape(&format!("M{} 236 h18 v22 h-18Z", x + 2), &paint.accent);
    }
}

fn mug(c: &mut Canvas, paint: &Paint) {
    const CUP: &str = "M104 142 Q188 158 272 142 L262 322 Q260 342 238 344 Q188 350 138 344 Q116 342 \
                       114 322Z";
    c.ground(350.0, 110.0);
    c.line("M266 182 C336 172 344 290 262 290", &paint.second, 17.0);
    c.line("M268 182 C330 174 336 284 264 284", &paint.main, 10.0);
    c.ellipse((188.0, 142.0), (84.0, 17.0), &paint.second);
    c.ellipse((188.0, 143.0), (75.0, 12.0), &paint.deep);
    c.shape(CUP, &paint.main);
    c.clipped(CUP, |c| {
        c.shape(
            "M90 290 L134 226 L152 248 L190 196 L228 252 L244 232 L290 290 V350 H90Z",
            &paint.second,
        );
        c.shape("M190 196 L206 220 L194 230 L184 220 L174 218Z", &paint.accent);
        c.faded(0.5, |c| c.shape("M224 140 C236 220 232 300 222 352 H290 V140Z", &paint.shade));
        c.faded(0.7, |c| {
            c.shape(
                "M118 160 C120 220 124 270 130 330 H142 C134 270 130 220 132 162Z",
                &paint.light,
            );
        });
    });
    c.line("M104 142 Q188 158 272 142", &paint.second, 6.0);
    c.faded(0.3, |c| {
        c.line("M160 112 C148 96 172 86 160 68 M196 106 C184 90 208 80 196 60", &paint.shade, 5.0);
    });
}

fn lantern(c: &mut Canvas, paint: &Paint) {
    c.ground(386.0, 90.0);
    c.line("M122 150 C122 24 278 24 278 150", &paint.second, 6.0);
    c.faded(0.16, |c| c.ellipse((200.0, 230.0), (150.0, 130.0), "#f3c877"));
    c.shape("M132 164 H268 L276 312 H124Z", "#fbe6b4");
    c.faded(0.9, |c| c.ellipse((200.0, 248.0), (34.0, 54.0), "#f3b94e"));
    c.ellipse((200.0, 258.0), (16.0, 34.0), "#fff6dc");
    c.mirrored(|c| c.line("M136 164 L128 312 M172 164 L168 312", &paint.second, 5.0));
    c.shape("M150 112 Q200 92 250 112 L282 156 Q200 180 118 156Z", &paint.main);
    c.shape("M204 102 Q230 104 250 112 L282 156 Q248 168 212 170Z", &paint.shade);
    c.shape(
        "M112 306 Q200 326 288 306 L294 366 Q292 382 276 384 H124 Q108 382 106 366Z",
        &paint.main,
    );
    c.shape("M206 318 Q254 316 288 306 L294 366 Q292 382 276 384 H206Z", &paint.shade);
    c.ellipse((200.0, 352.0), (15.0, 15.0), &paint.accent);
    c.ellipse((200.0, 352.0), (6.0, 6.0), &paint.deep);
}
