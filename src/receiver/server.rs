//! Takes requests off `tiny_http`, reads their bodies and hands them on.

use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{SyncSender, TrySendError};

use jiff::Timestamp;
use tiny_http::{Request, Server};

use super::answer::Answer;
use super::desk::Desk;
use super::elsewhere;
use super::gate::canonical;
use super::gate::limits::InForce;
use super::gate::turns::Turns;
use super::health::{Health, Part};
use super::route::{Route, route};
use super::secret_path::{Entry, Inside, PathFile};
use super::secrets::Secrets;
use super::waiting::Waiting;
use super::writer::{Job, Order};
use crate::call::Source;
use crate::store::{NewDelivery, Press, ReadyDelivery};

/// With so much room to spare, `read_to_end` sees the end of a body without a further look.
const SPARE: usize = 32;

/// What each thread that takes requests works with.
#[derive(Clone)]
pub struct Handler {
    pub server: Arc<Server>,
    pub orders: SyncSender<Order<Waiting>>,
    pub secrets: Arc<Secrets>,
    pub path: Arc<PathFile>,
    pub health: Arc<Health>,
    pub desk: Arc<Desk>,
    /// Where a delivery that waits for the disk makes room for another.
    pub turns: Arc<Turns>,
    pub press: Arc<Press>,
    pub limits: Arc<InForce>,
    /// What every request must bring, where others could reach the private address.
    pub key: Option<String>,
    pub stopping: Arc<AtomicBool>,
}

impl Handler {
    /// Takes requests until the receiver ends.
    pub fn run(&self) {
        while !self.stopping.load(Ordering::Acquire) {
            match self.server.recv() {
                Ok(request) => self.take(request),
                // Woken to end: the loop's condition sees to it.
                Err(_) if self.stopping.load(Ordering::Acquire) => {}
                // The gate's connections go on, and one that breaks is told by its requests.
                Err(error) => log::error!("the private address takes no more connections: {error}"),
            }
        }
    }

    fn take(&self, request: Request) {
        let mut waiting = Waiting::new(request, &self.desk);
        let request = &waiting.request;
        if self.key.as_deref() != canonical::key(request.headers()) {
            return waiting.send(&Answer::not_by_the_gate());
        }
        if canonical::is_window(request.headers()) {
            let told = elsewhere::told(&self.desk.requests, request.url());
            return waiting.send(&told.map_or_else(Answer::nowhere, Answer::told));
        }
        let inside = match self.enter(request) {
            Ok(inside) => inside,
            Err((answer, fault)) => {
                waiting.fault = Some(fault);
                return waiting.send(&answer);
            }
        };
        waiting.path = Some(inside.mask(request.url()));
        let answer = match route(request.method().as_str(), &inside.target) {
            Route::Echo(value) => Answer::echo(value),
            Route::BadEcho => Answer::bad_echo(),
            Route::Health => Answer::health(),
            Route::Greeting => Answer::greeting(),
            Route::OtherMethod => Answer::other_method(),
            Route::Store => match self.read(&mut waiting, &inside) {
                Ok((delivery, generation)) => return self.hand_over(waiting, delivery, generation),
                Err(answer) => answer,
            },
        };
        waiting.send(&answer);
    }

    /// Lets a request in where it comes by the secret path, or none is set.
    /// Else what is answered, and why.
    fn enter(&self, request: &Request) -> Result<Inside, (Answer, &'static str)> {
        match self.path.admit(request.method().as_str(), request.url()) {
            Ok(Entry::Unsure(inside, error)) => {
                self.health.fails(Part::Path, error.to_string());
                Ok(inside)
            }
            Ok(Entry::Inside(inside)) => {
                self.health.works(Part::Path);
                Ok(inside)
            }
            Ok(Entry::Outside) => {
                self.health.works(Part::Path);
                Err((Answer::nowhere(), "not below the secret path"))
            }
            Err(error) => {
                self.health.fails(Part::Path, error.to_string());
                Err((Answer::unavailable(), "the secret path cannot be read here"))
            }
        }
    }

    /// The delivery that a request brings, and the generation of the secrets it was checked with.
    fn read(&self, waiting: &mut Waiting, inside: &Inside) -> Result<(NewDelivery, u64), Answer> {
        let body = self.read_body(&mut waiting.request)?;
        let today = match self.secrets.today() {
            Ok(today) => today,
            Err(error) => {
                self.health.fails(Part::Secrets, error.to_string());
                waiting.fault = Some("the signing secrets cannot be read here");
                return Err(Answer::unavailable());
            }
        };
        let request = &waiting.request;
        let headers: Vec<(String, String)> = canonical::client_headers(request.headers())
            .into_iter()
            .map(|(name, value)| (name, inside.mask(&value)))
            .collect();
        let signature = today.check(&headers, &body);
        let delivery = NewDelivery {
            received_at: Timestamp::now(),
            source: Source::Http,
            remote: canonical::remote(request.headers()).map(str::to_owned),
            path: Some(inside.mask(request.url())),
            headers,
            body,
            signature,
            status: waiting.status(Answer::stored(signature).status),
        };
        Ok((delivery, today.generation))
    }

    /// The whole body, neither cut short nor over the limit.
    fn read_body(&self, request: &mut Request) -> Result<Vec<u8>, Answer> {
        let limit = self.limits.now().body_bytes;
        let declared = request.body_length();
        if declared.is_some_and(|declared| declared > limit) {
            return Err(Answer::too_large(limit));
        }
        // Read at once: the gate has the whole body, and says truly how long it is.
        let mut body = Vec::with_capacity(declared.map_or(0, |declared| declared + SPARE));
        let over = u64::try_from(limit).map_or(u64::MAX, |limit| limit.saturating_add(1));
        let read = request.as_reader().take(over).read_to_end(&mut body);
        if body.len() > limit {
            return Err(Answer::too_large(limit));
        }
        if read.is_err() || declared.is_some_and(|declared| body.len() < declared) {
            return Err(Answer::broken_body());
        }
        Ok(body)
    }

    /// Hands a delivery to the writer, which has it answered; where too many wait already, answers itself.
    fn hand_over(&self, mut waiting: Waiting, delivery: NewDelivery, generation: u64) {
        let delivery = ReadyDelivery::of(delivery, &self.press);
        waiting.told = log::log_enabled!(log::Level::Info).then(|| told(&delivery));
        waiting.rest = Some(self.turns.rest());
        let job = Job {
            delivery,
            generation,
            waiting,
        };
        match self.orders.try_send(Order::Store(Box::new(job))) {
            Ok(())
            | Err(TrySendError::Full(Order::Stop) | TrySendError::Disconnected(Order::Stop)) => {}
            Err(
                TrySendError::Full(Order::Store(job))
                | TrySendError::Disconnected(Order::Store(job)),
            ) => job.waiting.send(&Answer::unavailable()),
        }
    }
}

fn told(delivery: &ReadyDelivery<'_>) -> String {
    let (bytes, signature) = (delivery.bytes(), delivery.signature().word());
    let status = delivery.status().map(|status| status.to_string());
    let status = status.as_deref().unwrap_or("nothing");
    format!("{bytes} bytes, signature {signature}, answered {status}")
}
