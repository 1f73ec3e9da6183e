//! `vouch serve`.

use super::Context;
use crate::app::App;
use crate::router::router;
use crate::routes::health::install_metrics;
use crate::store;
use anyhow::Context as _;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use tracing_subscriber::EnvFilter;

/// How long turns in flight may take to finish once the server is told to stop.
const GRACE: Duration = Duration::from_secs(15);

pub(super) async fn run(context: Context) -> anyhow::Result<ExitCode> {
    start_logging();
    install_metrics();
    for part in context.config.without_effect() {
        tracing::warn!("{part} has no effect in this version");
    }
    let listen = context.config.server.listen;
    // First, so that no other program takes the port while the engine is trained.
    let listener = tokio::net::TcpListener::bind(listen)
        .await
        .with_context(|| format!("cannot listen on {listen}; is another program using it?"))?;
    let app = App::start(context.config, context.clock).await?;
    let address = listener.local_addr()?;
    tracing::info!(%address, engine.name = app.bare_engine.engine().name(), "listening");
    if !store::staff::any_password(&app.store).await? {
        tracing::warn!(
            "nobody can sign in to the console yet; `vouch user list` tells who there is, and \
             `vouch user link EMAIL` prints the link with which they choose a password"
        );
    }
    serve(&app, listener).await?;
    app.finish().await;
    tracing::info!("stopped");
    Ok(ExitCode::SUCCESS)
}

/// Serves until told to stop, then finishes the turns that are in flight.
async fn serve(app: &Arc<App>, listener: tokio::net::TcpListener) -> anyhow::Result<()> {
    let service = router(app).into_make_service_with_connect_info::<SocketAddr>();
    let shutdown = app.shutdown.clone();
    let overdue = overdue(app.shutdown.clone());
    let graceful = axum::serve(listener, service).with_graceful_shutdown(async move {
        terminated().await;
        tracing::info!("stopping: no new connections, finishing what is under way");
        // Event streams would otherwise hold the server open.
        shutdown.cancel();
    });
    tokio::select! {
        ended = graceful => ended?,
        () = overdue => tracing::warn!("some connections did not end in time; they are cut"),
    }
    Ok(())
}

/// A client that stalls must not keep the server from ending; a second signal ends it at once.
async fn overdue(shutdown: CancellationToken) {
    shutdown.cancelled().await;
    tokio::select! {
        () = tokio::time::sleep(GRACE) => {}
        () = terminated() => {}
    }
}

async fn terminated() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            },
            Err(_) => {
                let _ = interrupt.await;
            }
        }
    }
    #[cfg(not(unix))]
    {
        let _ = interrupt.await;
    }
}

/// Logs to standard error: JSON lines, or for people on a terminal, text. `RUST_LOG` filters.
fn start_logging() {
    let filter =
        EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if std::io::IsTerminal::is_terminal(&std::io::stderr()) {
        builder.init();
    } else {
        builder.json().init();
    }
}
