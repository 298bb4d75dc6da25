//! How tonal a sound is: one or two pure tones, as of ringing, can be foretold from their last four samples; speech
//! cannot (linear prediction, covariance method).

/// Tones of telephones lie below a quarter of this rate; more samples are averaged, frames a second.
const RATE: u32 = 8000;
/// Samples that one is foretold from.
const ORDER: usize = 4;
/// Samples that one judgement rests on, at the reduced rate.
const WINDOW: usize = 160;
/// Below this energy there is nothing to judge.
const SILENT: f64 = 1e-7;

/// Judges one lane.
pub(super) struct Predictor {
    /// Samples that are averaged to one.
    step: u32,
    taken: u32,
    sum: f32,
    window: Vec<f64>,
    purity: u8,
}

impl Predictor {
    pub fn new(rate: u32) -> Self {
        Self {
            step: (rate / RATE).max(1),
            taken: 0,
            sum: 0.0,
            window: Vec::with_capacity(WINDOW),
            purity: 0,
        }
    }

    pub fn push(&mut self, sample: f32) {
        self.sum += sample;
        self.taken += 1;
        if self.taken < self.step {
            return;
        }
        self.window.push(f64::from(self.sum));
        (self.sum, self.taken) = (0.0, 0);
        if self.window.len() == WINDOW {
            self.purity = purity(&self.window);
            self.window.clear();
        }
    }

    /// The last judgement, decibels.
    pub fn purity(&self) -> u8 {
        self.purity
    }
}

/// Energy over what is left when the window is foretold, decibels.
fn purity(window: &[f64]) -> u8 {
    let mut products = [[0.0; ORDER + 1]; ORDER + 1];
    for at in ORDER..window.len() {
        for row in 0..=ORDER {
            for column in 0..=row {
                products[row][column] += window[at - row] * window[at - column];
            }
        }
    }
    let energy = products[0][0];
    if energy < SILENT {
        return 0;
    }
    let left = residual(&mut products, energy).max(energy * 1e-6);
    let decibels = 10.0 * (energy / left).log10();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "from 0 to 60"
    )]
    let decibels = decibels.clamp(0.0, 60.0) as u8;
    decibels
}

/// The least energy that is left (elimination in the matrix of products, from the oldest sample on).
fn residual(products: &mut [[f64; ORDER + 1]; ORDER + 1], energy: f64) -> f64 {
    for pivot in (1..=ORDER).rev() {
        // A trace of noise keeps a pure tone from dividing by nothing.
        let divisor = products[pivot][pivot] + energy * 1e-9;
        for row in 0..pivot {
            let factor = products[pivot][row] / divisor;
            let known = products[pivot];
            for (product, known) in products[row].iter_mut().zip(known).take(row + 1) {
                *product -= factor * known;
            }
        }
    }
    products[0][0].max(0.0)
}
