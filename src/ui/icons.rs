//! The icons: SVG of one weight, drawn for this program, white in the file and tinted where they are used.

use std::collections::HashMap;

use egui::load::{
    ImagePoll, LoadError, SizeHint, SizedTexture, TextureLoadResult, TextureLoader, TexturePoll,
};
use egui::mutex::Mutex;
use egui::{
    Color32, Context, Image, ImageSource, Rect, Response, TextureHandle, TextureOptions, Ui, Vec2,
};

/// What the names begin with by which the drawings are known to egui.
const PREFIX: &str = "bytes://icons/";

macro_rules! icons {
    ($($icon:ident => $file:literal),+ $(,)?) => {
        /// A drawing that stands beside or for a word.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Icon { $($icon),+ }

        impl Icon {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$icon),+];

            fn source(self) -> ImageSource<'static> {
                match self {
                    $(Self::$icon => ImageSource::Bytes {
                        uri: concat!("bytes://icons/", $file, ".svg").into(),
                        bytes: include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/icons/", $file, ".svg")).into(),
                    }),+
                }
            }
        }
    };
}

icons! {
    Phone => "phone",
    PhoneMissed => "phone_missed",
    Bell => "bell",
    Voicemail => "voicemail",
    Inbox => "inbox",
    List => "list",
    Menu => "menu",
    Keyboard => "keyboard",
    Settings => "settings",
    Undo => "undo",
    Redo => "redo",
    Contrast => "contrast",
    Star => "star",
    StarFilled => "star_filled",
    Check => "check",
    Copy => "copy",
    Shield => "shield",
    ShieldOff => "shield_off",
    Warning => "warning",
    ArrowDown => "arrow_down",
    ArrowUp => "arrow_up",
    ArrowLeft => "arrow_left",
    ChevronDown => "chevron_down",
    ChevronRight => "chevron_right",
    Mood => "mood",
    MoodSad => "mood_sad",
    Sun => "sun",
    Moon => "moon",
    Monitor => "monitor",
    Import => "import",
    Search => "search",
    Filter => "filter",
    Sort => "sort",
    Close => "close",
    Plus => "plus",
    Play => "play",
    Rewind => "rewind",
    Forward => "forward",
    Previous => "previous",
    Next => "next",
    Volume => "volume",
    VolumeOff => "volume_off",
    Repeat => "repeat",
    Sliders => "sliders",
    Send => "send",
    Pause => "pause",
    Resume => "resume",
    Swap => "swap",
    Eye => "eye",
    EyeOff => "eye_off",
}

impl Icon {
    /// As an image of `size` × `size` points, white: tint it, or let a button tint it.
    pub fn image(self, size: f32) -> Image<'static> {
        Image::new(self.source()).fit_to_exact_size(Vec2::splat(size))
    }

    /// Takes `size` × `size` points in the layout. A mere ornament: what it means must stand in words too.
    pub fn show(self, ui: &mut Ui, size: f32, color: Color32) -> Response {
        ui.add(self.image(size).tint(color))
    }

    /// Paints it into `rect` without a place in the layout.
    pub fn paint_at(self, ui: &Ui, rect: Rect, color: Color32) {
        self.image(rect.width()).tint(color).paint_at(ui, rect);
    }
}

/// Keeps each icon in every size that it was drawn in. egui's own loader forgets the sizes that a frame does not have, and
/// makes them anew when the next page has them: that takes longer than to lay out a row.
#[derive(Default)]
pub struct IconLoader {
    kept: Mutex<HashMap<String, Vec<Kept>>>,
}

struct Kept {
    size: SizeHint,
    /// How large the drawing is in the file.
    source_size: Vec2,
    texture: TextureHandle,
}

impl TextureLoader for IconLoader {
    fn id(&self) -> &'static str {
        egui::generate_loader_id!(IconLoader)
    }

    fn load(
        &self,
        ctx: &Context,
        uri: &str,
        options: TextureOptions,
        size: SizeHint,
    ) -> TextureLoadResult {
        if !uri.starts_with(PREFIX) || options != TextureOptions::default() {
            return Err(LoadError::NotSupported);
        }
        let mut kept = self.kept.lock();
        let of_size = |kept: &&Kept| kept.size == size;
        let known = kept.get(uri).and_then(|sizes| sizes.iter().find(of_size));
        if let Some(known) = known {
            let texture = SizedTexture::new(known.texture.id(), known.source_size);
            return Ok(TexturePoll::Ready { texture });
        }
        let image = match ctx.try_load_image(uri, size)? {
            ImagePoll::Pending { size } => return Ok(TexturePoll::Pending { size }),
            ImagePoll::Ready { image } => image,
        };
        let source_size = image.source_size;
        let texture = ctx.load_texture(uri, image, options);
        let sized = SizedTexture::new(texture.id(), source_size);
        kept.entry(uri.to_owned()).or_default().push(Kept {
            size,
            source_size,
            texture,
        });
        Ok(TexturePoll::Ready { texture: sized })
    }

    fn forget(&self, uri: &str) {
        self.kept.lock().remove(uri);
    }

    fn forget_all(&self) {
        self.kept.lock().clear();
    }

    fn byte_size(&self) -> usize {
        let kept = self.kept.lock();
        let textures = kept.values().flatten();
        textures.map(|kept| kept.texture.byte_size()).sum()
    }
}

#[cfg(test)]
mod tests {
    use egui::RawInput;

    use super::*;
    use crate::ui::theme;

    #[test]
    fn an_icon_is_made_once_in_each_size() {
        let ctx = Context::default();
        theme::install(&ctx);
        let made = |sizes: &[f32]| {
            let output = ctx.run_ui(RawInput::default(), |ui| {
                for size in sizes {
                    Icon::Star.show(ui, *size, Color32::WHITE);
                }
            });
            let made = output.textures_delta.set.len();
            output.drop_without_applying_deltas();
            made
        };
        // The texture of the fonts comes with the first pass.
        made(&[]);
        assert_eq!(made(&[16.0, 20.0]), 2);
        for _ in 0..3 {
            assert_eq!(made(&[16.0]), 0);
        }
        assert_eq!(made(&[16.0, 20.0]), 0);
    }
}
