//! How the window is worked.
