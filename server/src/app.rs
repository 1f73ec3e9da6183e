//! Everything that requests share, built once, and the work that goes on beside them.

use crate::auth::limits::RateLimits;
use crate::auth::site_key::KeyRing;
use crate::clock::Clock;
use crate::config::{Config, Site};
use crate::error::Error;
use crate::handoff::{hook::Hooks, outbox, snooze};
use crate::knowledge::library::Library;
use crate::knowledge::trained::Trained;
use crate::knowledge::workflow::publish_due;
use crate::ledger::Ledger;
use crate::mail::{Mail, Mailer};
use crate::orders::RoleVerdict;
use crate::oversight::stop::Stop;
use crate::routes::health::tidy_metrics;
use crate::setup::Editing;
use crate::setup::seen::Seen;
use crate::sites::Sites;
use crate::store::{Store, create_private_folder};
use crate::texts::Catalogue;
use crate::weights::Weights;
use anyhow::Context as _;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::Instrument as _;
use vouch_engine::knowledge::{KnowledgeSet, Settings};

/// How soon a server hears of new keys and new knowledge.
const WATCH_EVERY: Duration = Duration::from_millis(500);
/// How often quiet clients are forgotten, in rounds of the watch.
const FORGET_EVERY: u32 = 20;
/// How often tickets are looked for whose snooze is over, in rounds of the watch.
const WAKE_EVERY: u32 = 4;

/// What requests share.
pub struct App {
    pub config: Config,
    pub store: Store,
    pub clock: Clock,
    pub texts: Catalogue,
    pub keys: KeyRing,
    pub ledger: Ledger,
    pub library: Library,
    /// Knows only the built-in intents, for sites without approved text.
    pub bare_engine: Trained,
    pub sites: Sites,
    pub mailer: Option<Mailer>,
    pub hooks: Hooks,
    pub limits: RateLimits,
    pub stop: Stop,
    /// Whoever changes a site's file does so alone.
    pub editing: Editing,
    pub seen: Seen,
    /// Ends with the server: streams and background work watch it.
    pub shutdown: CancellationToken,
    tasks: TaskTracker,
}

impl App {
    /// Opens the database, loads keys and knowledge, and starts the background work.
    pub async fn start(config: Config, clock: Clock) -> anyhow::Result<Arc<Self>> {
        create_private_folder(&config.server.data_dir).with_context(|| {
            format!("cannot make the folder {}", config.server.data_dir.display())
        })?;
        let store = Store::open(&config.database_url()).await?;
        let keys = KeyRing::open(&store, &config.server.data_dir).await?;
        let tasks = TaskTracker::new();
        let (ledger, writer) = Ledger::new(store.clone());
        tasks.spawn(writer);
        let sites = Sites::open(&config.site)?;
        refuse_writers(&sites).await?;
        let mailer = config.smtp.as_ref().map(Mailer::new).transpose();
        let mailer = mailer.map_err(anyhow::Error::msg)?;
        let weights = Weights::load(&config.engine);
        if let Some(problem) = weights.problem() {
            tracing::error!("{problem}");
        }
        let app = Arc::new(Self {
            keys,
            ledger,
            bare_engine: bare_engine(&weights),
            library: Library::new(weights),
            sites,
            mailer,
            hooks: Hooks::new().map_err(anyhow::Error::msg)?,
            limits: RateLimits::new(&config.limits),
            stop: Stop::new(&config.server.data_dir),
            editing: Editing::default(),
            seen: Seen::default(),
            texts: Catalogue::load().context("the compiled-in wording")?,
            shutdown: CancellationToken::new(),
            tasks,
            config,
            store,
            clock,
        });
        app.refresh().await?;
        app.tasks.spawn(watch(Arc::downgrade(&app), app.shutdown.clone()));
        app.tasks.spawn(outbox::run(Arc::downgrade(&app), app.shutdown.clone()));
        Ok(app)
    }

    /// Starts work that the server waits for when it ends: it has to watch [`Self::shutdown`].
    pub fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) -> JoinHandle<()> {
        self.tasks.spawn(work)
    }

    /// Does a piece of work to its end even when whoever asked for it hangs up: a try must count,
    /// and what was decided must be recorded.
    pub async fn see_through<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T, Error>> + Send + 'static,
    ) -> Result<T, Error> {
        let done = self.tasks.spawn(work.in_current_span()).await;
        done.map_err(|panic| Error::Internal(panic.into()))?
    }

    /// Does a piece of work beside the requests. The server waits for it when it ends, so long
    /// work has to watch `shutdown`.
    pub fn beside_requests(&self, work: impl Future<Output = ()> + Send + 'static) {
        self.tasks.spawn(work.in_current_span());
    }

    /// Sends a mail while the reply goes its way. One that is lost is logged, no more.
    pub fn send_mail(&self, mail: Mail) {
        let mailer = self.mailer.clone();
        self.tasks.spawn(async move {
            let outcome = match &mailer {
                Some(mailer) => mailer.send(mail).await,
                None => Err("no `[smtp]` is configured".to_owned()),
            };
            let told = if outcome.is_ok() { "sent" } else { "lost" };
            metrics::counter!("vouch_mails", "outcome" => told).increment(1);
            if let Err(error) = outcome {
                tracing::error!(%error, "a mail was lost; the shopper can ask for another");
            }
        });
    }

    /// Loads sites, keys and knowledge again where they have changed.
    pub async fn refresh(&self) -> anyhow::Result<()> {
        self.sites.refresh(&self.config)?;
        self.keys.refresh(&self.store).await?;
        publish_due(&self.store, self.clock.now()).await?;
        let day = self.clock.now().date().to_string();
        let sites = self.sites.all();
        let settings: Vec<&Site> = sites.iter().map(|site| site.settings()).collect();
        self.library.refresh(&self.store, &settings, &day).await
    }

    /// Finishes what is under way: call it after the last request was answered.
    pub async fn finish(self: Arc<Self>) {
        self.shutdown.cancel();
        let (tasks, store) = (self.tasks.clone(), self.store.clone());
        // The ledger's writer ends when the last sender is gone, which `self` holds.
        drop(self);
        tasks.close();
        tasks.wait().await;
        store.close().await;
    }
}

fn bare_engine(weights: &Weights) -> Trained {
    let bare = Trained::new(weights, &KnowledgeSet::default(), Settings::default(), None);
    metrics::gauge!("vouch_engine", "name" => bare.engine().name()).set(1.0);
    bare
}

/// A store is read with a role that can only read. One that cannot be asked now is asked before
/// its first order is read.
async fn refuse_writers(sites: &Sites) -> anyhow::Result<()> {
    let sites = sites.all();
    let readers = sites.iter().filter_map(|site| Some((&site.key, site.order_reader.as_ref()?)));
    let asked = readers.map(async |(site, reader)| (site, reader.role().await));
    for (site, verdict) in futures_util::future::join_all(asked).await {
        match verdict {
            RoleVerdict::ReadsOnly => {}
            RoleVerdict::Allowed(reason) => {
                tracing::warn!(%site, reason, "orders are read with a role that may write");
            }
            RoleVerdict::Writes(why) => anyhow::bail!("the orders of site `{site}`: {why}"),
            RoleVerdict::Unknown(error) => {
                tracing::warn!(%site, error, "orders cannot be read yet; it is tried again");
            }
        }
    }
    Ok(())
}

async fn watch(app: std::sync::Weak<App>, shutdown: CancellationToken) {
    let mut round: u32 = 0;
    loop {
        tokio::select! {
            () = shutdown.cancelled() => return,
            () = tokio::time::sleep(WATCH_EVERY) => {}
        }
        let Some(app) = app.upgrade() else { return };
        if let Err(error) = app.refresh().await {
            tracing::warn!(
                error = format!("{error:#}"),
                "sites, keys and knowledge stay as they were"
            );
        }
        round = round.wrapping_add(1);
        if round.is_multiple_of(WAKE_EVERY)
            && let Err(error) = snooze::wake(&app).await
        {
            tracing::warn!(%error, "snoozed tickets are brought back later");
        }
        if round.is_multiple_of(FORGET_EVERY) {
            app.limits.forget_quiet();
            tidy_metrics();
        }
    }
}
