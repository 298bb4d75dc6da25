//! Admits what was quarantined once a secret vouches for it.

use super::secrets::Today;
use crate::call::Signature;
use crate::store::{Store, StoreError};

/// Admits the quarantined deliveries that now verify, and says how many there were. They are then pending.
///
/// Without any secret nothing is admitted: what was refused is not let in by taking the lock off.
pub fn admit_verified(store: &mut Store, today: &Today) -> Result<usize, StoreError> {
    if today.secrets.is_empty() {
        return Ok(0);
    }
    let mut admitted = 0;
    for whole in store.quarantined()? {
        if today.check(&whole.headers, &whole.body) == Signature::Valid {
            store.admit(whole.delivery.id)?;
            admitted += 1;
        }
    }
    Ok(admitted)
}
