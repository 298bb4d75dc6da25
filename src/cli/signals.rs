//! Signals that must not end the program.

/// A file that may not grow further is an error of the write that tried, which is answered as such: SIGXFSZ would end
/// the program. It is caught by a handler that does nothing, which is as good as ignoring it: the write fails with
/// EFBIG either way.
pub fn survive_file_limit() {
    #[cfg(unix)]
    {
        use std::sync::Arc;
        use std::sync::atomic::AtomicBool;

        let noted = Arc::new(AtomicBool::new(false));
        if let Err(error) = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, noted) {
            log::warn!("a limit on the size of files may end the program: {error}");
        }
    }
}
