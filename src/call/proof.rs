//! What there is to say about a signature, without any secret.

/// What was received as signature, and what each secret would have given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// Values of the `ms-signature` headers, shortened.
    pub received: Vec<String>,
    /// Length of the body that is signed.
    pub bytes: usize,
    /// One for each secret that holds now.
    pub tried: Vec<Tried>,
}

/// A secret by its fingerprint, and the signature that it gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    pub fingerprint: String,
    /// The first and the last eight hex digits.
    pub expected: String,
    /// True when this is what was received.
    pub fits: bool,
}
