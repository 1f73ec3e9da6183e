//! Asks for what identifies an order: its number, and an e-mail address or postcode, or the code
//! that was mailed for it.

use crate::actions::{Action, Actions};
use crate::drawing::{Drawing, draw, set_flag};
use crate::field::{field, set_value, value_of};
use crate::text::Texts;
use leptos::prelude::*;
use vouch_shared::card::{CHOOSE_ORDER, ChoiceOption};
use vouch_shared::conversation::OrderClaim;
use vouch_shared::order::OrderProof;
use web_sys::Event;

pub(crate) fn order_form(
    number: Option<&str>,
    proofs: &[OrderProof],
    error: Option<&str>,
) -> Drawing {
    let texts = Texts::of_context();
    let actions = Actions::of_context();
    let proof = RwSignal::new(proofs.first().copied().unwrap_or(OrderProof::Email));
    let (number_field, number_input) = field("order_form.number", "input", "order-number");
    let number_input =
        number_input.set("autocomplete", "off").set("maxlength", "64").set("required", "");
    set_value(number_input.element(), number.unwrap_or_default());
    // A code is for the number that it was mailed for.
    let by_code = proofs == [OrderProof::Code];
    set_flag(number_field.element(), "hidden", by_code);
    let answers: Vec<_> = proofs.iter().map(|option| proof_field(*option, proof)).collect();
    let (fields, inputs): (Vec<_>, Vec<_>) = answers.into_iter().unzip();
    let options = proofs.to_vec();
    let submit = move |event: Event| {
        event.prevent_default();
        let chosen = options.iter().position(|option| *option == proof.get_untracked());
        let answer = chosen.and_then(|index| inputs.get(index));
        let answer = answer.map(|input| value_of(input.element())).unwrap_or_default();
        let claim = claim(&value_of(number_input.element()), proof.get_untracked(), &answer);
        if let Some(claim) = claim
            && !actions.busy.get_untracked()
        {
            actions.act.run(Action::Claim(claim));
        }
    };
    let error = error.map(|error| draw("p").class("fault").set("role", "alert").text(error));
    let send = draw("button")
        .class("primary")
        .test_id("order-submit")
        .text(&texts.get("order_form.submit"))
        .live(move |button| set_flag(button, "aria-disabled", actions.busy.get()));
    let again = by_code.then(ask_again);
    draw("form")
        .class("form")
        .set("novalidate", "")
        .children(error.into_iter().collect())
        .child(number_field)
        .children(choice(proofs, proof))
        .children(fields)
        .child(draw("div").class("row").child(send).children(again.into_iter().collect()))
        .on("submit", submit)
}

/// Begins again, for whom no code reached or whose code is too old.
fn ask_again() -> Drawing {
    let actions = Actions::of_context();
    let label = Texts::of_context().get("order_form.code_again");
    draw("button")
        .class("option quiet")
        .set("type", "button")
        .test_id("order-code-again")
        .text(&label)
        .on("click", move |_| {
            let option = ChoiceOption { label: label.clone(), choose: CHOOSE_ORDER.into() };
            actions.act.run(Action::Choose(option));
        })
}

/// The choice between the proofs, where there is one.
fn choice(proofs: &[OrderProof], proof: RwSignal<OrderProof>) -> Vec<Drawing> {
    if proofs.len() < 2 {
        return Vec::new();
    }
    let texts = Texts::of_context();
    let button = |option: &OrderProof| {
        let option = *option;
        draw("button")
            .class("proof")
            .set("type", "button")
            .test_id(&format!("order-by-{}", wire_name(option)))
            .text(&texts.get(label(option)))
            .on("click", move |_| proof.set(option))
            .live(move |button| {
                let chosen = proof.get() == option;
                // Not a flag: without the attribute it would not be a choice at all.
                let _ = button.set_attribute("aria-pressed", if chosen { "true" } else { "false" });
            })
    };
    let legend = draw("legend").text(&texts.get("order_form.with"));
    let buttons = proofs.iter().map(button).collect();
    vec![draw("fieldset").class("proofs").child(legend).children(buttons)]
}

/// The field for a proof, there while that proof is chosen.
fn proof_field(option: OrderProof, proof: RwSignal<OrderProof>) -> (Drawing, Drawing) {
    let (kind, autocomplete) = match option {
        OrderProof::Email => ("email", "email"),
        OrderProof::Postcode => ("text", "postal-code"),
        OrderProof::Code => ("text", "one-time-code"),
    };
    let test_id = format!("order-{}", wire_name(option));
    let (labelled, input) = field(label(option), "input", &test_id);
    let input = input
        .set("type", kind)
        .set("autocomplete", autocomplete)
        .set("maxlength", "254")
        .set("required", "");
    let input = if option == OrderProof::Code { input.set("inputmode", "numeric") } else { input };
    let labelled = labelled.live(move |field| set_flag(field, "hidden", proof.get() != option));
    (labelled, input)
}

fn label(proof: OrderProof) -> &'static str {
    match proof {
        OrderProof::Email => "order_form.email",
        OrderProof::Postcode => "order_form.postcode",
        OrderProof::Code => "order_form.code",
    }
}

fn wire_name(proof: OrderProof) -> &'static str {
    match proof {
        OrderProof::Email => "email",
        OrderProof::Postcode => "postcode",
        OrderProof::Code => "code",
    }
}

/// What is sent; `None` while a field is empty.
fn claim(number: &str, proof: OrderProof, answer: &str) -> Option<OrderClaim> {
    let (number, answer) = (number.trim(), answer.trim());
    if number.is_empty() || answer.is_empty() {
        return None;
    }
    let only = |wanted| (proof == wanted).then(|| answer.to_owned());
    Some(OrderClaim {
        number: number.to_owned(),
        email: only(OrderProof::Email),
        postcode: only(OrderProof::Postcode),
        code: only(OrderProof::Code),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_has_a_number_and_one_proof() {
        let by_mail = claim(" 1001 ", OrderProof::Email, "a@b.c ").unwrap();
        assert_eq!((by_mail.number.as_str(), by_mail.email.as_deref()), ("1001", Some("a@b.c")));
        assert_eq!(by_mail.postcode, None);
        let by_code = claim("1001", OrderProof::Postcode, "0150").unwrap();
        assert_eq!((by_code.email, by_code.postcode.as_deref()), (None, Some("0150")));
        let mailed = claim("1001", OrderProof::Code, "123456").unwrap();
        assert_eq!((mailed.email, mailed.code.as_deref()), (None, Some("123456")));
        assert_eq!(claim("", OrderProof::Email, "a@b.c"), None);
        assert_eq!(claim("1001", OrderProof::Email, " "), None);
    }
}
