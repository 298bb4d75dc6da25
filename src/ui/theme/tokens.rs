//! The colours by role, for a dark and a light window, each once more with the most contrast.

use egui::Color32;

/// The colours of one theme. Every text colour reaches 4.5 : 1 on every ground it can lie on, 7 : 1 with high contrast.
#[derive(Debug)]
pub struct Tokens {
    /// The ground of the window, behind cards.
    pub window: Color32,
    /// Panels and cards.
    pub surface: Color32,
    /// Buttons and fields.
    pub raised: Color32,
    /// What the pointer is over; chips.
    pub hover: Color32,
    pub selected: Color32,
    /// The one line that separates panels of the same ground.
    pub hairline: Color32,
    pub text: Color32,
    pub text_subdued: Color32,
    pub text_strong: Color32,
    pub accent: Color32,
    /// The accent under the pointer.
    pub accent_hover: Color32,
    pub on_accent: Color32,
    pub agent: Color32,
    /// The ground of what the agent says.
    pub agent_soft: Color32,
    pub caller: Color32,
    /// The ground of what the caller says.
    pub caller_soft: Color32,
    pub sentiment_positive: Color32,
    pub sentiment_negative: Color32,
    pub warning: Color32,
    /// The part of a lane that was not heard yet, and lengths that carry no meaning of their own.
    pub unheard: Color32,
    /// Under a dialog.
    pub shadow: Color32,
}

pub(super) static DARK: Tokens = Tokens {
    window: hex(0x0010_1215),
    surface: hex(0x0016_191d),
    raised: hex(0x001d_2126),
    hover: hex(0x0022_272d),
    selected: hex(0x001b_2a45),
    hairline: hex(0x0023_282e),
    text: hex(0x00d3_d7dd),
    text_subdued: hex(0x0094_9ca6),
    text_strong: hex(0x00f4_f6f8),
    accent: hex(0x006a_9cff),
    accent_hover: hex(0x0085_aeff),
    on_accent: hex(0x000c_1526),
    agent: hex(0x006a_9cff),
    agent_soft: hex(0x001a_2740),
    caller: hex(0x00e3_a45c),
    caller_soft: hex(0x002f_2518),
    sentiment_positive: hex(0x0052_c08a),
    sentiment_negative: hex(0x00f0_7a6c),
    warning: hex(0x00e2_b04f),
    unheard: hex(0x003c_444e),
    shadow: Color32::from_black_alpha(110),
};

pub(super) static LIGHT: Tokens = Tokens {
    window: hex(0x00ee_f0f2),
    surface: hex(0x00ff_ffff),
    raised: hex(0x00f5_f6f8),
    hover: hex(0x00ee_f1f4),
    selected: hex(0x00e4_edff),
    hairline: hex(0x00e3_e6ea),
    text: hex(0x002b_3037),
    text_subdued: hex(0x005d_6671),
    text_strong: hex(0x000f_1216),
    accent: hex(0x001f_5ad6),
    accent_hover: hex(0x0019_4cb8),
    on_accent: hex(0x00ff_ffff),
    agent: hex(0x001f_5ad6),
    agent_soft: hex(0x00e8_effd),
    caller: hex(0x008c_5112),
    caller_soft: hex(0x00f8_efe3),
    sentiment_positive: hex(0x0014_724a),
    sentiment_negative: hex(0x00b2_3225),
    warning: hex(0x007a_5a00),
    unheard: hex(0x00c9_d0d8),
    shadow: Color32::from_black_alpha(40),
};

pub(super) static DARK_HIGH: Tokens = Tokens {
    window: hex(0x0000_0000),
    surface: hex(0x000b_0d10),
    raised: hex(0x0015_181c),
    hover: hex(0x001f_242a),
    selected: hex(0x0010_306b),
    hairline: hex(0x008a_929c),
    text: hex(0x00f0_f3f6),
    text_subdued: hex(0x00c8_ced6),
    text_strong: hex(0x00ff_ffff),
    accent: hex(0x00a9_c8ff),
    accent_hover: hex(0x00c4_d9ff),
    on_accent: hex(0x0000_0814),
    agent: hex(0x00a9_c8ff),
    agent_soft: hex(0x000d_1e3a),
    caller: hex(0x00ff_cd92),
    caller_soft: hex(0x002a_1c08),
    sentiment_positive: hex(0x0086_e6b6),
    sentiment_negative: hex(0x00ff_b8af),
    warning: hex(0x00ff_db85),
    unheard: hex(0x008a_929c),
    shadow: Color32::from_black_alpha(160),
};

pub(super) static LIGHT_HIGH: Tokens = Tokens {
    window: hex(0x00ff_ffff),
    surface: hex(0x00ff_ffff),
    raised: hex(0x00f4_f5f7),
    hover: hex(0x00e8_ebef),
    selected: hex(0x00d6_e4ff),
    hairline: hex(0x005d_6671),
    text: hex(0x0014_171a),
    text_subdued: hex(0x0036_3d45),
    text_strong: hex(0x0000_0000),
    accent: hex(0x000a_3a9e),
    accent_hover: hex(0x0006_2a78),
    on_accent: hex(0x00ff_ffff),
    agent: hex(0x000a_3a9e),
    agent_soft: hex(0x00e8_effd),
    caller: hex(0x005a_3000),
    caller_soft: hex(0x00fb_f1e2),
    sentiment_positive: hex(0x0000_462b),
    sentiment_negative: hex(0x007d_150b),
    warning: hex(0x004d_3800),
    unheard: hex(0x0074_7e8a),
    shadow: Color32::from_black_alpha(80),
};

#[expect(
    clippy::disallowed_methods,
    reason = "the one place where colours are made"
)]
#[expect(clippy::cast_possible_truncation, reason = "one byte of three each")]
const fn hex(rgb: u32) -> Color32 {
    Color32::from_rgb((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance, as WCAG 2 has it.
    fn luminance(color: Color32) -> f32 {
        let linear = |byte: u8| {
            let share = f32::from(byte) / 255.0;
            if share <= 0.040_45 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(color.r()) + 0.7152 * linear(color.g()) + 0.0722 * linear(color.b())
    }

    fn contrast(text: Color32, ground: Color32) -> f32 {
        let (text, ground) = (luminance(text) + 0.05, luminance(ground) + 0.05);
        text.max(ground) / text.min(ground)
    }

    fn grounds(tokens: &Tokens) -> [Color32; 5] {
        [
            tokens.window,
            tokens.surface,
            tokens.raised,
            tokens.hover,
            tokens.selected,
        ]
    }

    #[test]
    fn edges_are_seen_on_every_ground_with_high_contrast() {
        for tokens in [&DARK_HIGH, &LIGHT_HIGH] {
            for ground in grounds(tokens) {
                for edge in [tokens.hairline, tokens.accent, tokens.unheard] {
                    let reached = contrast(edge, ground);
                    assert!(reached >= 3.0, "{edge:?} on {ground:?}: {reached}");
                }
            }
        }
    }

    #[test]
    fn every_text_can_be_read_on_every_ground() {
        let all = [
            (&DARK, 4.5),
            (&LIGHT, 4.5),
            (&DARK_HIGH, 7.0),
            (&LIGHT_HIGH, 7.0),
        ];
        for (tokens, least) in all {
            let grounds = grounds(tokens);
            let texts = [
                tokens.text,
                tokens.text_subdued,
                tokens.text_strong,
                tokens.accent,
                tokens.agent,
                tokens.caller,
                tokens.sentiment_positive,
                tokens.sentiment_negative,
                tokens.warning,
            ];
            let on_grounds = texts
                .iter()
                .flat_map(|&text| grounds.map(|ground| (text, ground)));
            let others = [
                (tokens.on_accent, tokens.accent),
                (tokens.on_accent, tokens.accent_hover),
                (tokens.text, tokens.agent_soft),
                (tokens.text, tokens.caller_soft),
            ];
            for (text, ground) in on_grounds.chain(others) {
                let reached = contrast(text, ground);
                assert!(reached >= least, "{text:?} on {ground:?}: {reached}");
            }
        }
    }
}
