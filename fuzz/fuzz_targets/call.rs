#![no_main]

#[path = "../properties/call.rs"]
mod call;
#[path = "../properties/mutate.rs"]
mod mutate;

libfuzzer_sys::fuzz_target!(|data: &[u8]| call::holds(data));

libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, most: usize, seed: u32| {
    mutate::deliveries(data, size, most, seed)
});
