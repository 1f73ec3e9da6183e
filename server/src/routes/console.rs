//! The page around the console: the same for every room of a program, which finds its way by the
//! address.

use super::asset::CONSOLE_VERSION;
use axum::extract::Path;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, html};
use vouch_shared::console::Program;

/// Scripts, styles and requests of this server only; nothing may frame it.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    connect-src 'self'; img-src 'self' data:; font-src 'self'; frame-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

/// Shows the page that starts the console's program with the room of the address.
pub async fn show_page(path: Option<Path<String>>) -> Response {
    let room = path.as_ref().and_then(|path| path.split('/').next()).unwrap_or_default();
    let program = Program::of_room(room);
    let name = program.as_str();
    let file = |name: &str| format!("/console/app/{CONSOLE_VERSION}/{name}");
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                title { "Vouch" }
                @for style in program.styles() {
                    link rel="stylesheet" href=(file(style));
                }
                // Asked for at once instead of one after another.
                link rel="modulepreload" href=(file(&format!("{name}.js")));
                link rel="preload" href=(file(&format!("{name}_bg.wasm"))) as="fetch"
                    type="application/wasm" crossorigin="anonymous";
                link rel="preload" href="/v1/staff/me" as="fetch" crossorigin="anonymous";
                script type="module" src=(file("boot.js")) {}
            }
            body.vouch data-program=(name) {
                div #console {
                    p #starting role="status" { "One moment …" }
                    noscript { p { "The console needs JavaScript." } }
                }
            }
        }
    };
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ];
    let mut response = page.into_string().into_response();
    for (name, value) in headers {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
