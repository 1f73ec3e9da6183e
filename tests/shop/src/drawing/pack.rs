//! Packs and bags. Details: `lid`, `roll`, `mat`, `duffel`, `hip`.

use super::canvas::Canvas;
use super::colour::Paint;

const BODY: &str = "M120 150 C118 110 150 98 200 98 C250 98 282 110 280 150 L294 340 C294 374 270 386 \
                    200 386 C130 386 106 374 106 340Z";

pub(crate) fn draw(c: &mut Canvas, paint: &Paint, has: &dyn Fn(&str) -> bool) {
    if has("duffel") {
        duffel(c, paint);
    } else if has("hip") {
        hip(c, paint);
    } else {
        rucksack(c, paint, has);
    }
}

fn rucksack(c: &mut Canvas, paint: &Paint, has: &dyn Fn(&str) -> bool) {
    c.ground(if has("mat") { 424.0 } else { 392.0 }, 110.0);
    c.line("M178 78 C178 44 222 44 222 78", &paint.second, 9.0);
    c.mirrored(|c| {
        c.shape("M114 262 C88 268 80 306 86 344 C90 368 110 374 120 366Z", &paint.second);
    });
    c.shape(BODY, &paint.main);
    c.clipped(BODY, |c| {
        c.faded(0.5, |c| c.shape("M216 90 C230 200 230 300 222 392 H310 V90Z", &paint.shade));
        c.faded(0.5, |c| c.shape("M100 140 H140 C128 220 124 300 134 390 H96Z", &paint.light));
    });
    c.shape(
        "M142 238 H258 L264 346 C264 364 246 368 200 368 C154 368 136 364 136 346Z",
        &paint.second,
    );
    c.shape("M200 238 H258 L264 346 C264 364 246 368 200 368Z", &paint.second_shade);
    c.line("M150 254 H250", &paint.accent, 3.0);
    if has("roll") {
        roll(c, paint);
    } else {
        lid(c, paint);
    }
    c.mirrored(|c| {
        c.line("M160 168 V244", &paint.deep, 8.0);
        c.shape("M153 206 h14 v16 h-14Z", &paint.accent);
    });
    c.shape("M186 290 h28 v28 h-28Z", &paint.accent);
    c.line("M191 311 l7 -10 4 5 4 -4 5 9", &paint.deep, 2.0);
    if has("mat") {
        c.shape("M98 376 H302 C316 376 316 420 302 420 H98 C84 420 84 376 98 376Z", &paint.accent);
        c.ellipse((300.0, 398.0), (11.0, 22.0), &paint.second_shade);
        c.mirrored(|c| c.line("M150 374 V421", &paint.deep, 7.0));
    }
}

fn lid(c: &mut Canvas, paint: &Paint) {
    c.shape("M114 150 C108 88 148 70 200 70 C252 70 292 88 286 150 C286 170 268 178 200 178 C132 178 114 170 114 150Z", &paint.main);
    c.faded(0.6, |c| {
        c.shape(
            "M212 70 C258 72 292 92 286 150 C286 168 270 176 222 178 C228 140 226 100 212 70Z",
            &paint.shade,
        );
    });
    c.line("M136 112 Q200 96 264 112", &paint.accent, 3.0);
    c.line("M115 158 Q200 182 285 158", &paint.deep, 2.0);
}

fn roll(c: &mut Canvas, paint: &Paint) {
    c.shape("M116 168 L112 92 Q200 76 288 92 L284 168 Q200 182 116 168Z", &paint.main);
    c.faded(0.6, |c| c.shape("M214 82 Q256 84 288 92 L284 168 Q252 176 218 176Z", &paint.shade));
    c.shape("M106 80 Q200 62 294 80 L296 104 Q200 88 104 104Z", &paint.second);
    c.line("M112 118 Q200 102 288 118 M114 134 Q200 120 286 134", &paint.deep, 2.0);
    c.line("M200 70 V236", &paint.deep, 8.0);
    c.shape("M191 118 h18 v18 h-18Z", &paint.accent);
}

fn duffel(c: &mut Canvas, paint: &Paint) {
    const BAG: &str = "M62 226 C62 190 86 172 122 172 H278 C314 172 338 190 338 226 V296 C338 330 314 \
                       346 278 346 H122 C86 346 62 330 62 296Z";
    c.ground(352.0, 140.0);
    c.line("M142 190 C142 96 258 96 258 190", &paint.second_shade, 11.0);
    c.shape(BAG, &paint.main);
    c.clipped(BAG, |c| {
        c.shape("M50 160 H350 V206 Q200 226 50 206Z", &paint.light);
        c.faded(0.55, |c| c.shape("M40 290 Q200 316 360 290 V360 H40Z", &paint.shade));
        c.shape("M50 160 H96 C108 230 108 290 96 350 H50Z", &paint.second);
        c.shape("M350 160 H304 C292 230 292 290 304 350 H350Z", &paint.second_shade);
        c.line("M104 196 Q200 210 296 196", &paint.deep, 6.0);
        c.dashes("M104 196 Q200 210 296 196", &paint.accent, 2.6, "4 2");
    });
    c.mirrored(|c| c.line("M142 178 V346", &paint.second_shade, 11.0));
    c.line("M142 200 C142 118 258 118 258 200", &paint.second, 11.0);
    c.shape("M182 128 h36 v18 q-18 6 -36 0Z", &paint.accent);
    c.shape("M172 250 h56 v44 h-56Z", &paint.second);
    c.line("M181 284 l13 -19 9 11 7 -8 11 16", &paint.accent, 3.0);
}

fn hip(c: &mut Canvas, paint: &Paint) {
    const POUCH: &str = "M88 214 C120 184 280 184 312 214 L300 292 C292 326 260 336 200 336 C140 336 \
                         108 326 100 292Z";
    c.line(
        "M92 226 C60 214 38 176 60 146 C92 106 308 106 340 146 C362 176 340 214 308 226",
        &paint.second_shade,
        17.0,
    );
    c.shape("M182 104 h36 v26 h-36Z", &paint.deep);
    c.shape(POUCH, &paint.main);
    c.clipped(POUCH, |c| {
        c.faded(0.5, |c| c.shape("M220 180 C234 240 232 300 222 340 H330 V180Z", &paint.shade));
        c.shape("M80 262 Q200 286 320 262 V340 H80Z", &paint.second);
        c.line("M80 258 Q200 282 320 258", &paint.deep, 3.0);
    });
    c.line("M106 226 Q200 204 294 226", &paint.deep, 6.0);
    c.line("M106 226 Q200 204 294 226", &paint.accent, 2.6);
    c.shape("M282 220 h10 l3 20 q-6 5 -10 0Z", &paint.accent);
    c.shape("M182 288 h36 v28 h-36Z", &paint.accent);
    c.line("M188 309 l9 -13 6 8 5 -6 5 9", &paint.deep, 2.2);
}
