//! Hats, gloves and what warms a neck. Details: `beanie`, `pompom`, `cap`, `brim`, `mitten`,
//! `glove`, `tube`.

use super::canvas::Canvas;
use super::colour::Paint;

pub(crate) fn draw(c: &mut Canvas, paint: &Paint, has: &dyn Fn(&str) -> bool) {
    if has("cap") {
        cap(c, paint);
    } else if has("brim") {
        brim(c, paint);
    } else if has("mitten") {
        hands(c, paint, mitten);
    } else if has("glove") {
        hands(c, paint, glove);
    } else if has("tube") {
        tube(c, paint);
    } else {
        beanie(c, paint, has("pompom"));
    }
}

fn beanie(c: &mut Canvas, paint: &Paint, pompom: bool) {
    const DOME: &str = "M96 270 C94 160 140 104 200 104 C260 104 306 160 304 270Z";
    const FOLD: &str = "M94 252 Q200 232 306 252 Q314 256 313 268 L310 316 Q309 326 298 328 Q200 346 \
                        102 328 Q91 326 90 316 L87 268 Q86 256 94 252Z";
    if pompom {
        for (x, y) in [(178.0, 92.0), (222.0, 92.0), (200.0, 74.0), (186.0, 110.0), (214.0, 110.0)]
        {
            c.ellipse((x, y), (22.0, 21.0), &paint.accent);
        }
        c.faded(0.25, |c| c.ellipse((214.0, 102.0), (22.0, 20.0), "#10201c"));
    }
    c.shape(DOME, &paint.main);
    c.clipped(DOME, |c| {
        for bend in (-96..=96).step_by(16) {
            let (top, foot) = (200 + bend / 4, 200 + bend);
            c.line(&format!("M{top} 100 Q{foot} 150 {foot} 270"), &paint.shade, 3.4);
        }
        c.faded(0.45, |c| c.shape("M220 100 C262 130 270 200 262 270 H320 V100Z", &paint.shade));
    });
    c.shape(FOLD, &paint.second);
    c.clipped(FOLD, |c| {
        for x in (92..312).step_by(11) {
            c.line(&format!("M{x} 234 V344"), &paint.second_shade, 3.0);
        }
    });
    c.shape("M184 272 h44 v30 h-44Z", &paint.accent);
    c.line("M192 295 l9 -13 6 8 5 -6 8 11", &paint.deep, 2.4);
}

fn cap(c: &mut Canvas, paint: &Paint) {
    const CROWN: &str = "M84 262 C80 170 128 126 190 126 C252 126 286 176 286 254 Q190 286 84 262Z";
    c.shape(
        "M236 250 C300 236 366 252 384 288 C384 296 376 298 366 297 C320 290 270 286 214 281Z",
        &paint.second_shade,
    );
    c.shape(CROWN, &paint.main);
    c.clipped(CROWN, |c| {
        c.shape("M190 120 C232 150 246 200 240 290 H300 V120Z", &paint.shade);
        c.faded(0.5, |c| {
            c.shape("M84 262 C80 190 110 140 150 130 C118 170 110 220 116 280Z", &paint.light);
        });
        c.line(
            "M190 126 C160 160 150 210 154 276 M190 126 C222 156 238 206 236 276",
            &paint.deep,
            1.8,
        );
        c.shape("M80 250 Q190 276 290 244 V300 H80Z", &paint.second);
    });
    c.shape("M232 254 C300 240 366 256 382 286 C330 272 280 270 222 274Z", &paint.second);
    c.stitch("M240 262 C300 252 350 262 372 280", &paint.accent);
    c.ellipse((190.0, 125.0), (9.0, 5.0), &paint.accent);
    c.mirrored(|c| c.ellipse((140.0, 178.0), (3.0, 3.4), &paint.deep));
    c.shape("M176 190 h38 v30 h-38Z", &paint.accent);
    c.line("M182 213 l9 -13 6 8 5 -6 7 11", &paint.deep, 2.4);
}

fn brim(c: &mut Canvas, paint: &Paint) {
    c.line("M118 270 C120 350 170 396 200 400 C230 396 280 350 282 270", &paint.accent, 3.0);
    c.shape("M192 352 h16 v16 h-16Z", &paint.deep);
    c.shape("M36 268 C60 236 130 228 200 228 C270 228 340 236 364 268 C350 304 270 316 200 316 C130 316 50 304 36 268Z", &paint.main);
    c.shape("M36 268 C50 304 130 316 200 316 C270 316 350 304 364 268 C330 292 270 300 200 300 C130 300 70 292 36 268Z", &paint.shade);
    c.shape(
        "M118 262 C112 170 142 128 200 128 C258 128 288 170 282 262 Q200 286 118 262Z",
        &paint.main,
    );
    c.faded(0.55, |c| {
        c.shape(
            "M206 128 C260 130 288 170 282 262 Q246 274 214 274 C226 220 224 160 206 128Z",
            &paint.shade,
        );
    });
    c.shape("M117 236 Q200 262 283 236 L282 262 Q200 286 118 262Z", &paint.second);
    c.line("M158 146 C166 160 190 168 204 160", &paint.shade, 3.0);
    c.mirrored(|c| c.ellipse((146.0, 196.0), (4.0, 4.6), &paint.deep));
    c.stitch("M60 272 C110 252 290 252 340 272", &paint.light);
}

fn hands(c: &mut Canvas, paint: &Paint, one: fn(&mut Canvas, &Paint)) {
    c.moved(-52, -6, |c| c.turned(-9, |c| one(c, &paint.behind())));
    c.flipped(|c| c.moved(-52, 14, |c| c.turned(-7, |c| one(c, paint))));
}

fn mitten(c: &mut Canvas, paint: &Paint) {
    const HAND: &str = "M152 316 L146 206 C142 140 160 92 202 90 C246 90 258 140 256 196 C272 170 \
                        298 156 312 172 C324 190 298 236 268 262 L262 316Z";
    c.shape(HAND, &paint.main);
    c.clipped(HAND, |c| {
        c.faded(0.5, |c| c.shape("M214 84 C240 140 226 240 226 320 H330 V84Z", &paint.shade));
        c.line("M256 196 C250 220 248 240 250 258", &paint.deep, 2.6);
        for y in [170, 192, 214] {
            c.dashes(&format!("M140 {y} Q200 {} 262 {y}", y + 10), &paint.accent, 8.0, "8 8");
        }
    });
    cuff(c, paint);
}

fn glove(c: &mut Canvas, paint: &Paint) {
    let fingers = [
        ("M160 214 L148 132", 31.0),
        ("M188 206 L184 100", 33.0),
        ("M216 208 L222 106", 32.0),
        ("M240 220 L256 142", 29.0),
        ("M244 276 Q284 256 300 206", 33.0),
    ];
    for (finger, width) in fingers {
        c.line(finger, &paint.deep, width + 3.0);
        c.line(finger, &paint.main, width);
    }
    c.shape("M145 206 Q200 190 254 214 L262 316 H150Z", &paint.main);
    c.faded(0.5, |c| c.shape("M216 204 L254 214 L262 316 H222Z", &paint.shade));
    for (tip, width) in [("M148 134 v-2", 24.0), ("M184 104 v-2", 26.0), ("M222 110 v-2", 25.0)] {
        c.line(tip, &paint.second, width);
    }
    c.shape("M160 232 Q196 222 236 236 L238 276 Q198 266 162 276Z", &paint.second);
    c.stitch("M165 238 Q196 229 231 241", &paint.accent);
    cuff(c, paint);
}

fn cuff(c: &mut Canvas, paint: &Paint) {
    c.shape("M144 306 Q206 316 268 306 L274 366 Q208 380 140 366Z", &paint.second);
    for x in (152..268).step_by(11) {
        c.line(&format!("M{x} 314 V368"), &paint.second_shade, 2.6);
    }
    c.line("M143 326 Q206 337 270 326", &paint.accent, 4.0);
}

fn tube(c: &mut Canvas, paint: &Paint) {
    const TUBE: &str = "M112 124 Q200 156 288 124 C300 180 286 240 308 330 Q200 372 92 330 C114 240 \
                        100 180 112 124Z";
    c.ellipse((200.0, 126.0), (88.0, 26.0), &paint.deep);
    c.shape(TUBE, &paint.main);
    c.clipped(TUBE, |c| {
        c.shape("M80 226 Q200 276 320 216 V270 Q200 330 80 282Z", &paint.second);
        c.line("M80 222 Q200 272 320 212 M80 288 Q200 336 320 276", &paint.accent, 4.0);
        c.faded(0.5, |c| c.shape("M230 130 C250 200 236 280 256 370 H330 V120Z", &paint.shade));
        c.line("M120 190 Q160 214 204 206 M196 320 Q244 326 284 304", &paint.deep, 2.2);
    });
    c.line("M112 124 Q200 156 288 124", &paint.light, 4.0);
}
