//! stub while pages are tried
use std::path::Path;
pub struct Seeded { pub orders: usize }
pub struct SampleOrder { pub number: String, pub email: String, pub postcode: String, pub state: String }
pub fn sample_orders() -> Vec<SampleOrder> { vec![] }
pub async fn seed(_: &Path, _: time::OffsetDateTime) -> anyhow::Result<Seeded> { Ok(Seeded { orders: 0 }) }
