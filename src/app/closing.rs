//! Closing the window: whether somebody goes on receiving.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use eframe::egui::{Context, ViewportCommand};

use super::commands::Commands;
use crate::ui::model::{Model, OnClose, ReceiverStatus};

/// What an open window needs to know about its end.
pub(super) struct Closing {
    /// The program that can go on in the background.
    pub program: PathBuf,
    /// True once the system has asked the program to end: then nobody is asked.
    pub is_ending: Arc<AtomicBool>,
}

impl Closing {
    /// The window is about to be closed: asks first where a person has to decide.
    pub fn requested(&self, model: &mut Model, commands: &mut Commands, ctx: &Context) {
        let receives = matches!(model.receiver, ReceiverStatus::Listening { .. });
        if !receives || commands.is_closing() || self.is_ending.load(Ordering::Acquire) {
            return;
        }
        match model.on_close {
            OnClose::Ask => {
                ctx.send_viewport_cmd(ViewportCommand::CancelClose);
                model.is_closing = true;
            }
            decided => commands.close(decided, &self.program),
        }
    }
}
