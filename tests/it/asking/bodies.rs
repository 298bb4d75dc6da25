//! Bodies are kept in less room and come back byte for byte.

use callbook::call::DeliveryId;
use callbook::store::{BOOK_FILE, Press};
use proptest::prelude::*;
use rusqlite::Connection;

use crate::made::{Book, MadeCall};

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_come_back(
        bodies in prop::collection::vec(prop_oneof![
            prop::collection::vec(any::<u8>(), 0..3_000),
            "[a-f ]{0,5000}".prop_map(String::into_bytes),
            (any::<u8>(), 0..200_000_usize).prop_map(|(byte, length)| vec![byte; length]),
        ], 1..5),
    ) {
        let mut book = Book::new();
        let press = Press::default();
        for (at, body) in bodies.iter().enumerate() {
            if at % 2 == 0 {
                book.store(body);
            } else {
                book.store_pressed(body, &press);
            }
            let id = DeliveryId(i64::try_from(at).unwrap() + 1);
            prop_assert_eq!(&book.store.whole_delivery(id).unwrap().unwrap().body, body);
        }
        book.project();
        for (at, body) in bodies.iter().enumerate() {
            let id = DeliveryId(i64::try_from(at).unwrap() + 1);
            let whole = book.store.whole_delivery(id).unwrap().unwrap();
            prop_assert_eq!(&whole.body, body);
            prop_assert_eq!(whole.delivery.bytes, i64::try_from(body.len()).unwrap());
        }
    }
}

#[test]
fn a_body_is_received_as_it_is_and_kept_in_a_fraction_of_it() {
    let mut book = Book::new();
    let talk = "Agent: Thank you for calling. Caller: I would like a quote for patio doors. ";
    let body = MadeCall::v5(1, 0).processed(60_000, talk, "true");
    let bytes = i64::try_from(body.len()).unwrap();
    book.store(&body);
    let kept = |book: &Book| {
        let db = Connection::open(book.dir.path().join(BOOK_FILE)).unwrap();
        db.query_row(
            "SELECT LENGTH(b.bytes) + COALESCE(LENGTH(p.bytes), 0), b.packing
             FROM bodies b LEFT JOIN packed p ON p.body_id = b.id",
            [],
            |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Option<i64>>(1)?)),
        )
        .unwrap()
    };
    assert_eq!(kept(&book), (bytes, None));
    book.project();
    let (length, packing) = kept(&book);
    assert!(packing.is_some());
    assert!(length * 2 < bytes, "{length} of {bytes}");
    // The same again is the same body.
    let press = Press::default();
    book.store_pressed(&body, &press);
    book.project();
    assert_eq!(kept(&book), (length, packing));

    // From the receiver it comes short, and short it stays.
    let mut book = Book::new();
    book.store_pressed(&body, &press);
    assert_eq!(kept(&book), (length, packing));
    book.project();
    assert_eq!(kept(&book), (length, packing));
    book.store(&body);
    assert_eq!(kept(&book), (length, packing));
}
