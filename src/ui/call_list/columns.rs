//! The columns of the table.

use crate::call::View;
use crate::call::question::Column;
use crate::call::view::is_built_in;
use crate::ui::model::Model;

/// The person's own view whose question is shown.
pub(super) fn own_view(model: &Model) -> Option<&View> {
    let typed = model.search.typed.trim();
    let mut views = model.search.views.iter().map(|(view, _)| view);
    views.find(|view| view.question == typed && !is_built_in(&view.name))
}

/// The columns that are shown: those of the view, else those of the list.
pub(in crate::ui) fn shown(model: &Model) -> &[Column] {
    own_view(model)
        .map(|view| view.columns.as_slice())
        .filter(|columns| !columns.is_empty())
        .unwrap_or(&model.look.columns)
}
