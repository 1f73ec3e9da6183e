//! Real HTTP servers on this machine, honest and otherwise.

use axum::Router;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

/// A server that lives as long as this.
pub(crate) struct Fake {
    /// Without a path or a slash at the end.
    pub(crate) url: String,
    _tasks: JoinSet<()>,
}

impl Fake {
    pub(crate) async fn serve(routes: Router) -> Self {
        let (listener, url) = listen().await;
        Self::run(url, async move { axum::serve(listener, routes).await.unwrap() })
    }

    /// Does the same with every connection.
    pub(crate) async fn connections<F: Future<Output = ()> + Send + 'static>(
        each: impl Fn(TcpStream) -> F + Send + 'static,
    ) -> Self {
        let (listener, url) = listen().await;
        Self::run(url, async move {
            let mut tasks = JoinSet::new();
            while let Ok((connection, _)) = listener.accept().await {
                tasks.spawn(each(connection));
            }
        })
    }

    /// Takes connections and says nothing.
    pub(crate) async fn silent() -> Self {
        Self::connections(|connection| async move {
            let _held = connection;
            std::future::pending::<()>().await;
        })
        .await
    }

    /// Answers every connection with these bytes and closes it.
    pub(crate) async fn raw(answer: &'static str) -> Self {
        Self::connections(move |mut connection| async move {
            read_some(&mut connection).await;
            let _ = connection.write_all(answer.as_bytes()).await;
        })
        .await
    }

    /// Begins an answer and goes on with one byte now and then, for ever.
    pub(crate) async fn dripping() -> Self {
        Self::connections(|mut connection| async move {
            read_some(&mut connection).await;
            let head = b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n";
            let mut open = connection.write_all(head).await.is_ok();
            while open {
                tokio::time::sleep(Duration::from_millis(20)).await;
                open = connection.write_all(b" ").await.is_ok();
            }
        })
        .await
    }

    fn run(url: String, server: impl Future<Output = ()> + Send + 'static) -> Self {
        let mut tasks = JoinSet::new();
        tasks.spawn(server);
        Self { url, _tasks: tasks }
    }
}

async fn listen() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    (listener, url)
}

async fn read_some(connection: &mut TcpStream) {
    let mut buffer = [0; 8_192];
    let _ = connection.read(&mut buffer).await;
}
