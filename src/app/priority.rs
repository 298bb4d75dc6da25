//! The window comes first where more threads have something to do than there are processors.

/// By how much workers stand behind it, as `nice` counts.
#[cfg(target_os = "linux")]
const BY: i32 = 5;

/// The work of a thread that is to stand behind that of the window. On other systems it stands where the program does.
pub(super) fn behind(work: impl FnOnce()) -> impl FnOnce() {
    move || {
        // It is the thread alone that steps back.
        #[cfg(target_os = "linux")]
        if let Err(error) = rustix::process::nice(BY) {
            log::warn!("a worker does not stand behind the window: {error}");
        }
        work();
    }
}
