//! What is sent to.

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use callbook::call::{Signature, Source};
use callbook::receiver::gate::canonical::client_headers;
use callbook::receiver::gate::limits::{InForce, Limits};
use callbook::receiver::gate::private::serve;
use callbook::receiver::gate::{self, Gate};
use callbook::receiver::{Health, Receiver, Settings};
use callbook::store::{NewDelivery, Store};
use callbook::webhook::signature::{Secret, check};
use tiny_http::{Method, Request, Response, Server};

use super::client::SECRET;

/// Threads that take requests off `tiny_http`, as many as the receiver has.
const HANDLERS: usize = 8;

/// What is measured.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Bare,
    Gate,
    Signature,
    CommitEach,
    Ours,
}

impl Kind {
    /// Whether what is sent is stored, so that nothing may be sent twice.
    pub fn stores(self) -> bool {
        matches!(self, Self::CommitEach | Self::Ours)
    }
}

/// A server that runs.
pub enum Target {
    Ours(Receiver),
    Made {
        addr: SocketAddr,
        server: Arc<Server>,
        gate: Option<Gate>,
        handlers: Vec<thread::JoinHandle<()>>,
    },
}

impl Target {
    pub fn start(kind: Kind, dir: &Path) -> Self {
        match kind {
            Kind::Ours => Self::Ours(
                Receiver::start(
                    &Settings {
                        listen: "127.0.0.1:0".to_owned(),
                        data_dir: dir.to_owned(),
                        min_free_bytes: 0,
                        check_every: Duration::from_secs(30),
                        in_background: false,
                        secrets_from_env: vec![SECRET.to_owned()],
                        limits: Limits::default(),
                    },
                    Arc::new(|| {}),
                )
                .unwrap(),
            ),
            Kind::Bare => {
                let server = Arc::new(Server::http("127.0.0.1:0").unwrap());
                let addr = server.server_addr().to_ip().unwrap();
                Self::made(addr, server, None, &Work::Answer)
            }
            Kind::Gate | Kind::Signature | Kind::CommitEach => {
                let (server, address) = serve(dir).unwrap();
                let listener = TcpListener::bind("127.0.0.1:0").unwrap();
                let addr = listener.local_addr().unwrap();
                let work = match kind {
                    Kind::Signature => Work::Check,
                    Kind::CommitEach => {
                        Work::Commit(Arc::new(Mutex::new(Store::open(dir).unwrap())))
                    }
                    _ => Work::Answer,
                };
                let server = Arc::new(server);
                let mut made = Self::made(addr, Arc::clone(&server), None, &work);
                let health = Arc::new(Health::new(Arc::new(|| {})));
                let limits = InForce::new(&Limits::default());
                if let Self::Made { gate, .. } = &mut made {
                    *gate = Some(
                        Gate::open(
                            listener,
                            &address,
                            Arc::clone(&limits),
                            health,
                            Arc::default(),
                            gate::turns(&limits),
                        )
                        .unwrap(),
                    );
                }
                made
            }
        }
    }

    fn made(addr: SocketAddr, server: Arc<Server>, gate: Option<Gate>, work: &Work) -> Self {
        let handlers = (0..HANDLERS)
            .map(|_| {
                let (server, work) = (Arc::clone(&server), work.clone());
                thread::Builder::new()
                    .name("handler".to_owned())
                    .spawn(move || {
                        while let Ok(request) = server.recv() {
                            work.serve(request);
                        }
                    })
                    .unwrap()
            })
            .collect();
        Self::Made {
            addr,
            server,
            gate,
            handlers,
        }
    }

    pub fn addr(&self) -> SocketAddr {
        match self {
            Self::Ours(receiver) => receiver.local_addr(),
            Self::Made { addr, .. } => *addr,
        }
    }

    pub fn stop(self) {
        match self {
            Self::Ours(receiver) => receiver.stop(),
            Self::Made {
                server,
                gate,
                handlers,
                ..
            } => {
                let deadline = Instant::now() + Duration::from_secs(1);
                if let Some(mut gate) = gate {
                    gate.close(deadline);
                    gate.finish(deadline);
                }
                for _ in &handlers {
                    server.unblock();
                }
                for handler in handlers {
                    handler.join().unwrap();
                }
            }
        }
    }
}

/// What is done with a request before it is answered.
#[derive(Clone)]
enum Work {
    Answer,
    Check,
    Commit(Arc<Mutex<Store>>),
}

impl Work {
    fn serve(&self, mut request: Request) {
        let mut body = Vec::new();
        request.as_reader().read_to_end(&mut body).unwrap();
        // What the gate asks before it hands anything on is answered by itself.
        if *request.method() == Method::Post && !matches!(self, Self::Answer) {
            let headers = client_headers(request.headers());
            let signature = headers.iter().find(|(name, _)| name == "ms-signature");
            let secrets = [Secret::new(SECRET).unwrap()];
            let signed = check(&body, &[&signature.unwrap().1], &secrets);
            if let Self::Commit(store) = self {
                let new = delivery(headers, body, signed);
                let mut stored = store.lock().unwrap().insert_deliveries(&[new]).unwrap();
                stored.remove(0).unwrap();
            }
        }
        request.respond(Response::from_string("stored")).unwrap();
    }
}

fn delivery(headers: Vec<(String, String)>, body: Vec<u8>, signature: Signature) -> NewDelivery {
    NewDelivery {
        received_at: jiff::Timestamp::now(),
        source: Source::Http,
        remote: Some("127.0.0.1".to_owned()),
        path: Some("/".to_owned()),
        headers,
        body,
        signature,
        status: Some(200),
    }
}
