//! Questions under names.

use callbook::call::name::{NameError, checked};
use callbook::call::question::{Column, Sort, parse};
use callbook::call::view::{View, built_in, is_built_in};

use crate::made::Book;

fn view(name: &str, question: &str) -> View {
    View {
        name: name.to_owned(),
        question: question.to_owned(),
        sort: Sort {
            column: Column::Talk,
            is_descending: false,
        },
        columns: vec![Column::Caller, Column::Talk],
    }
}

#[test]
fn some_are_there_from_the_start() {
    let views = built_in();
    let names: Vec<&str> = views.iter().map(|view| view.name.as_str()).collect();
    assert_eq!(names, ["All", "Today", "Missed", "Leads", "Unhappy"]);
    for view in &views {
        assert!(parse(&view.question).is_ok(), "{view:?}");
    }
    assert!(is_built_in(" missed"));
    assert!(!is_built_in("Missed ones"));
}

#[test]
fn views_are_kept_with_sort_and_columns() {
    let book = Book::new();
    let (first, second) = (view("Über uns", "is:lead  \"a b\""), view("Another", ""));
    book.store.keep_view(&first).unwrap();
    book.store.keep_view(&second).unwrap();
    assert_eq!(book.store.views().unwrap(), [first.clone(), second.clone()]);
    let changed = View {
        question: "is:missed".to_owned(),
        columns: Vec::new(),
        ..view("ÜBER UNS", "")
    };
    book.store.keep_view(&changed).unwrap();
    assert_eq!(book.store.views().unwrap(), [changed, second]);
    assert!(!book.store.rename_view("über uns", "another").unwrap());
    assert!(book.store.rename_view("über uns", "Us").unwrap());
    assert!(book.store.drop_view("us").unwrap());
    assert!(!book.store.drop_view("us").unwrap());
}

#[test]
fn names_are_checked() {
    assert_eq!(checked("  Our\n leads "), Ok("Our leads".to_owned()));
    assert_eq!(checked(" \u{202e} … "), Err(NameError::Empty));
    assert_eq!(checked(&"x".repeat(61)), Err(NameError::Long));
}

#[test]
fn orders_have_names() {
    for text in ["started:desc", "talk:asc", "caller:asc"] {
        assert_eq!(Sort::from_words(text).unwrap().to_string(), text);
    }
    assert_eq!(Sort::from_words("talk").unwrap().to_string(), "talk:desc");
    assert_eq!(
        Sort::from_words("caller").unwrap().to_string(),
        "caller:asc"
    );
    assert_eq!(Sort::from_words("talk:up"), None);
    assert_eq!(Sort::from_words("nothing"), None);
}
