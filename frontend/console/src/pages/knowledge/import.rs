//! Bringing text along: a .zip of documents, or a page's HTML as a text to read before it is kept.

use super::editor;
use crate::api::on_site;
use crate::desk::Desk;
use crate::parts::{Field, Notice};
use crate::router::Router;
use leptos::html::{Dialog, Input};
use leptos::prelude::*;
use vouch_shared::knowledge::{ArchiveImport, HtmlImport, HtmlImportRequest};

/// Asks for a file or a page.
#[component]
pub(super) fn ImportDialog(
    open: RwSignal<bool>,
    done: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get()
            && open.get()
            && !dialog.open()
        {
            // A dialog that is open already says so; there is nothing else to do.
            let _ = dialog.show_modal();
        }
    });
    let close = move |_| {
        if let Some(dialog) = dialog.get() {
            dialog.close();
        }
    };
    view! {
        <dialog node_ref=dialog aria-labelledby="import-title" on:close=move |_| open.set(false)>
            <h2 id="import-title">"Import"</h2>
            <Archive done/>
            <Page/>
            <div class="row end"><button class="secondary" on:click=close>"Close"</button></div>
        </dialog>
    }
}

#[component]
fn Archive(done: impl Fn() + Copy + Send + Sync + 'static) -> impl IntoView {
    let desk = Desk::of_context();
    let input = NodeRef::<Input>::new();
    let send = Action::new_local(move |(): &()| async move {
        let file = input.get_untracked().and_then(|input| input.files()?.get(0));
        let (Some(file), Some(access)) = (file, desk.site()) else {
            return Err("Choose a .zip first.".to_owned());
        };
        let path = on_site(&access.site, "knowledge/import/archive");
        let sent = desk.api.send_file::<ArchiveImport>(&path, "application/zip", &file).await;
        let import = sent.map_err(|failure| failure.words())?;
        done();
        Ok(import)
    });
    let fault = move || send.value().get().and_then(Result::err);
    let report =
        move || send.value().get().and_then(Result::ok).map(|import| archive_report(&import));
    view! {
        <section class="part">
            <h3>"Files"</h3>
            <p class="hint">"A .zip of Markdown files and answer sets, up to 8 MiB. All or nothing; what comes in is a draft."</p>
            <input type="file" accept=".zip,application/zip" aria-label="Archive" node_ref=input/>
            <Notice words=Signal::derive(fault)/>
            {report}
            <button class="secondary" prop:disabled=move || send.pending().get()
                on:click=move |_| { send.dispatch_local(()); }>"Import the archive"</button>
        </section>
    }
}

fn archive_report(import: &ArchiveImport) -> AnyView {
    let problems = import.problems.iter().map(|problem| {
        let file = problem.file.clone().unwrap_or_default();
        view! { <li>{format!("{file}, line {}: {}", problem.line, problem.reason)}</li> }
    });
    let words = match (import.problems.is_empty(), import.drafts.len()) {
        (false, _) => "Nothing was imported; mend this first:".to_owned(),
        (true, 0) => "Nothing in it has changed.".to_owned(),
        (true, drafts) => format!("{drafts} drafts were added."),
    };
    let left_out =
        (!import.left_out.is_empty()).then(|| format!("Left out: {}", import.left_out.join(", ")));
    view! {
        <div role="status">
            <p>{words}</p><ul class="problems">{problems.collect_view()}</ul><p class="quiet">{left_out}</p>
        </div>
    }
    .into_any()
}

#[component]
fn Page() -> impl IntoView {
    let desk = Desk::of_context();
    let (html, document) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let router = Router::of_context();
    let convert = Action::new_local(move |(): &()| async move {
        let access = desk.site().ok_or("Choose a site first.")?;
        let request = HtmlImportRequest {
            html: html.get_untracked(),
            document: document.get_untracked(),
            locale: None,
        };
        let path = on_site(&access.site, "knowledge/import/html");
        let sent = desk.api.post::<HtmlImport>(&path, &request).await;
        let import = sent.map_err(|failure| failure.words())?;
        let left_out: Vec<String> =
            import.left_out.iter().map(|one| format!("{} ({})", one.what, one.times)).collect();
        editor::keep(&access.site, editor::NEW, "", &import.source);
        editor::keep_note(&left_out.join(", "));
        router.go("/console/knowledge/+new");
        Ok::<(), String>(())
    });
    let fault = move || convert.value().get().and_then(Result::err);
    view! {
        <section class="part">
            <h3>"A page"</h3>
            <p class="hint">"Paste the HTML of a page. You get a text to read; nothing is kept before you save it."</p>
            <label class="field"><span>"HTML"</span>
                <textarea rows="5" spellcheck="false" prop:value=move || html.get()
                    on:input=move |event| html.set(event_target_value(&event))></textarea>
            </label>
            <Field label="Id of the document (from the title where it is empty)" value=document/>
            <Notice words=Signal::derive(fault)/>
            <button class="secondary" prop:disabled=move || convert.pending().get()
                on:click=move |_| { convert.dispatch_local(()); }>"Make a text of it"</button>
        </section>
    }
}
