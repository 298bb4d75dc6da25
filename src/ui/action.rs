//! What the person wants done. Widgets push these; `app::commands` carries them out.

use std::path::PathBuf;
use std::sync::Arc;

use super::model::{BulkAction, Choice, Housekeeping, OnClose, Screen, ThemeChoice};
use super::player::PlayerAction;
use crate::call::question::Sort;
use crate::call::{
    CallId, DeliveryId, Entry, EntryFilter, KeywordList, Look, Purpose, RequestId, SubtitleFile,
    View,
};

/// One wish.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    ShowScreen(Screen),
    /// Opens a call beside the list.
    SelectCall(CallId),
    SelectDelivery(DeliveryId),
    /// Lists the calls of a question as it is typed.
    Ask(String),
    /// Lists them in that order.
    Sort(Sort),
    /// Keeps a question under a name.
    KeepView(View),
    /// Gives a view, the first, another name.
    RenameView(String, String),
    DropView(String),
    /// The rows that are in view now, or will be soon.
    ViewRows(Vec<CallId>),
    /// Opens a request that brought no delivery.
    SelectRequest(RequestId),
    /// Rows that came into view and are not loaded.
    LoadDeliveryRows(Vec<DeliveryId>),
    /// Toggles the star of a call.
    Star(CallId, bool),
    /// Marks a call as reviewed or not.
    Review(CallId, bool),
    /// Does something with many calls.
    Bulk(BulkAction),
    /// Lets the list of calls look so.
    SetLook(Look),
    /// Counts the keyword lists anew.
    CountLists,
    /// Keeps a keyword list in the place of the one of its name.
    KeepList(KeywordList),
    /// Gives the keyword list of the first name the second one.
    RenameList(String, String),
    DropList(String),
    /// Enters something about a call: an overrule, a note, swapped speakers.
    Enter(CallId, Entry),
    /// Keeps a new note about a call.
    AddNote {
        call: CallId,
        text: String,
        at_ms: Option<i64>,
    },
    /// Reads a file of subtitles for a call, to keep it; there are several paths where more were dropped at once.
    ReadSubtitles(CallId, Vec<PathBuf>),
    /// Keeps subtitles of a call in the place of those it has, or takes them off.
    KeepSubtitles(CallId, Option<Arc<SubtitleFile>>),
    /// Writes a text into a file of this name where the person finds it.
    SaveText {
        name: String,
        text: String,
    },
    /// Tries to receive at `HOST:PORT`.
    Listen(String),
    /// Has the process that receives in the background end, and receives here.
    TakeOver,
    /// Closes the window, with the receiving going on or not.
    Close(OnClose),
    /// Leaves the window open after all.
    KeepOpen,
    /// Chooses what happens when the window is closed.
    SetOnClose(OnClose),
    /// Imports deliveries from files or folders.
    Import(Vec<PathBuf>),
    /// Lists the deliveries of a filter with words in them.
    FindDeliveries(EntryFilter, String),
    /// Lets the list of deliveries stand still, or go on.
    PauseDeliveries(bool),
    /// Answers deliveries so for a while; none goes back to normal.
    AnswerOnPurpose(Option<Purpose>),
    /// Asks how to send a delivery again.
    AskResend(DeliveryId),
    /// Says what there is to say of an address to send to, as typed.
    JudgeTarget(String),
    /// Sends a delivery again: to an address as typed, else to this book's receiver.
    Resend {
        delivery: DeliveryId,
        to: Option<String>,
        signs_anew: bool,
    },
    CloseResend,
    /// Takes the last change back.
    Undo,
    /// Makes the change again that was taken back last.
    Redo,
    /// Puts the notice of this number away.
    DismissNotice(u64),
    /// Takes over a choice for the window, and keeps it.
    Choose(Choice),
    /// Has the limit of this name be this number; none goes back to the usual.
    SetLimit(&'static str, Option<u64>),
    /// Looks after what is kept beside the book.
    Keep(Housekeeping),
    CopyText(String),
    OpenUrl(String),
    SetTheme(ThemeChoice),
    /// Shows invented names, numbers and addresses, or the real ones again.
    Mask(bool),
    CancelReprocess,
    Player(PlayerAction),
}

/// The actions of one frame.
pub type Actions = Vec<Action>;
