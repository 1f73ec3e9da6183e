//! Drawings of cards under the widget's own style sheet, inside a shadow root, so that they look
//! as they do before a shopper.

use js_sys::Array;
use leptos::html::Div;
use leptos::prelude::*;
use std::cell::OnceCell;
use vouch_ui::drawing::Drawing;
use web_sys::{CssStyleSheet, ShadowRootInit, ShadowRootMode};

// Colours and sizes reach into the shadow root from the console's own sheet.
const CSS: &str = include_str!("../../../../style/widget.css");

/// A drawing under the widget's style sheet.
pub(crate) fn framed(drawing: Drawing) -> AnyView {
    let frame = NodeRef::<Div>::new();
    frame.on_load(move |frame| {
        // A browser without shadow roots shows the card in the console's own style.
        if put_into_shadow(&frame, &drawing).is_none() {
            let _ = frame.append_child(drawing.element());
        }
    });
    view! { <div class="framed" node_ref=frame></div> }.into_any()
}

fn put_into_shadow(frame: &web_sys::HtmlElement, drawing: &Drawing) -> Option<()> {
    let root = frame.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).ok()?;
    let sheet = sheet()?;
    root.set_adopted_style_sheets(&Array::of1(&sheet));
    let place = document().create_element("div").ok()?;
    place.set_class_name("vouch");
    place.append_child(drawing.element()).ok()?;
    root.append_child(&place).ok()?;
    Some(())
}

/// The widget's style sheet, parsed once.
fn sheet() -> Option<CssStyleSheet> {
    thread_local!(static SHEET: OnceCell<Option<CssStyleSheet>> = const { OnceCell::new() });
    let parse = || {
        let sheet = CssStyleSheet::new().ok()?;
        sheet.replace_sync(CSS).ok()?;
        Some(sheet)
    };
    SHEET.with(|cell| cell.get_or_init(parse).clone())
}
