//! The shopper's chat. The loader (`frontend/loader/embed.js`) draws the launcher and starts this
//! program at the first sign of interest; the program asks for the site's texts and keys, mounts
//! itself in the loader's shadow root, and reports that it is alive. Whatever fails leads back to
//! the loader's plain contact form.

mod api;
mod bridge;
mod chat;
mod composer;
mod failure;
mod id;
mod log;
mod look;
mod mount;
mod panel;
mod store;
mod task;
mod timeline;

use bridge::Bridge;

fn main() {
    let bridge = Bridge::of_loader();
    let fallen = bridge.clone();
    std::panic::set_hook(Box::new(move |_| fallen.fail("script", "")));
    task::spawn(async move {
        if let Err(reason) = mount::mount(&bridge).await {
            bridge.fail(reason, "");
        }
    });
}
