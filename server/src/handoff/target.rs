//! Where a site's tickets are announced, as its settings say.

use crate::config::{Format, Site, TargetSettings};
use crate::handoff::announcement::{Announcement, Event};

/// The name of the target that mails the shop.
pub const MAIL: &str = "mail";
/// The name of the target that mails the shopper.
pub const SHOPPER: &str = "shopper";
/// The name of `[site.handoff] webhook`.
pub const WEBHOOK: &str = "webhook";

/// A place to tell.
#[derive(Clone, Debug)]
pub struct Target {
    pub name: String,
    pub way: Way,
}

/// How it is told.
#[derive(Clone, Debug)]
pub enum Way {
    /// Mail to the shop's own address.
    Mail { to: String },
    /// Mail to the ticket's shopper, unless the widget showed it.
    Shopper,
    /// A request to another system.
    Hook(TargetSettings),
}

impl Target {
    /// All targets of a site.
    pub fn of(site: &Site, has_smtp: bool) -> Vec<Self> {
        let settings = &site.handoff;
        let own = |name: &str, way| Self { name: name.to_owned(), way };
        let mail = settings.email.clone().filter(|_| has_smtp);
        let mail = mail.map(|to| own(MAIL, Way::Mail { to }));
        let shopper = has_smtp.then(|| own(SHOPPER, Way::Shopper));
        let webhook = settings.webhook.clone().map(|url| {
            own(
                WEBHOOK,
                Way::Hook(TargetSettings {
                    name: WEBHOOK.to_owned(),
                    format: Format::Vouch,
                    url,
                    key: settings.webhook_key.clone(),
                    authorization: None,
                    private: settings.webhook_private.clone(),
                }),
            )
        });
        let more = settings.target.iter();
        let more = more.map(|target| own(&target.name, Way::Hook(target.clone())));
        mail.into_iter().chain(shopper).chain(webhook).chain(more).collect()
    }

    /// Whether it hears of that. Other help desks take a ticket once: what follows is theirs to
    /// answer, or ours, but not both. A shopper whose ticket goes on under another number gets no
    /// mail about the one that ends.
    pub fn wants(&self, told: &Announcement) -> bool {
        let event = told.event;
        match &self.way {
            Way::Mail { .. } => matches!(event, Event::Accepted | Event::ShopperMessage),
            Way::Shopper => match event {
                Event::StaffReply => true,
                Event::Closed => told.merged_into.is_none(),
                Event::Accepted | Event::ShopperMessage => false,
            },
            Way::Hook(hook) => match hook.format {
                Format::Vouch | Format::Slack => true,
                Format::Zendesk | Format::Freshdesk | Format::Chatwoot => event == Event::Accepted,
            },
        }
    }

    /// How long a message waits before the first try: the shopper may be looking at the widget.
    pub fn patience_ms(&self, site: &Site) -> i64 {
        match self.way {
            Way::Shopper => i64::from(site.handoff.mail_after_seconds) * 1_000,
            Way::Mail { .. } | Way::Hook(_) => 0,
        }
    }
}
