#![no_main]

#[path = "../properties/chunks.rs"]
mod chunks;

libfuzzer_sys::fuzz_target!(|data: &[u8]| chunks::holds(data));
