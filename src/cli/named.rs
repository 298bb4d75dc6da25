//! Calls as they are named on the command line.

use std::str::FromStr;

use super::CliError;
use crate::call::CallId;
use crate::store::Store;

/// How a call was named.
#[derive(Clone, Copy, Debug)]
pub enum Named {
    Ours(i64),
    Vendors(i64),
}

impl FromStr for Named {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let named = match text.strip_prefix("vendor:") {
            Some(id) => id.parse().map(Self::Vendors),
            None => text.parse().map(Self::Ours),
        };
        named.map_err(|_| "a call is a number, or vendor: and a number")
    }
}

/// The call of that name.
pub fn find(store: &Store, named: Named) -> Result<CallId, CliError> {
    match named {
        Named::Ours(id) => store.find_call(CallId(id))?.ok_or(CliError::NoCall(id)),
        Named::Vendors(vendor_id) => match store.calls_with_vendor_id(vendor_id)?[..] {
            [] => Err(CliError::NoVendorId(vendor_id)),
            [id] => Ok(id),
            ref several => {
                let ids: Vec<String> = several.iter().map(ToString::to_string).collect();
                let ids = ids.join(", ");
                Err(CliError::SeveralCalls { vendor_id, ids })
            }
        },
    }
}
