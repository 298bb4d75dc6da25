//! A thread on which what is shown no more is freed: a call is hundreds of texts that another thread made, and to free them
//! takes as long as to draw a third of the window.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

/// How many may wait to be freed; what is beyond them is freed at once.
const WAITING: usize = 16;

/// What is shown, and what was shown and somebody still has.
pub(super) struct Past<T> {
    shown: Option<Arc<T>>,
    left: Vec<Arc<T>>,
    free: SyncSender<Arc<T>>,
}

impl<T: Send + Sync + 'static> Past<T> {
    /// Starts the thread; it ends with this. It does `wait` before it frees something.
    pub fn start(wait: impl Fn() + Send + 'static) -> io::Result<Self> {
        let (free, freed) = sync_channel::<Arc<T>>(WAITING);
        let freeing = move || {
            for thing in freed {
                wait();
                drop(thing);
            }
        };
        thread::Builder::new()
            .name("past".to_owned())
            .spawn(freeing)?;
        Ok(Self {
            shown: None,
            left: Vec::new(),
            free,
        })
    }

    /// Takes over what is shown now, and has freed what was shown before and nobody has any more.
    pub fn look(&mut self, shown: Option<&Arc<T>>) {
        if self.shown.as_ref().map(Arc::as_ptr) != shown.map(Arc::as_ptr) {
            self.left.extend(self.shown.take());
            self.shown = shown.cloned();
        }
        let is_last = |thing: &mut Arc<T>| Arc::strong_count(thing) == 1;
        for thing in self.left.extract_if(.., is_last) {
            // Where too many wait it comes back, and is freed here.
            let _ = self.free.try_send(thing);
        }
    }

    /// Has freed what came and is not to be shown.
    pub fn refuse(&mut self, thing: Arc<T>) {
        self.left.push(thing);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tells on which thread it is freed.
    struct Thing(SyncSender<Option<String>>);

    impl Drop for Thing {
        fn drop(&mut self) {
            let name = thread::current().name().map(str::to_owned);
            // Nobody may listen any more.
            let _ = self.0.send(name);
        }
    }

    #[test]
    fn what_nobody_has_any_more_is_freed_on_the_thread() {
        let (tell, told) = sync_channel(2);
        let (wait, waited) = sync_channel(2);
        let mut past = Past::start(move || wait.send(()).unwrap()).unwrap();
        let shown = Arc::new(Thing(tell.clone()));
        past.look(Some(&shown));
        past.look(None);
        past.look(None);
        assert!(told.try_recv().is_err(), "somebody has it");
        drop(shown);
        past.look(None);
        assert_eq!(told.recv().unwrap().as_deref(), Some("past"));
        past.refuse(Arc::new(Thing(tell)));
        past.look(None);
        assert_eq!(told.recv().unwrap().as_deref(), Some("past"));
        assert_eq!(waited.try_iter().count(), 2, "before each");
    }
}
