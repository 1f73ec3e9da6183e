//! Elements that are drawn once and never change: the facts on a card. They are made straight in
//! the DOM, because views of a reactive framework that never react would cost a third of the
//! widget's bytes. Text only ever becomes text nodes, so nothing here can turn it into markup.

use leptos::prelude::document;
use web_sys::Element;

/// An element under construction.
pub(crate) struct Drawing(Element);

/// A new element. Names are our own and valid, so the browser cannot refuse them.
pub(crate) fn draw(tag: &str) -> Drawing {
    Drawing(document().create_element(tag).expect("our element names are valid"))
}

/// A new element of a picture.
pub(crate) fn draw_svg(tag: &str) -> Drawing {
    let namespace = Some("http://www.w3.org/2000/svg");
    Drawing(document().create_element_ns(namespace, tag).expect("our element names are valid"))
}

impl Drawing {
    pub(crate) fn set(self, name: &str, value: &str) -> Self {
        self.0.set_attribute(name, value).expect("our attribute names are valid");
        self
    }

    pub(crate) fn class(self, class: &str) -> Self {
        self.set("class", class)
    }

    pub(crate) fn text(self, text: &str) -> Self {
        self.attach(&document().create_text_node(text));
        self
    }

    pub(crate) fn child(self, child: Self) -> Self {
        self.attach(&child.0);
        self
    }

    pub(crate) fn children(self, children: Vec<Self>) -> Self {
        children.into_iter().fold(self, Self::child)
    }

    fn attach(&self, node: &web_sys::Node) {
        self.0.append_child(node).expect("a new node fits into a new element");
    }
}

/// Puts drawings into an element of a view.
pub(crate) fn fill(frame: &Element, drawings: Vec<Drawing>) {
    Drawing(frame.clone()).children(drawings);
}
