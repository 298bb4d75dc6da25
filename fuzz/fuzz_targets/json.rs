#![no_main]

#[path = "../properties/json.rs"]
mod json;

libfuzzer_sys::fuzz_target!(|data: &[u8]| json::holds(data));
