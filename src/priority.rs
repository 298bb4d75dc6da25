//! Whoever is waited for comes first where more threads have something to do than there are processors.

/// By how much workers stand behind the window and the answers to senders, as `nice` counts: they get a third of the
/// time of one of those on the same processor.
#[cfg(target_os = "linux")]
const BY: i32 = 5;

/// The same of what nobody waits for: a third of the time of a worker.
#[cfg(target_os = "linux")]
const FAR: i32 = 10;

/// The work of a thread that is to stand behind that of the window, and behind the answers to senders. On other systems
/// than Linux it stands where the program does.
pub fn behind(work: impl FnOnce()) -> impl FnOnce() {
    move || {
        #[cfg(target_os = "linux")]
        step_back(BY);
        work();
    }
}

/// The same, behind the workers of the window as well.
pub fn far_behind(work: impl FnOnce()) -> impl FnOnce() {
    move || {
        #[cfg(target_os = "linux")]
        step_back(FAR);
        work();
    }
}

/// It is the thread alone that steps back.
#[cfg(target_os = "linux")]
fn step_back(by: i32) {
    if let Err(error) = rustix::process::nice(by) {
        log::warn!("a thread does not stand behind those that are waited for: {error}");
    }
}
