//! What the loader and the widget say to each other: `window.Vouch._`, made by `embed.js`.

use js_sys::Reflect;
use vouch_ui::encode::object;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, ShadowRoot};

#[wasm_bindgen]
extern "C" {
    /// The loader's side.
    #[derive(Clone)]
    pub(crate) type Bridge;

    #[wasm_bindgen(thread_local_v2, js_namespace = Vouch, js_name = "_")]
    static LOADER: Bridge;

    /// The `data-` attributes of the script tag.
    #[wasm_bindgen(method, getter)]
    fn data(this: &Bridge) -> JsValue;
    /// Where the server is: the address of `embed.js` without its name, with the last slash.
    #[wasm_bindgen(method, getter)]
    pub(crate) fn base(this: &Bridge) -> String;
    /// What the page last handed to `identify`.
    #[wasm_bindgen(method, getter, js_name = identity)]
    fn identified(this: &Bridge) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn root(this: &Bridge) -> ShadowRoot;
    /// The element in the shadow root that the widget mounts on.
    #[wasm_bindgen(method, getter)]
    pub(crate) fn at(this: &Bridge) -> HtmlElement;
    /// Tells the page about an event.
    #[wasm_bindgen(method, js_name = emit)]
    fn emit_detail(this: &Bridge, event: &str, detail: &JsValue);
    /// The widget can be opened from now on.
    #[wasm_bindgen(method, js_name = live)]
    fn live_with(this: &Bridge, handlers: &JsValue);
    /// The shopper closed the panel.
    #[wasm_bindgen(method)]
    pub(crate) fn close(this: &Bridge);
    /// The widget cannot go on: the loader shows its own form, with these words in it.
    #[wasm_bindgen(method)]
    pub(crate) fn fail(this: &Bridge, reason: &str, message: &str);
    /// Keeps a contact form on this device and sends it when the server is back.
    #[wasm_bindgen(method, js_name = keep)]
    fn keep_form(this: &Bridge, form: &JsValue, delivered: &JsValue);
}

impl Bridge {
    /// The loader that started this program.
    pub(crate) fn of_loader() -> Self {
        LOADER.with(Self::clone)
    }

    /// A `data-` attribute of the script tag, unless it is absent or empty.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let value = Reflect::get(&self.data(), &JsValue::from_str(name)).ok()?;
        value.as_string().filter(|text| !text.is_empty())
    }

    /// The token by which the shop says who the shopper is: as `identify` was told, else as the
    /// script tag says. Only what can be a header passes.
    pub(crate) fn identity(&self) -> Option<String> {
        let told = self.identified();
        let token = if told.is_undefined() { self.attribute("identity") } else { told.as_string() };
        token.filter(|token| !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic()))
    }

    /// Tells the page about an event, with one named detail.
    pub(crate) fn emit(&self, event: &str, name: &str, value: impl Into<JsValue>) {
        self.emit_detail(event, &object(&[(name, value.into())]));
    }

    /// Says that the widget is alive, and how to open it, close it and ask in it.
    pub(crate) fn live(
        &self,
        open: impl Fn() + 'static,
        close: impl Fn() + 'static,
        ask: impl Fn(String) + 'static,
    ) {
        self.live_with(&object(&[
            ("open", Closure::<dyn Fn()>::new(open).into_js_value()),
            ("close", Closure::<dyn Fn()>::new(close).into_js_value()),
            ("ask", Closure::<dyn Fn(String)>::new(ask).into_js_value()),
        ]));
    }

    /// Keeps a form; `delivered` is told the ticket once the server has it.
    pub(crate) fn keep(&self, form: &JsValue, delivered: impl Fn(String) + 'static) {
        // The loader calls back after each try, with its own wording and the ticket, if any.
        let told = move |_: JsValue, ticket: Option<String>| {
            if let Some(ticket) = ticket {
                delivered(ticket);
            }
        };
        let told = Closure::<dyn Fn(JsValue, Option<String>)>::new(told);
        self.keep_form(form, &told.into_js_value());
    }
}
