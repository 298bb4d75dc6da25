//! `callbook subtitles`: what a person brings in for a call.

use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;

use super::named::{Named, find};
use super::{CliError, print};
use crate::call::{CallId, SubtitleFile};
use crate::config::Config;
use crate::recording::subtitles;
use crate::store::Store;

#[derive(Debug, Args)]
pub struct Subtitles {
    /// Our id of the call, or vendor:ID
    #[arg(value_name = "CALL")]
    call: Named,
    /// SRT or WebVTT; its lines and times hold from then on. Without a file the call's subtitles are printed
    #[arg(value_name = "FILE", conflicts_with = "remove")]
    file: Option<PathBuf>,
    /// Takes the subtitles away: the sender's transcript is shown again
    #[arg(long)]
    remove: bool,
}

/// Brings in, prints or takes away.
pub fn run(config: &Config, arguments: &Subtitles) -> Result<(), CliError> {
    let store = Store::open(&config.data_dir)?;
    let call = find(&store, arguments.call)?;
    if let Some(path) = &arguments.file {
        let (name, text) = subtitles::load(path)?;
        return bring(&store, call, name, text);
    }
    if arguments.remove {
        let had = store.set_subtitles(call, None)?;
        let had = had.ok_or(CliError::NoSubtitles(call.0))?;
        return print::out(|to| writeln!(to, "taken away: {}", print::plain(&had.name)));
    }
    let kept = store.subtitles(call)?;
    let kept = kept.ok_or(CliError::NoSubtitles(call.0))?;
    let is_plain = |c: &char| !c.is_control() || "\n\r\t".contains(*c);
    let text: String = kept.text.chars().filter(is_plain).collect();
    print::out(|to| write!(to, "{text}"))
}

fn bring(store: &Store, call: CallId, name: String, text: String) -> Result<(), CliError> {
    let cues = subtitles::read(&text).map_or(0, |cues| cues.len());
    let file = SubtitleFile {
        name,
        text,
        brought_at: Timestamp::now(),
        came_swapped: store.is_swapped(call)?,
    };
    store.set_subtitles(call, Some(&file))?;
    let name = print::plain(&file.name);
    print::out(|to| writeln!(to, "{cues} subtitles of {name} for call {call}"))
}
