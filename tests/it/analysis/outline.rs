//! The outline: extremes at every zoom, kept as a file.

use callbook::recording::peaks::{Builder, Peaks, PeaksError};
use proptest::prelude::*;

use super::fixtures::{files, outline};

/// One lane of these samples at 8 kHz.
fn mono(samples: &[f32]) -> Peaks {
    let mut builder = Builder::new(8000, 1);
    for sample in samples {
        builder.push(&[*sample]);
    }
    builder.finish()
}

#[test]
fn each_bin_has_the_extremes_of_its_10_ms() {
    let mut samples = vec![0.0; 800];
    samples[79] = 1.0;
    samples[80] = -0.5;
    samples[799] = 0.25;
    let peaks = mono(&samples);
    let bins = peaks.lanes[0].bins();
    assert_eq!(bins.len(), 10);
    let extremes: Vec<(i8, i8)> = bins.iter().map(|bin| (bin.min, bin.max)).collect();
    assert_eq!(extremes[..3], [(0, 127), (-64, 0), (0, 0)]);
    assert_eq!(extremes[9], (0, 32));
    assert!((peaks.length_secs() - 0.1).abs() < 1e-9);
}

#[test]
fn an_odd_rate_loses_no_time() {
    let mut builder = Builder::new(11_025, 2);
    for _ in 0..11_025 * 60 {
        builder.push(&[0.1, -0.1]);
    }
    let peaks = builder.finish();
    assert_eq!(peaks.lanes.len(), 2);
    assert!(
        (peaks.length_secs() - 60.0).abs() < 0.011,
        "{}",
        peaks.length_secs()
    );
}

#[test]
fn loudness_is_kept_within_a_quarter_of_a_decibel() {
    for level in [1.0_f32, 0.5, 0.1, 0.01, 0.001, 0.0001] {
        let found = mono(&vec![level; 80]).lanes[0].bins()[0].rms();
        let off = 20.0 * (found / level).log10();
        assert!(off.abs() <= 0.25, "{level}: {found}");
    }
    assert!(mono(&[0.0; 80]).lanes[0].bins()[0].rms().abs() < 1e-9);
}

#[test]
fn it_can_be_drawn_while_it_comes() {
    let mut builder = Builder::new(8000, 1);
    let columns = |builder: &Builder| builder.so_far().lanes[0].columns(&(0.0..1000.0), 10);
    assert_eq!(columns(&builder), [(0, 0); 10]);
    for _ in 0..8000 * 5 {
        builder.push(&[0.5]);
    }
    let half = columns(&builder);
    assert_eq!(half[..5], [(64, 64); 5].map(|_| (0, 64)), "{half:?}");
    assert_eq!(half[6..], [(0, 0); 4]);
}

#[test]
fn a_file_is_read_back_and_a_damaged_one_refused() {
    for name in files(2) {
        let peaks = outline(name);
        let bytes = peaks.to_bytes();
        assert_eq!(Peaks::from_bytes(&bytes).unwrap(), peaks, "{name}");
        assert_eq!(
            Peaks::from_bytes(&bytes[..bytes.len() - 1]),
            Err(PeaksError::Damaged)
        );
        let mut flipped = bytes.clone();
        flipped[bytes.len() / 2] ^= 1;
        assert_eq!(Peaks::from_bytes(&flipped), Err(PeaksError::Damaged));
        let mut newer = bytes.clone();
        newer[4] += 1;
        assert_eq!(Peaks::from_bytes(&newer), Err(PeaksError::Foreign));
    }
    for foreign in [&b""[..], b"CBpk", b"RIFF of something else"] {
        assert_eq!(Peaks::from_bytes(foreign), Err(PeaksError::Foreign));
    }
}

proptest! {
    /// At every zoom a column has the extremes of what lies in it: none is missed, none made up.
    #[test]
    fn columns_have_the_extremes_at_every_zoom(
        seeds in proptest::collection::vec(-1.0_f32..1.0, 1..2000), from in 0.0_f64..0.5, width in 0.01_f64..0.5,
        columns in 1_usize..60,
    ) {
        // A sample for each bin.
        let mut samples = vec![0.0; seeds.len() * 80];
        for (at, seed) in seeds.iter().enumerate() {
            samples[at * 80] = *seed;
        }
        let lane = &mono(&samples).lanes[0];
        #[expect(clippy::cast_precision_loss, reason = "bins")]
        let bins = lane.bins().len() as f64;
        let span = from * bins..(from + width) * bins;
        let found = lane.columns(&span, columns);
        prop_assert_eq!(found.len(), columns);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "places of bins")]
        let inside = {
            let until = (span.end.floor() as usize).min(lane.bins().len());
            &lane.bins()[(span.start.ceil() as usize).min(until)..until]
        };
        let highest = found.iter().map(|column| column.1).max().unwrap();
        let lowest = found.iter().map(|column| column.0).min().unwrap();
        if let Some(max) = inside.iter().map(|bin| bin.max).max() {
            prop_assert!(highest >= max);
        }
        prop_assert!(highest <= lane.bins().iter().map(|bin| bin.max).max().unwrap());
        prop_assert!(lowest >= lane.bins().iter().map(|bin| bin.min).min().unwrap());
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let mut headed = b"CBpk\x01".to_vec();
        headed.extend(&bytes);
        prop_assert!(Peaks::from_bytes(&headed).is_err());
    }
}
