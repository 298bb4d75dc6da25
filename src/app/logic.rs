//! Events → model.

use std::sync::Arc;

use super::Told;
use super::commands::Commands;
use super::event::{Answer, Event};
use crate::call::{Delivery, InShort};
use crate::ui::model::{BulkTold, Model, Numbered, OpenCall, OpenDelivery, Opened};

/// Rows beyond this many are forgotten and asked for again when they come into view.
const ROWS: usize = 5_000;

/// Takes over what happened, unless that was told before masking was switched and is told again.
pub(super) fn hear(model: &mut Model, (at, event): Told, commands: &mut Commands) {
    let is_old = !commands.masks_as_at(at);
    match event {
        event if is_old && event.comes_again() => {}
        Event::Recording(number, loaded) if is_old => {
            let loaded = loaded.map(|mut loaded| {
                loaded.call.who.clear();
                loaded
            });
            apply(model, Event::Recording(number, loaded), commands);
            commands.read_heard_row(model);
        }
        event => apply(model, event, commands),
    }
}

fn apply(model: &mut Model, event: Event, commands: &mut Commands) {
    match event {
        Event::Listed(listed) if commands.is_newest_question(listed.number) => {
            model.calls.number = listed.number;
            model.calls.ids = Some(listed.ids);
            model.search.count = listed.count;
            if model.calls.gaps != listed.gaps {
                model.calls.gaps = listed.gaps;
            }
        }
        Event::Facets((number, answer)) => {
            let number = Some(number);
            model.search.facets = Numbered { number, answer };
        }
        Event::Histogram((number, answer)) => {
            let number = Some(number);
            model.search.histogram = Numbered { number, answer };
        }
        Event::Snippets(number, snippets) if commands.is_newest_question(number) => {
            let snippets = snippets.into_iter().map(|(id, snippet, _)| (id, snippet));
            model.search.snippets.extend(snippets);
        }
        Event::Views(views) => model.search.views = views,
        Event::CallRows(rows) => {
            if model.calls.rows.len() > ROWS {
                model.calls.rows.clear();
            }
            for row in rows {
                model.calls.rows.insert(row.id, Arc::new(row));
            }
        }
        Event::Found(number, found) if commands.is_newest_find(number) => {
            let is_other = commands.is_first_answer(number);
            model.deliveries.counts = found.counts;
            model.deliveries.took = found.took;
            model.deliveries.totals = found.totals;
            model.deliveries.found(found.entries, is_other);
        }
        Event::DeliveryRows(rows, _) => delivery_rows(model, rows, commands),
        Event::OpenCall(number, answer) if commands.is_newest_call(number) => {
            open_call(model, answer);
        }
        Event::OpenDelivery(number, answer) if commands.is_newest_delivery(number) => {
            open_delivery(model, answer);
        }
        // Answers to questions that nobody asks any more.
        Event::OpenCall(_, Ok(Some(open))) => commands.past.refuse(Arc::from(open)),
        Event::Listed(_)
        | Event::Snippets(..)
        | Event::OpenCall(..)
        | Event::OpenDelivery(..)
        | Event::Found(..) => {}
        Event::Recording(number, loaded) => commands.recording_came(number, loaded, model),
        Event::Heard(heard, _) => model.sounds.take(heard),
        Event::Choices(choices) => commands.player_choices_came(choices, model),
        Event::Comes(call) => commands.recording_comes(call, model),
        Event::HeardBefore(call, before) => commands.heard_before(call, before, model),
        Event::Subtitles(call, brought) => commands.brought_in(call, brought, model),
        Event::KeywordLists(lists) => model.keyword_lists = Some(lists),
        Event::LastHeard(at) => model.last_heard_at = model.last_heard_at.max(at),
        Event::Bulk(told) => bulk(model, told, commands),
        Event::Look(look) => model.look = look,
        Event::Theme(theme) => model.theme = theme,
        Event::OnClose(choice) => model.on_close = choice,
        Event::Receiver(status) => {
            commands.unmasked.receiver = status;
            commands.show_unmasked(model);
        }
        Event::Exposure(words) => {
            commands.unmasked.exposure = words;
            commands.show_unmasked(model);
        }
        Event::Health(snapshot) => {
            model.last_heard_at = model.last_heard_at.max(snapshot.last_heard_at);
            model.reprocess = snapshot.reprocess;
            model.secured = snapshot.secured;
            commands.unmasked.trouble = snapshot.trouble;
            commands.unmasked.secret_path = snapshot.secret_path;
            commands.show_unmasked(model);
        }
        Event::Resent(number, state) => {
            let resending = model.resending.as_mut();
            if let Some(resending) = resending.filter(|_| commands.is_newest_resend(number)) {
                resending.state = commands.resent(state);
            }
        }
        Event::Chosen(choices) => commands.chosen_before(choices, model),
        Event::House(house) => model.house = Some(house),
        Event::Notice { text, failed: true } => model.notices.tell_failure(commands.words(text)),
        Event::Notice {
            text,
            failed: false,
        } => model.notices.tell(commands.words(text)),
    }
}

fn bulk(model: &mut Model, told: BulkTold, commands: &mut Commands) {
    match told {
        BulkTold::Progress(work) => model.bulk.work = Some(work),
        BulkTold::Marked(marked) => commands.marked(marked, model),
        BulkTold::Copy(text) => commands.copy(text),
        BulkTold::Folder(folder) => model.bulk.looked_into(folder),
        BulkTold::Ended => {
            model.bulk.work = None;
            commands.bulk.ended();
        }
    }
}

fn delivery_rows(
    model: &mut Model,
    rows: Vec<(Delivery, Option<InShort>)>,
    commands: &mut Commands,
) {
    if model.deliveries.rows.len() > ROWS {
        model.deliveries.rows.clear();
        model.deliveries.in_short.clear();
    }
    for (row, short) in rows {
        if let Some(short) = short {
            model.deliveries.in_short.insert(row.id, short);
        }
        commands.answered_delivery_row(row.id);
        model.deliveries.rows.insert(row.id, Arc::new(row));
    }
}

fn open_call(model: &mut Model, answer: Answer<OpenCall>) {
    model.open_call = match answer {
        Ok(Some(open)) => {
            // The call may have been found to be one with another since it was chosen.
            model.calls.selected = Some(open.row.id);
            Opened::Ready(Arc::from(open))
        }
        Ok(None) => Opened::Failed("This call is not in the book any more.".to_owned()),
        Err(reason) => Opened::Failed(reason),
    };
}

fn open_delivery(model: &mut Model, answer: Answer<OpenDelivery>) {
    model.open_delivery = match answer {
        Ok(Some(open)) => Opened::Ready(Arc::from(open)),
        Ok(None) => Opened::Failed("This delivery is not in the book any more.".to_owned()),
        Err(reason) => Opened::Failed(reason),
    };
}
