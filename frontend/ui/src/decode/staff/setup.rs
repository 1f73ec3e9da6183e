//! Sites as their owners set them up.

use crate::decode::from_js;
use vouch_shared::setup::{
    OrdersFinding, OrdersFindings, OrdersSummary, SeenPage, SiteSettings, SiteSetup,
};

from_js! {
    OrdersFinding { subject, ok, warning, detail }
    OrdersFindings { good, findings }
    OrdersSummary { preset, place }
    SeenPage { origin, at, allowed }
    SiteSettings { version, name, origins, theme, accent, position, greeting, quick_replies }
    SiteSetup { site, settings, tag, policy, seen, answers, orders }
}
