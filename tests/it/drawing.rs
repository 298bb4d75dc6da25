//! Whether pictures can be drawn here.

use std::panic::catch_unwind;
use std::sync::LazyLock;

use egui_kittest::wgpu::WgpuTestRenderer;

/// False, with a line that says so, where no driver can draw.
#[expect(clippy::print_stdout, reason = "a skipped test says so")]
pub fn can_draw() -> bool {
    static CAN: LazyLock<bool> = LazyLock::new(|| catch_unwind(WgpuTestRenderer::new).is_ok());
    if !*CAN {
        println!("skipped: no Vulkan driver to draw with (Debian: mesa-vulkan-drivers)");
    }
    *CAN
}
