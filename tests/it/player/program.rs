//! The whole program: a call comes in, its recording is fetched and told.
