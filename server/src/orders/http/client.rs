//! The one way out to a store's HTTP interface: few connections, answers of a bounded size, and no
//! redirects, proxies or cookies.

use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::Bytes;
use hyper::{Request, StatusCode, header};
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// The most requests to one store at once; more wait, and give up at their time limit.
const MAX_CONNECTIONS: usize = 4;
/// The largest answer that is read, in bytes. An order of five hundred lines has a tenth of it.
pub(crate) const MAX_ANSWER_BYTES: usize = 1_000_000;
/// How long a connection is kept for the next request.
const KEEP_IDLE: Duration = Duration::from_secs(30);

/// A client of one store.
pub(crate) struct HttpClient {
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    places: Semaphore,
}

/// An answer, whatever its status.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    /// The seconds of a `retry-after` header.
    pub(crate) retry_after_s: Option<u64>,
    pub(crate) body: Bytes,
}

impl HttpClient {
    /// `ca_file` names certificates to trust beside the public ones. Must be called within a Tokio
    /// runtime.
    pub(crate) fn new(ca_file: Option<&Path>) -> Result<Self, String> {
        let mut http = HttpConnector::new();
        http.enforce_http(false);
        http.set_nodelay(true);
        let https = hyper_rustls::HttpsConnectorBuilder::new()
            .with_tls_config(tls(ca_file)?)
            .https_or_http()
            .enable_http1()
            .wrap_connector(http);
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(KEEP_IDLE)
            .pool_max_idle_per_host(MAX_CONNECTIONS)
            .build(https);
        Ok(Self { client, places: Semaphore::new(MAX_CONNECTIONS) })
    }

    /// Sends a request and reads the whole answer. It has no time limit of its own.
    pub(crate) async fn send(&self, request: Request<Full<Bytes>>) -> Result<Answer, String> {
        let _place = self.places.acquire().await.expect("the semaphore is never closed");
        let response = self.client.request(request).await.map_err(|error| root_cause(&error))?;
        let (head, body) = response.into_parts();
        let retry_after = head.headers.get(header::RETRY_AFTER);
        let retry_after_s = retry_after.and_then(|value| value.to_str().ok()?.parse().ok());
        let body = Limited::new(body, MAX_ANSWER_BYTES).collect().await.map_err(|error| {
            if error.is::<LengthLimitError>() {
                return format!("the answer is longer than {MAX_ANSWER_BYTES} bytes");
            }
            root_cause(&*error)
        })?;
        Ok(Answer { status: head.status, retry_after_s, body: body.to_bytes() })
    }
}

impl Answer {
    /// The body of an answer that says yes.
    pub(crate) fn body_of_success(&self) -> Result<&[u8], String> {
        let status = self.status;
        if status == StatusCode::OK {
            return Ok(&self.body);
        }
        let what_to_do = match status.as_u16() {
            300..=399 => "redirects are not followed; configure the final address",
            401 | 403 => "the signature or token was refused; compare the key, and both clocks",
            404 | 405 => "there is no such endpoint; compare the address",
            429 => return Err(self.too_many()),
            _ => "the store's side has to look at it",
        };
        Err(format!("answered with status {status}: {what_to_do}"))
    }

    fn too_many(&self) -> String {
        let when = self.retry_after_s.map(|seconds| format!("; it asks to wait {seconds} s"));
        format!("answered with status 429: too many requests{}", when.unwrap_or_default())
    }
}

pub(crate) fn tls(ca_file: Option<&Path>) -> Result<ClientConfig, String> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    if let Some(path) = ca_file {
        let explain = |error: &dyn Error| format!("{}: {error}", path.display());
        let certificates = CertificateDer::pem_file_iter(path).map_err(|error| explain(&error))?;
        for certificate in certificates {
            let certificate = certificate.map_err(|error| explain(&error))?;
            roots.add(certificate).map_err(|error| explain(&error))?;
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    Ok(ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("the provider has the cipher suites of the protocol versions")
        .with_root_certificates(roots)
        .with_no_client_auth())
}

/// The innermost reason, such as "Connection refused": the outer ones say only that it failed.
fn root_cause(error: &(dyn Error + 'static)) -> String {
    let mut cause = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    format!("the request failed: {cause}")
}
