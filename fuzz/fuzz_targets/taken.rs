#![no_main]

use std::cell::RefCell;

#[path = "../properties/chunks.rs"]
mod chunks;
#[path = "../properties/taken.rs"]
mod taken;

/// After so many inputs a new book is begun, so that none grows too large.
const INPUTS: u32 = 20_000;

thread_local! {
    static SCENE: RefCell<Option<(taken::Scene, u32)>> = const { RefCell::new(None) };
}

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    SCENE.with_borrow_mut(|scene| {
        scene.take_if(|(_, inputs)| *inputs >= INPUTS);
        let (scene, inputs) = scene.get_or_insert_with(|| (taken::Scene::new(), 0));
        *inputs += 1;
        scene.holds(data);
    });
});
