//! The upper half of a body: outlines and parts that jackets and other tops share.

use super::canvas::Canvas;
use super::colour::Paint;

/// The outline of the front, down to `hem`.
pub(crate) fn body(hem: i32) -> String {
    let side = hem - 12;
    format!(
        "M160 94 C148 99 136 105 128 113 C123 152 121 210 119 {side} Q200 {} 281 {side} \
         C279 210 277 152 272 113 C264 105 252 99 240 94 Q200 112 160 94Z",
        hem + 6
    )
}

/// The outline of the left sleeve.
pub(crate) fn sleeve() -> &'static str {
    "M136 106 C112 114 100 136 95 166 L71 316 C70 325 75 330 84 331 L102 333 C110 334 113 331 \
     114 324 L131 204Z"
}

/// The outline of the left sleeve of a T-shirt.
pub(crate) fn short_sleeve() -> &'static str {
    "M138 104 C114 112 99 132 88 160 L76 196 Q94 212 118 214 L131 168Z"
}

/// Both sleeves with cuffs; the right one stands in shade.
pub(crate) fn sleeves(c: &mut Canvas, paint: &Paint) {
    c.mirrored(|c| {
        c.shape(sleeve(), &paint.shade);
        c.clipped(sleeve(), |c| {
            c.shape("M136 100 C104 112 92 150 86 190 L62 340 H84 L112 190Z", &paint.main);
            c.shape("M60 300 L130 308 V345 H60Z", &paint.second);
            c.line("M108 250 Q116 262 124 262", &paint.deep, 1.6);
        });
    });
}

/// Both short sleeves.
pub(crate) fn short_sleeves(c: &mut Canvas, paint: &Paint) {
    c.mirrored(|c| {
        c.shape(short_sleeve(), &paint.shade);
        c.clipped(short_sleeve(), |c| {
            c.shape("M138 100 C104 112 88 150 70 200 L96 210 L118 160Z", &paint.main);
            c.stitch("M80 186 Q98 202 122 204", &paint.light);
        });
    });
}

/// The front: a lit and a shaded half with soft folds.
pub(crate) fn front(c: &mut Canvas, paint: &Paint, hem: i32) {
    let outline = body(hem);
    c.shape(&outline, &paint.main);
    c.clipped(&outline, |c| {
        c.faded(0.5, |c| c.shape("M204 80 H300 V420 H204 C214 330 214 200 204 80Z", &paint.shade));
        c.faded(0.5, |c| c.shape("M118 110 C138 180 134 290 112 400 H100 V100Z", &paint.light));
        c.faded(0.6, |c| {
            c.shape("M262 150 C250 230 256 300 270 380 H290 V150Z", &paint.shade);
        });
    });
}

/// A standing collar, open at the top.
pub(crate) fn collar(c: &mut Canvas, paint: &Paint) {
    c.ellipse((200.0, 78.0), (33.0, 9.0), &paint.deep);
    c.shape(
        "M162 98 C164 88 166 82 167 77 Q200 98 233 77 C234 82 236 88 238 98 Q200 118 162 98Z",
        &paint.second,
    );
    c.shape("M200 92 Q222 88 233 77 C234 82 236 88 238 98 Q222 108 200 108Z", &paint.second_shade);
}

/// A round neck with a ribbed edge.
pub(crate) fn crew_neck(c: &mut Canvas, paint: &Paint, edge: &str) {
    c.shape("M161 94 Q200 82 239 94 Q200 130 161 94Z", &paint.deep);
    c.line("M161 94 Q200 84 239 94", &paint.shade, 6.0);
    c.line("M161 94 Q200 130 239 94", edge, 8.0);
}

/// The band along the lower edge.
pub(crate) fn hem(c: &mut Canvas, paint: &Paint, hem: i32) {
    c.clipped(&body(hem), |c| {
        c.stitch(&format!("M110 {} Q200 {} 290 {}", hem - 21, hem - 3, hem - 21), &paint.deep);
    });
}
