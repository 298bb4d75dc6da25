//! Bytes → frames of two lanes, seekable to the sample.
//!
//! Built by rodio's decoder in the one way that was found right for all kinds of mp3: seekable, and without being told
//! the file's length, which would give variable bit rates without a header a wrong end.

use std::io::{Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use rodio::Source as _;
use rodio::decoder::{Decoder, DecoderBuilder};

/// There is no sound in it, or none that can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no sound can be read")]
pub struct Unreadable;

/// What an mp3 frame may lean on lies at most so far back: 255 bytes of main data in frames of the lowest bit rate
/// (ISO 13818-3, 2.4.3.2).
const LEAD: Duration = Duration::from_millis(600);

/// Left and right; both the same where there is one channel only.
pub type Frame = [f32; 2];

/// A recording while it is read.
pub struct Sound<R: Read + Seek> {
    decoder: Decoder<R>,
    channels: usize,
    rate: u32,
    /// As the file's header says; absent where it has none.
    total: Option<Duration>,
    /// Frames from the start to the one that comes next.
    next: u64,
    /// The next frame, where it was read ahead.
    ready: Option<Frame>,
}

impl<R: Read + Seek + Send + Sync + 'static> Sound<R> {
    /// Reads as far as the first sound. Whatever the bytes are, this returns: what panics inside counts as
    /// unreadable.
    pub fn open(bytes: R) -> Result<Self, Unreadable> {
        let build = move || {
            DecoderBuilder::new()
                .with_data(bytes)
                .with_seekable(true)
                .build()
        };
        let decoder = guarded(build).ok_or(Unreadable)?.map_err(|_| Unreadable)?;
        let channels = usize::from(decoder.channels().get());
        let rate = decoder.sample_rate().get();
        Ok(Self {
            channels,
            rate,
            total: decoder.total_duration(),
            decoder,
            next: 0,
            ready: None,
        })
    }

    /// Frames per second.
    pub fn rate(&self) -> u32 {
        self.rate
    }

    /// True when agent and caller may have a channel each.
    pub fn is_stereo(&self) -> bool {
        self.channels > 1
    }

    /// How long the header says it is. It can promise more than there is.
    pub fn promised(&self) -> Option<Duration> {
        self.total
    }

    /// Where the next frame lies, in seconds from the start.
    pub fn at_secs(&self) -> f64 {
        frames_to_secs(self.next, self.rate)
    }

    /// The next frame; none at the end, and where the reader has failed.
    pub fn next_frame(&mut self) -> Option<Frame> {
        let frame = self.ready.take().or_else(|| self.decode())?;
        self.next += 1;
        Some(frame)
    }

    fn decode(&mut self) -> Option<Frame> {
        let decoder = &mut self.decoder;
        guarded(|| {
            let left = decoder.next()?;
            // Files that were joined from several can change in the middle.
            let channels = decoder.channels().get();
            let right = if channels > 1 { decoder.next()? } else { left };
            for _ in 2..channels {
                decoder.next()?;
            }
            Some([left, right])
        })
        .flatten()
    }

    /// Goes to a moment; the next frame is the one that is heard then. Fails past the end, and where the reader does;
    /// it cannot be used any more then.
    ///
    /// What is a little before is read as well: frames of an mp3 lean on those before them, and without them would be
    /// silent.
    pub fn seek(&mut self, to_secs: f64) -> Result<(), Unreadable> {
        let to = Duration::try_from_secs_f64(to_secs).unwrap_or(Duration::ZERO);
        let to = self.total.map_or(to, |total| to.min(total));
        let begin = to.saturating_sub(LEAD);
        let decoder = &mut self.decoder;
        guarded(|| decoder.try_seek(begin))
            .ok_or(Unreadable)?
            .map_err(|_| Unreadable)?;
        // The decoder must have been read from before it seeks again: else it begins with the second channel.
        self.ready = Some(self.decode().ok_or(Unreadable)?);
        self.next = self.frames_in(begin);
        let target = self.frames_in(to);
        while self.next < target {
            self.next_frame().ok_or(Unreadable)?;
        }
        Ok(())
    }

    /// What is heard around a moment, a frame after the other for so many seconds; the first of them may be silent. It
    /// goes on from there, but does not know any more where that is.
    pub fn glance(&mut self, at_secs: f64, secs: f64) -> impl Iterator<Item = Frame> {
        let at = Duration::try_from_secs_f64(at_secs).unwrap_or(Duration::ZERO);
        let decoder = &mut self.decoder;
        let is_there = guarded(|| decoder.try_seek(at)).is_some_and(|sought| sought.is_ok());
        self.ready = None;
        let length = Duration::try_from_secs_f64(secs).unwrap_or(Duration::ZERO);
        let frames = if is_there { self.frames_in(length) } else { 0 };
        (0..frames).map_while(move |_| self.decode())
    }

    fn frames_in(&self, time: Duration) -> u64 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a duration in frames is positive and far below 2⁵³"
        )]
        let frames = (time.as_secs_f64() * f64::from(self.rate)).round() as u64;
        frames
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "frames of a recording are far below 2⁵³"
)]
fn frames_to_secs(frames: u64, rate: u32) -> f64 {
    frames as f64 / f64::from(rate)
}

/// Runs what may panic on hostile bytes. A decoder that panicked is not used again by its owners: they drop it at the
/// end that this looks like.
fn guarded<T>(run: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(run)).ok()
}
