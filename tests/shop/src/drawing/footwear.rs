//! Boots, shoes and socks, seen from the side, toe to the right. Details: `low`, `wellie`, `sock`,
//! `slip`, `crampon`.

use super::canvas::Canvas;
use super::colour::Paint;

const HIGH: &str = "M126 108 C126 99 133 95 142 95 L212 95 C221 95 226 101 226 110 L231 190 \
                    C233 212 252 222 276 230 C312 242 337 254 341 286 C343 300 340 309 333 313 \
                    L120 313 C113 313 110 306 111 298 C118 240 127 180 126 108Z";
const LOW: &str = "M110 216 C108 194 120 186 134 190 C152 198 170 196 186 182 C198 188 214 206 238 \
                   219 C274 237 334 246 341 286 C343 300 340 309 333 313 H118 C110 313 107 306 108 \
                   296 C111 268 112 244 110 216Z";
const WELLIE: &str = "M134 62 Q176 72 220 62 L224 196 C226 224 252 234 280 240 C316 248 338 262 341 \
                      288 C343 302 340 309 333 313 H124 C117 313 114 306 116 298 C130 220 132 150 \
                      134 62Z";

pub(crate) fn draw(c: &mut Canvas, paint: &Paint, has: &dyn Fn(&str) -> bool) {
    c.ground(348.0, 150.0);
    for (x, y, paint) in [(-30, -14, &paint.behind()), (8, 0, paint)] {
        c.moved(x, y, |c| match (has("sock"), has("wellie"), has("low")) {
            (true, ..) => sock(c, paint),
            (_, true, _) => wellie(c, paint),
            (_, _, true) => low(c, paint, has("slip")),
            _ => high(c, paint, has("crampon")),
        });
    }
}

fn high(c: &mut Canvas, paint: &Paint, crampon: bool) {
    c.shape("M196 104 L202 74 C218 68 236 76 240 92 L236 150Z", &paint.second);
    c.shape(HIGH, &paint.main);
    c.clipped(HIGH, |c| {
        c.shape("M110 90 H240 V118 Q170 130 110 118Z", &paint.second);
        c.faded(0.6, |c| c.shape("M108 120 Q140 220 112 313 H100Z", &paint.light));
        caps(c, paint);
        c.faded(0.7, |c| {
            c.shape(
                "M196 118 L204 196 C206 222 240 240 270 250 L282 226 L236 200 L230 118Z",
                &paint.shade,
            );
        });
        c.stitch("M150 130 C158 200 168 240 210 262 C250 278 290 280 296 312", &paint.accent);
    });
    for i in 0..4_u8 {
        let step = f32::from(i);
        lace(c, paint, (197.0 + step * 2.0, 130.0 + step * 19.0), 31.0);
    }
    for i in 0..3_u8 {
        let step = f32::from(i);
        lace(c, paint, (212.0 + step * 17.0, 205.0 + step * 12.0), 27.0);
    }
    sole(c, paint, crampon);
}

fn low(c: &mut Canvas, paint: &Paint, slip: bool) {
    c.shape("M112 200 Q150 176 190 184 L176 206 Q144 214 114 214Z", &paint.deep);
    c.shape(LOW, &paint.main);
    c.clipped(LOW, |c| {
        c.faded(0.6, |c| c.shape("M104 190 Q140 240 110 313 H96Z", &paint.light));
        caps(c, paint);
        c.stitch("M160 204 C170 250 190 268 230 276 C262 282 290 286 296 312", &paint.accent);
        if slip {
            c.shape(
                "M100 180 C130 214 170 214 190 176 L206 196 C180 232 130 232 100 214Z",
                &paint.second,
            );
        } else {
            c.shape("M190 184 L182 216 C206 240 240 254 264 258 L276 236Z", &paint.second);
        }
    });
    if !slip {
        for i in 0..4_u8 {
            let step = f32::from(i);
            lace(c, paint, (188.0 + step * 18.0, 208.0 + step * 12.0), 24.0);
        }
        c.line("M116 214 C112 200 116 186 126 178", &paint.accent, 4.0);
    }
    if slip {
        let felt_sole =
            "M104 306 Q230 316 340 304 C352 306 352 326 338 328 H118 C104 328 102 316 104 306Z";
        c.shape(felt_sole, &paint.second_shade);
    } else {
        sole(c, paint, false);
    }
}

fn wellie(c: &mut Canvas, paint: &Paint) {
    c.ellipse((177.0, 63.0), (43.0, 8.0), &paint.deep);
    c.shape(WELLIE, &paint.main);
    c.clipped(WELLIE, |c| {
        c.faded(0.6, |c| {
            c.shape("M150 60 C146 160 140 240 128 313 H150 C156 230 166 150 168 60Z", &paint.light);
        });
        c.faded(0.6, |c| {
            c.shape("M200 60 C206 160 196 240 240 262 L300 250 L226 200 V60Z", &paint.shade);
        });
        c.shape("M120 80 Q176 94 232 80 V96 Q176 108 120 96Z", &paint.second);
        caps(c, paint);
    });
    c.shape("M204 110 h14 v22 h-12Z", &paint.accent);
    sole(c, paint, false);
}

fn caps(c: &mut Canvas, paint: &Paint) {
    c.shape("M298 318 C290 286 298 258 314 246 L350 260 V318Z", &paint.second);
    c.shape("M104 318 L118 238 C148 246 160 276 160 318Z", &paint.second);
    c.shape("M104 292 Q230 306 350 288 V320 H104Z", &paint.second_shade);
}

fn lace(c: &mut Canvas, paint: &Paint, at: (f32, f32), length: f32) {
    let (x, y) = at;
    c.line(&format!("M{x} {y} q{} -8 {length} -4", length / 2.0), &paint.accent, 4.0);
    c.ellipse((x, y), (3.4, 3.4), &paint.deep);
}

fn sole(c: &mut Canvas, paint: &Paint, crampon: bool) {
    c.shape("M104 306 Q230 314 340 304 C349 304 351 314 349 324 H104Z", &paint.accent);
    c.shape("M102 317 H351 C350 332 345 341 334 341 H116 C106 341 102 332 102 317Z", "#24292b");
    for x in (114..332).step_by(22) {
        c.shape(&format!("M{x} 338 h13 l-2 9 h-9Z"), "#24292b");
    }
    if crampon {
        c.shape("M98 300 h14 v12 h-14Z", "#24292b");
    }
}

fn sock(c: &mut Canvas, paint: &Paint) {
    const SOCK: &str = "M140 66 H214 L217 214 C221 244 276 256 306 282 C326 304 312 338 282 338 C236 \
                        338 166 322 148 290 C138 268 142 190 140 66Z";
    c.shape(SOCK, &paint.main);
    c.clipped(SOCK, |c| {
        c.faded(0.5, |c| {
            c.shape(
                "M190 60 L196 220 C210 250 270 270 300 300 L330 280 L220 200 V60Z",
                &paint.shade,
            );
        });
        c.shape("M130 60 H230 V104 H130Z", &paint.second);
        for x in (144..216).step_by(8) {
            c.line(&format!("M{x} 66 V102"), &paint.second_shade, 2.0);
        }
        c.line("M130 118 H230 M130 130 H230", &paint.accent, 5.0);
        c.shape("M130 250 C176 244 196 270 188 340 H130Z", &paint.second);
        c.shape("M262 250 C250 290 256 330 268 345 H340 V250Z", &paint.second);
    });
}
