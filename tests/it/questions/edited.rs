//! A typed question that is changed from outside of it.

use callbook::call::question::{
    Field, Filter, Is, Question, Term, added, parse, parse_typing, removed, replaced, toggled,
};

fn term(text: &str) -> Term {
    parse(text).unwrap().terms.remove(0)
}

#[test]
fn a_term_is_added_once_and_taken_away_whole() {
    let text = added("patio  \"extended warranty\"", &term("is:lead"));
    assert_eq!(text, "patio  \"extended warranty\" is:lead");
    assert_eq!(added(&text, &term("is:lead")), text);
    assert_eq!(
        removed(&text, &term("is:lead")),
        "patio  \"extended warranty\" "
    );
    assert_eq!(removed("is:lead patio", &term("is:lead")), "patio");
    assert_eq!(
        removed("patio is:lead door is:lead", &term("is:lead")),
        "patio door "
    );
    assert_eq!(removed("is:lead", &term("is:lead")), "");
    assert_eq!(added("", &term("is:lead")), "is:lead");
}

#[test]
fn what_is_half_typed_stays() {
    assert_eq!(
        added("patio from:", &term("is:lead")),
        "patio from: is:lead"
    );
    assert_eq!(
        added("\"extended warr", &term("is:lead")),
        "\"extended warr\"* is:lead"
    );
    assert_eq!(removed("is:lead from:", &term("is:lead")), "from:");
}

#[test]
fn one_choice_of_a_kind_takes_the_place_of_another() {
    assert_eq!(
        replaced("source:google patio", &term("source:bing")),
        "patio source:bing"
    );
    assert_eq!(
        replaced("before:2026 patio", &term("during:today")),
        "patio during:today"
    );
    assert_eq!(
        replaced("is:missed is:lead", &term("is:answered")),
        "is:lead is:answered"
    );
    assert_eq!(
        replaced("talk:>60 wait:>5", &term("talk:>90")),
        "wait:>5 talk:>90"
    );
    assert_eq!(toggled("is:missed", &term("is:missed")), "");
    assert_eq!(toggled("is:missed", &term("-is:missed")), "-is:missed");
    assert_eq!(toggled("patio", &term("is:missed")), "patio is:missed");
}

#[test]
fn digits_that_are_added_do_not_run_together() {
    let text = added("905 580", &term("2283"));
    assert_eq!(parse_typing(&text).question.terms.len(), 3, "{text}");
}

#[test]
fn terms_of_a_field_can_be_left_out() {
    let question = parse("source:google is:lead -source:bing").unwrap();
    assert_eq!(
        question.without(Field::Source),
        Question::of(Filter::Is(Is::Lead))
    );
    assert!(question.without_where(|_| true).is_empty());
}
