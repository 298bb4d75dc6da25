#![no_main]

#[path = "../properties/head.rs"]
mod head;

libfuzzer_sys::fuzz_target!(|data: &[u8]| head::holds(data));
