//! Name, origins, colours, position, greeting and quick replies.

use super::logo::logo;
use super::state::Form;
use crate::api::on_site;
use crate::commands::offer;
use crate::desk::Desk;
use crate::parts::{Field, Notice, Toasts};
use leptos::prelude::*;
use vouch_shared::card::{CHOOSE_ORDER, CHOOSE_PERSON, ChoiceOption};
use vouch_shared::setup::SiteSetup;

/// Vouch's own colour, where a site has none.
const OWN_ACCENT: &str = "#116655";

/// The form.
pub(super) fn look(
    desk: Desk,
    form: Form,
    setup: SiteSetup,
    again: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let toasts = Toasts::of_context();
    let fault = RwSignal::new(None::<String>);
    let (site, answers) = (StoredValue::new(setup.site), setup.answers);
    let save = move || {
        let settings = form.settings();
        leptos::task::spawn_local(async move {
            let path = on_site(&site.get_value(), "setup");
            match desk.api.put::<SiteSetup>(&path, &settings).await {
                Ok(_) => {
                    toasts.say("Saved. The next shopper sees it.");
                    again();
                }
                Err(failure) => fault.set(Some(failure.words())),
            }
        });
    };
    offer("mod+s", "Save the site", "Site", save);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        save();
    };
    view! {
        <form class="sheet" data-testid="site-look" on:submit=submit>
            <h2>"Shop and look"</h2>
            <Field label="The shop's name, as shoppers know it" value=form.name/>
            <label class="field">
                <span>"Origins: the pages that may use the chat, one a line"</span>
                <textarea class="short" spellcheck="false" prop:value=move || form.origins.get()
                    on:input=move |event| form.origins.set(event_target_value(&event))></textarea>
            </label>
            <div class="row wide">
                {accent(form.accent)}
                {choice("Theme", form.theme, &[("auto", "As the device"), ("light", "Light"), ("dark", "Dark")])}
                {choice("Launcher", form.position, &[("right", "Right"), ("left", "Left")])}
            </div>
            {logo(form.logo)}
            {greeting(form.greeting, &answers)}
            {quick_replies(form, answers.clone())}
            <Notice words=fault/>
            <div class="row end"><button class="primary">"Save"</button></div>
        </form>
    }
    .into_any()
}

fn accent(accent: RwSignal<String>) -> impl IntoView {
    let shown = move || {
        let colour = accent.get();
        if colour.is_empty() { OWN_ACCENT.to_owned() } else { colour }
    };
    view! {
        <div class="field">
            <span id="accent">"Colour"</span>
            <div class="row">
                <input type="color" aria-labelledby="accent" prop:value=shown
                    on:input=move |event| accent.set(event_target_value(&event))/>
                <button type="button" class="link" on:click=move |_| accent.set(String::new())
                    hidden=move || accent.with(String::is_empty)>"Use Vouch's own"</button>
            </div>
        </div>
    }
}

/// One of a few, all of them visible.
fn choice(
    label: &'static str,
    chosen: RwSignal<String>,
    options: &'static [(&'static str, &'static str)],
) -> impl IntoView {
    let buttons = options.iter().map(|(value, name)| {
        let pressed = move || if chosen.with(|it| it == value) { "true" } else { "false" };
        view! {
            <button type="button" class="choice" aria-pressed=pressed
                on:click=move |_| chosen.set((*value).to_owned())>{*name}</button>
        }
    });
    view! {
        <div class="field" role="group" aria-label=label>
            <span>{label}</span>
            <div class="choices">{buttons.collect_view()}</div>
        </div>
    }
}

fn greeting(chosen: RwSignal<String>, answers: &[ChoiceOption]) -> impl IntoView {
    let is_text =
        |answer: &&ChoiceOption| !matches!(answer.choose.as_str(), CHOOSE_ORDER | CHOOSE_PERSON);
    let options = answers.iter().filter(is_text).map(|answer| {
        let value = answer.choose.0.clone();
        let is_chosen = chosen.with_untracked(|chosen| *chosen == value);
        view! { <option value=value.clone() selected=is_chosen>{answer.label.clone()}</option> }
    });
    view! {
        <label class="field">
            <span>"Greeting"</span>
            <select on:change=move |event| chosen.set(event_target_value(&event))>
                <option value="">"Vouch's own words"</option>
                {options.collect_view()}
            </select>
            <span class="hint">"Your own words are a text like any other: two people stand behind it. Write and publish it under Knowledge, then choose it here."</span>
        </label>
    }
}

fn quick_replies(form: Form, answers: Vec<ChoiceOption>) -> impl IntoView {
    let ticks = answers.into_iter().map(|answer| {
        let id = StoredValue::new(answer.choose);
        let is_on = move || form.quick_replies.with(|all| all.contains(&id.get_value()));
        let turn = move |_| {
            form.quick_replies.update(|all| {
                let id = id.get_value();
                match all.iter().position(|one| *one == id) {
                    Some(place) => drop(all.remove(place)),
                    None => all.push(id),
                }
            });
        };
        view! {
            <li><label class="tick">
                <input type="checkbox" prop:checked=is_on on:change=turn/>{answer.label}
            </label></li>
        }
    });
    view! {
        <fieldset class="field">
            <legend>"Quick replies, in the order in which they are ticked"</legend>
            <ul class="plain list">{ticks.collect_view()}</ul>
        </fieldset>
    }
}
