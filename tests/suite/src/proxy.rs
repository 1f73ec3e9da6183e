//! A TCP proxy in front of a server that can misbehave the way networks and attackers do: change
//! one byte of what the server answers, or cut connections.

use anyhow::Result;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

/// What the proxy does to the connections that pass through it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing: every byte passes.
    None,
    /// Changes one letter or digit of the server's answers: the one `offset` bytes after each
    /// place where `after` ends.
    ChangeByte { after: String, offset: usize },
    /// Closes every connection, those that are open and those to come.
    Cut,
}

/// A running proxy. It ends when this value goes.
#[derive(Debug)]
pub struct Proxy {
    port: u16,
    shared: Arc<Mutex<Shared>>,
    acceptor: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    target: u16,
    fault: Fault,
    ended: bool,
    open: Vec<TcpStream>,
}

impl Proxy {
    /// Starts a proxy in front of a local port; it lets everything pass.
    pub fn start(target: u16) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let port = listener.local_addr()?.port();
        let shared = Shared { target, fault: Fault::None, ended: false, open: Vec::new() };
        let shared = Arc::new(Mutex::new(shared));
        let acceptor = thread::spawn({
            let shared = Arc::clone(&shared);
            move || accept(&listener, &shared)
        });
        Ok(Self { port, shared, acceptor: Some(acceptor) })
    }

    /// Where the proxy listens.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The proxy's address as a URL.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Misbehaves this way from now on. Open connections are closed, so that nothing passes by
    /// the old rule.
    pub fn set(&self, fault: Fault) {
        let mut shared = lock(&self.shared);
        shared.fault = fault;
        shared.close_all();
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        {
            let mut shared = lock(&self.shared);
            shared.ended = true;
            shared.close_all();
        }
        // Wakes the acceptor, which then sees that it is over.
        let _ = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port));
        let _ = self.acceptor.take().map(JoinHandle::join);
    }
}

impl Shared {
    fn close_all(&mut self) {
        for stream in self.open.drain(..) {
            // It may be closed already, which is just as well.
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

fn accept(listener: &TcpListener, shared: &Mutex<Shared>) {
    for client in listener.incoming() {
        if lock(shared).ended {
            return;
        }
        // A connection that fails is simply closed, as a broken network would.
        let _ = client.and_then(|client| connect(client, &mut lock(shared)));
    }
}

fn connect(client: TcpStream, shared: &mut Shared) -> std::io::Result<()> {
    if shared.fault == Fault::Cut {
        return client.shutdown(Shutdown::Both);
    }
    let server = TcpStream::connect(SocketAddr::from((Ipv4Addr::LOCALHOST, shared.target)))?;
    shared.open.extend([client.try_clone()?, server.try_clone()?]);
    let (from_client, to_server) = (client.try_clone()?, server.try_clone()?);
    let fault = shared.fault.clone();
    thread::spawn(move || pump(from_client, to_server, |_| {}));
    thread::spawn(move || match fault {
        Fault::ChangeByte { after, offset } => {
            let mut changer = Changer::new(after.into_bytes(), offset);
            pump(server, client, |bytes| changer.change(bytes));
        }
        Fault::None | Fault::Cut => pump(server, client, |_| {}),
    });
    Ok(())
}

/// Carries bytes one way until either side closes, then closes both.
fn pump(mut from: TcpStream, mut to: TcpStream, mut change: impl FnMut(&mut [u8])) {
    let mut buffer = [0; 16 * 1024];
    while let Ok(length @ 1..) = from.read(&mut buffer) {
        change(&mut buffer[..length]);
        if to.write_all(&buffer[..length]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
    let _ = from.shutdown(Shutdown::Both);
}

/// Finds the place in a stream that comes in pieces, and changes the byte there.
struct Changer {
    after: Vec<u8>,
    offset: usize,
    recent: Vec<u8>,
    countdown: Option<usize>,
}

impl Changer {
    fn new(after: Vec<u8>, offset: usize) -> Self {
        Self { after, offset, recent: Vec::new(), countdown: None }
    }

    fn change(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            self.countdown = match self.countdown {
                Some(0) => {
                    *byte = if *byte == b'A' { b'B' } else { b'A' };
                    None
                }
                Some(left) => Some(left - 1),
                None => self.find(*byte),
            };
        }
    }

    fn find(&mut self, byte: u8) -> Option<usize> {
        self.recent.push(byte);
        if self.recent.len() > self.after.len() {
            self.recent.remove(0);
        }
        (self.recent == self.after).then(|| {
            self.recent.clear();
            self.offset
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn echo_server() -> u16 {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let stream = stream.unwrap();
                pump(stream.try_clone().unwrap(), stream, |_| {});
            }
        });
        port
    }

    fn echo(proxy: &Proxy, pieces: &[&str]) -> std::io::Result<String> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, proxy.port()))?;
        let mut answer = Vec::new();
        for piece in pieces {
            stream.write_all(piece.as_bytes())?;
            let mut part = vec![0; piece.len()];
            stream.read_exact(&mut part)?;
            answer.extend(part);
        }
        Ok(String::from_utf8(answer).unwrap())
    }

    #[test]
    fn it_passes_changes_and_cuts() {
        let proxy = Proxy::start(echo_server()).unwrap();
        assert_eq!(echo(&proxy, &["hello"]).unwrap(), "hello");

        proxy.set(Fault::ChangeByte { after: "cards\":[\"".into(), offset: 3 });
        let changed = echo(&proxy, &["{\"car", "ds\":[\"ab", "cdef\"]}"]).unwrap();
        assert_eq!(changed, "{\"cards\":[\"abcAef\"]}");

        proxy.set(Fault::Cut);
        assert!(echo(&proxy, &["hello"]).is_err());
        proxy.set(Fault::None);
        assert_eq!(echo(&proxy, &["again"]).unwrap(), "again");
    }
}
