//! How the signature of a delivery came out: what was received, and what would have been expected.

use egui::{Label, Ui};

use super::told;
use crate::call::proof::{Proof, Tried};
use crate::call::{Delivery, Signature};
use crate::ui::icons::Icon;
use crate::ui::theme::{Themed, text};
use crate::ui::words;

/// Draws what is in the card of the signature.
pub(super) fn signature_ui(ui: &mut Ui, delivery: &Delivery, proof: Option<&Proof>) {
    let (said, why) = told::signature(delivery.signature, delivery.source);
    let tokens = ui.tokens();
    let (icon, color) = match delivery.signature {
        Signature::Valid => (Icon::Shield, tokens.sentiment_positive),
        Signature::Invalid | Signature::Missing => (Icon::ShieldOff, tokens.sentiment_negative),
        Signature::Unchecked => (Icon::ShieldOff, tokens.warning),
    };
    let fitting = proof.and_then(|proof| proof.tried.iter().find(|one| one.fits));
    let said = match (delivery.signature, fitting) {
        (Signature::Valid, Some(one)) => format!("Verified with secret {}", one.fingerprint),
        _ => said.to_owned(),
    };
    ui.horizontal(|ui| {
        ui.spacing_mut().interact_size.y = 20.0;
        icon.show(ui, 16.0, color);
        ui.add(Label::new(text::body(said).color(color)).wrap());
    });
    let Some(proof) = proof else {
        ui.add(Label::new(text::caption(why)).wrap());
        return;
    };
    for received in &proof.received {
        ui.add(Label::new(text::mono(received)).wrap());
    }
    let bytes = words::count(proof.bytes);
    ui.label(text::caption(format!("over the {bytes} bytes as received")));
    match (delivery.signature, fitting) {
        (Signature::Valid, Some(_)) => {}
        (Signature::Valid, None) => {
            let gone = "It was verified when it came; the secret is no longer set.";
            ui.add(Label::new(text::caption(gone)).wrap());
        }
        _ => {
            ui.add(Label::new(text::caption(why)).wrap());
            for tried in &proof.tried {
                expected_ui(ui, tried);
            }
        }
    }
}

fn expected_ui(ui: &mut Ui, tried: &Tried) {
    ui.add_space(4.0);
    let told = if tried.fits {
        format!("Secret {} gives it now", tried.fingerprint)
    } else {
        format!("Secret {} would have given", tried.fingerprint)
    };
    ui.add(Label::new(text::caption(told)).wrap());
    ui.add(Label::new(text::mono(&tried.expected)).wrap());
}
