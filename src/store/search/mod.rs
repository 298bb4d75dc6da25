//! Questions to the book, answered off the window's thread.
//!
//! Calls lie in blocks by time, column by column; a question reads the columns that it asks about, block by block from
//! the newest, and the full-text index for the blocks in hand. So a first page reads little, a count reads much and
//! quickly, and every question can be interrupted between two blocks.
//!
//! | module | does |
//! | --- | --- |
//! | `column`, `block`, `codes` | the calls in columns, and values as numbers |
//! | `text` | the words that the full-text index is given and asked |
//! | `index` | keeps all of it up to the calls |
//! | `merging` | keeps the full-text index in one piece |
//! | `digest`, `common`, `pairs` | what the calls of a block say, in short |
//! | `lists` | the person's own keyword lists as words that are asked for |
//! | `keys` | all keys whose calls say something |
//! | `places` | which blocks there are |
//! | `plan`, `view` | a question made ready, and a block as it is seen |
//! | `walk`, `joined`, `sift` | the going through the blocks, also for words that are wanted together, and who of them says the words |
//! | `campaigns` | brings the campaigns of books of older formats into the rows of calls |
//! | `find`, `counts`, `histogram`, `snippets` | the answers |

mod block;
mod campaigns;
mod codes;
mod column;
mod common;
mod counts;
mod digest;
mod find;
mod histogram;
mod index;
mod interrupt;
mod joined;
mod keys;
mod lists;
mod merging;
mod pairs;
mod places;
mod plan;
mod sift;
mod snippets;
mod text;
mod view;
mod walk;

pub(super) use block::Ahead;
pub(super) use campaigns::bring_into_rows as bring_campaigns_into_rows;
pub(super) use digest::Digests;
pub use interrupt::Interrupter;
pub(super) use keys::add_functions;
pub(super) use places::Known;
