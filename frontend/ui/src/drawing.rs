//! Elements made straight in the DOM: the facts on a card, which never change, and its forms,
//! which change in a place or two. As views of the framework they would cost the page a third
//! more bytes. Text only ever becomes text nodes, so nothing here can turn it into markup.

use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event};

/// An element under construction.
#[must_use]
#[derive(Clone)]
pub struct Drawing(Element);

/// A new element. Names are our own and valid, so the browser cannot refuse them.
pub fn draw(tag: &str) -> Drawing {
    Drawing(document().create_element(tag).expect("our element names are valid"))
}

/// A new element of a picture.
pub(crate) fn draw_svg(tag: &str) -> Drawing {
    let namespace = Some("http://www.w3.org/2000/svg");
    Drawing(document().create_element_ns(namespace, tag).expect("our element names are valid"))
}

impl Drawing {
    /// Sets an attribute.
    pub fn set(self, name: &str, value: &str) -> Self {
        self.0.set_attribute(name, value).expect("our attribute names are valid");
        self
    }

    /// Sets the class.
    pub fn class(self, class: &str) -> Self {
        self.set("class", class)
    }

    /// Sets the name that tests find the element by.
    pub fn test_id(self, id: &str) -> Self {
        self.set("data-testid", id)
    }

    /// Adds text, as text.
    pub fn text(self, text: &str) -> Self {
        self.attach(&document().create_text_node(text));
        self
    }

    /// Adds an element.
    pub fn child(self, child: Self) -> Self {
        self.attach(&child.0);
        self
    }

    /// Adds elements.
    pub fn children(self, children: Vec<Self>) -> Self {
        children.into_iter().fold(self, Self::child)
    }

    /// Does something on an event.
    pub fn on(self, event: &str, handler: impl FnMut(Event) + 'static) -> Self {
        listen(&self.0, event, Box::new(handler));
        self
    }

    /// Keeps something about the element up to date with the signals that `update` reads.
    pub fn live(self, update: impl Fn(&Element) + 'static) -> Self {
        keep_live(self.0.clone(), Box::new(update));
        self
    }

    /// The element.
    pub fn element(&self) -> &Element {
        &self.0
    }

    fn attach(&self, node: &web_sys::Node) {
        self.0.append_child(node).expect("a new node fits into a new element");
    }
}

/// A drawing as a view.
pub fn shown(drawing: Drawing) -> AnyView {
    let frame = NodeRef::<Div>::new();
    frame.on_load(move |frame| Drawing((*frame).clone().into()).attach(&drawing.0));
    view! { <div node_ref=frame></div> }.into_any()
}

/// Sets or removes an attribute that is either there or not.
pub fn set_flag(element: &Element, name: &str, on: bool) {
    // Attribute names are our own and valid.
    let _ = if on { element.set_attribute(name, "true") } else { element.remove_attribute(name) };
}

// The closures are boxed before anything is made of them, so that there is one copy of what
// follows in the program, not one for each closure.

fn listen(element: &Element, event: &str, handler: Box<dyn FnMut(Event)>) {
    let handler = Closure::wrap(handler).into_js_value();
    element
        .add_event_listener_with_callback(event, handler.unchecked_ref())
        .expect("listening cannot be refused");
}

fn keep_live(element: Element, update: Box<dyn Fn(&Element)>) {
    Effect::new(move |_| update(&element));
}
