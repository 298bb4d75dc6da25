//! Who sends: signed deliveries of 6 kB, and a connection that is kept.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};

use callbook::webhook::signature::Secret;
use jiff::Timestamp;

pub const SECRET: &str = "123456789012345678901234567890123456789012345678";

/// Makes deliveries, no two alike.
pub struct Sender {
    secret: Secret,
    talk: String,
}

impl Sender {
    pub fn new() -> Self {
        Self {
            secret: Secret::new(SECRET).unwrap(),
            talk: "Agent: Let me look at the scheduling here. Caller: Okay. Thank you. ".repeat(80),
        }
    }

    /// A whole request.
    pub fn request(&self, at: usize) -> Vec<u8> {
        let (id, talk) = (2_482_086_262_usize + at, &self.talk);
        let secs = i64::try_from(at).unwrap();
        let start = Timestamp::from_second(1_740_000_000 + secs).unwrap();
        let start = start.strftime("%Y-%m-%dT%H:%M:%S.523");
        let body = format!(
            r#"{{"Id":"{at}","Attempt":1,"Properties":{{"CollectionType":"CallDetailsV5","UTC":"2025-02-26T21:46:14.127","RequestId":"{at}"}},"Notifications":[{{"Action":"CallDetailsV5.CallProcessed","id":{id},"tracking_number":"8332795145","caller_number":"90{at:08}","start_time_utc":"{start}","time_zone_name":"Eastern","call_duration":30,"conversation_analytics":{{"transcript":"{talk}"}}}}]}}"#
        );
        let signature = self.secret.sign(body.as_bytes());
        format!(
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nms-signature: {signature}\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .into_bytes()
    }
}

/// A connection that is kept.
pub struct Client {
    stream: TcpStream,
    answers: BufReader<TcpStream>,
}

impl Client {
    pub fn connect(addr: SocketAddr) -> Self {
        let stream = TcpStream::connect(addr).unwrap();
        stream.set_nodelay(true).unwrap();
        let answers = BufReader::new(stream.try_clone().unwrap());
        Self { stream, answers }
    }

    /// Sends a whole request and gives the status of its answer.
    pub fn post(&mut self, request: &[u8]) -> u16 {
        self.stream.write_all(request).unwrap();
        let (mut status, mut length) = (0, 0);
        let mut line = String::new();
        loop {
            line.clear();
            self.answers.read_line(&mut line).unwrap();
            let text = line.trim_end();
            if text.is_empty() {
                break;
            }
            if let Some(rest) = text.strip_prefix("HTTP/1.1 ") {
                status = rest[..3].parse().unwrap();
            } else if let Some((name, value)) = text.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().unwrap();
            }
        }
        let mut body = vec![0; length];
        self.answers.read_exact(&mut body).unwrap();
        status
    }
}
