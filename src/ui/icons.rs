//! The icons: SVG of one weight, drawn for this program, white in the file and tinted where they are used.

use egui::{Color32, Image, ImageSource, Rect, Response, Ui, Vec2};

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
