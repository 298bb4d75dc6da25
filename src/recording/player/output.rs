//! The device: opened when there is something to hear, given back when there is not, and gone when it is pulled out.

use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rodio::cpal::traits::{DeviceTrait as _, HostTrait as _};
use rodio::stream::{DeviceSinkBuilder, MixerDeviceSink};
use rodio::{CpalErrorKind, cpal};

use super::source::PlayerSource;

/// There is no device that plays, whatever the system's reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no sound device")]
pub struct NoDevice;

/// Says that a device has stopped working. May be called often and from any thread.
pub type Lost = Arc<dyn Fn() + Send + Sync>;

/// Where sound can go.
pub trait Output: Send {
    /// Opens a device by its name, or the system's choice.
    fn open(&mut self, device: Option<&str>, lost: Lost) -> Result<Box<dyn OpenDevice>, NoDevice>;

    /// The names of the devices there are.
    fn devices(&mut self) -> Vec<String>;
}

/// A device that plays until it is dropped.
pub trait OpenDevice {
    /// Frames per second.
    fn rate(&self) -> NonZero<u32>;

    fn channels(&self) -> u16;

    /// Plays a source from now on.
    fn play(&mut self, source: PlayerSource);
}

/// The devices of this machine.
#[derive(Debug, Default)]
pub struct Speakers;

impl Output for Speakers {
    fn open(&mut self, device: Option<&str>, lost: Lost) -> Result<Box<dyn OpenDevice>, NoDevice> {
        hush();
        let host = cpal::default_host();
        let device = match device {
            Some(wanted) => host
                .output_devices()
                .map_err(|error| no_device(&error))?
                .find(|device| name(device).as_deref() == Some(wanted)),
            None => host.default_output_device(),
        };
        let builder = DeviceSinkBuilder::from_device(device.ok_or(NoDevice)?)
            .map_err(|error| no_device(&error))?;
        let is_told = AtomicBool::new(false);
        let told = move |error: cpal::Error| {
            let is_passing = matches!(
                error.kind(),
                CpalErrorKind::Xrun | CpalErrorKind::DeviceChanged | CpalErrorKind::RealtimeDenied
            );
            // A lost device reports without pause: the first time is enough.
            if !is_passing && !is_told.swap(true, Ordering::AcqRel) {
                log::warn!("the sound device is gone: {error}");
                lost();
            }
        };
        let told = Arc::new(told);
        let mut sink = builder
            .with_error_callback(move |error| told(error))
            .open_sink_or_fallback()
            .map_err(|error| no_device(&error))?;
        sink.log_on_drop(false);
        Ok(Box::new(Speaker(sink)))
    }

    fn devices(&mut self) -> Vec<String> {
        hush();
        let devices = match cpal::default_host().output_devices() {
            Ok(devices) => devices,
            Err(error) => {
                log::info!("the sound devices are not known: {error}");
                return Vec::new();
            }
        };
        let mut names: Vec<String> = devices.filter_map(|device| name(&device)).collect();
        names.sort();
        names.dedup();
        names
    }
}

fn name(device: &cpal::Device) -> Option<String> {
    device
        .description()
        .ok()
        .map(|description| description.name().to_owned())
}

/// Where there is no sound card ALSA writes of it to the terminal by itself. What is wrong is told in the window: what
/// it says on this thread goes into a buffer, which is emptied by this.
#[cfg(target_os = "linux")]
fn hush() {
    if let Err(error) = alsa::Output::local_error_handler() {
        log::debug!("ALSA may write to the terminal: {error}");
    }
}

#[cfg(not(target_os = "linux"))]
fn hush() {}

fn no_device(error: &dyn std::error::Error) -> NoDevice {
    log::info!("no sound device: {error}");
    NoDevice
}

struct Speaker(MixerDeviceSink);

impl OpenDevice for Speaker {
    fn rate(&self) -> NonZero<u32> {
        self.0.config().sample_rate()
    }

    fn channels(&self) -> u16 {
        self.0.config().channel_count().get()
    }

    fn play(&mut self, source: PlayerSource) {
        self.0.mixer().add(source);
    }
}
