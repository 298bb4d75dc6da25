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
    let fitting = proof.and_then(|proof| proof.tried.iter().position(|one| one.fits));
    let fitting = proof
        .zip(fitting)
        .map(|(proof, at)| (secret(at, proof), &proof.tried[at]));
    let said = match (delivery.signature, &fitting) {
        (Signature::Valid, Some((secret, _))) => format!("Verified with {secret}"),
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
        (Signature::Valid, Some((_, one))) => {
            ui.label(text::caption(format!("fingerprint {}", one.fingerprint)));
        }
        (Signature::Valid, None) => {
            let gone = "It was verified when it came; the secret is no longer set.";
            ui.add(Label::new(text::caption(gone)).wrap());
        }
        _ => {
            ui.add(Label::new(text::caption(why)).wrap());
            for (at, tried) in proof.tried.iter().enumerate() {
                expected_ui(ui, secret(at, proof), tried);
            }
        }
    }
}

fn expected_ui(ui: &mut Ui, secret: &str, tried: &Tried) {
    ui.add_space(4.0);
    let fingerprint = &tried.fingerprint;
    let told = if tried.fits {
        format!("{secret} ({fingerprint}) gives it now")
    } else {
        format!("{secret} ({fingerprint}) would have given")
    };
    ui.add(Label::new(text::caption(words::sentence(&told))).wrap());
    ui.add(Label::new(text::mono(&tried.expected)).wrap());
}

/// Which of the secrets that hold: the one that was set last is the current one.
fn secret(at: usize, proof: &Proof) -> &'static str {
    match (at + 1 == proof.tried.len(), proof.tried.len()) {
        (_, ..=1) => "the signing secret",
        (true, _) => "the current secret",
        (false, _) => "the previous secret",
    }
}
