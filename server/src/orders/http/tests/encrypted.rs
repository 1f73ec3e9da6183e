//! TLS: a certificate counts if somebody who is trusted signed it for that host.

use super::endpoint::config;
use crate::orders::OrderReader;
use crate::orders::tests::fake::Fake;
use crate::orders::tests::store::{NOW, outcome, with_email};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_rustls::TlsAcceptor;

const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 13\r\n\r\n{\"orders\":[]}";

/// An endpoint with a certificate for this name, and that certificate.
async fn serve(name: &str) -> (Fake, String) {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(vec![name.to_owned()]).unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(signing_key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let fake = Fake::connections(move |connection| {
        let accepted = acceptor.accept(connection);
        async move {
            let Ok(mut connection) = accepted.await else { return };
            let mut request = [0; 8_192];
            let _ = connection.read(&mut request).await;
            let _ = connection.write_all(ANSWER).await;
            let _ = connection.shutdown().await;
        }
    });
    (fake.await, cert.pem())
}

#[tokio::test]
async fn only_a_trusted_certificate_of_that_host_is_spoken_to() {
    let folder = tempfile::TempDir::new().unwrap();
    let ca_file = folder.path().join("ca.pem");
    for (name, trusted, expected) in [
        ("127.0.0.1", true, "no match"),
        ("127.0.0.1", false, "unavailable"),
        ("other.example", true, "unavailable"),
    ] {
        let (fake, certificate) = serve(name).await;
        std::fs::write(&ca_file, certificate).unwrap();
        let mut config = config(&fake.url.replace("http://", "https://"));
        config.ca_file = trusted.then(|| ca_file.clone());
        let reader = OrderReader::new(&config).unwrap();
        let lookup = reader.look_up(&with_email("1001", "ada@example.com"), NOW).await;
        assert_eq!(outcome(&lookup), expected, "{lookup:?}");
        let told = format!("{lookup:?}");
        assert!(expected == "no match" || told.contains("certificate"), "{told}");
    }
}
