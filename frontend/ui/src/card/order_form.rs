//! Asks for what identifies an order: its number, and an e-mail address or postcode.

use crate::actions::Actions;
use crate::text::Texts;
use leptos::prelude::*;
use vouch_shared::conversation::OrderClaim;
use vouch_shared::order::OrderProof;

pub(crate) fn order_form(
    number: Option<String>,
    proofs: Vec<OrderProof>,
    error: Option<String>,
) -> AnyView {
    let texts = Texts::of_context();
    let actions = Actions::of_context();
    let number = RwSignal::new(number.unwrap_or_default());
    let answer = RwSignal::new(String::new());
    let proof = RwSignal::new(proofs.first().copied().unwrap_or(OrderProof::Email));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let claim = claim(&number.get_untracked(), proof.get_untracked(), &answer.get_untracked());
        if let Some(claim) = claim
            && !actions.busy.get_untracked()
        {
            actions.claim.run(claim);
        }
    };
    let choice = (proofs.len() > 1).then(|| view! {
        <fieldset class="proofs">
            <legend>{texts.get("order_form.with")}</legend>
            {proofs.into_iter().map(|option| proof_button(option, proof, answer)).collect_view()}
        </fieldset>
    });
    view! {
        <form class="form" novalidate on:submit=submit>
            {error.map(|error| view! { <p class="fault" role="alert" dir="auto">{error}</p> })}
            <label class="field">
                <span>{texts.get("order_form.number")}</span>
                <input required autocomplete="off" autocapitalize="characters" spellcheck="false"
                    maxlength="64" data-testid="order-number" bind:value=number/>
            </label>
            {choice}
            {move || proof_field(proof.get(), answer)}
            <button class="primary" data-testid="order-submit"
                aria-disabled=move || actions.busy.get().then_some("true")>
                {texts.get("order_form.submit")}
            </button>
        </form>
    }
    .into_any()
}

/// One side of the choice between the proofs. Each proof keeps no words of the other.
fn proof_button(
    option: OrderProof,
    proof: RwSignal<OrderProof>,
    answer: RwSignal<String>,
) -> AnyView {
    let chosen = move || proof.get() == option;
    view! {
        <button type="button" class="proof" data-testid=format!("order-by-{}", wire_name(option))
            aria-pressed=move || if chosen() { "true" } else { "false" }
            on:click=move |_| {
                answer.set(String::new());
                proof.set(option);
            }>
            {Texts::of_context().get(label(option))}
        </button>
    }
    .into_any()
}

fn proof_field(proof: OrderProof, answer: RwSignal<String>) -> AnyView {
    let (kind, autocomplete) = match proof {
        OrderProof::Email => ("email", "email"),
        OrderProof::Postcode => ("text", "postal-code"),
    };
    view! {
        <label class="field">
            <span>{Texts::of_context().get(label(proof))}</span>
            <input type=kind required autocomplete=autocomplete maxlength="254"
                data-testid=format!("order-{}", wire_name(proof)) bind:value=answer/>
        </label>
    }
    .into_any()
}

fn label(proof: OrderProof) -> &'static str {
    match proof {
        OrderProof::Email => "order_form.email",
        OrderProof::Postcode => "order_form.postcode",
    }
}

fn wire_name(proof: OrderProof) -> &'static str {
    match proof {
        OrderProof::Email => "email",
        OrderProof::Postcode => "postcode",
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
        assert_eq!(claim("", OrderProof::Email, "a@b.c"), None);
        assert_eq!(claim("1001", OrderProof::Email, " "), None);
    }
}
