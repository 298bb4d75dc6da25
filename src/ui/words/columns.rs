//! The columns of the calls by name.

use crate::call::question::Column;

/// The name of a column.
pub fn column(column: Column) -> &'static str {
    match column {
        Column::Started => "Time",
        Column::Caller => "Caller",
        Column::Number => "Number",
        Column::Place => "City, state",
        Column::Dialled => "Group or number",
        Column::Source => "Source",
        Column::Wait => "Wait",
        Column::Talk => "Talk",
        Column::Sentiment => "Sentiment",
        Column::Lead => "Lead",
        Column::Stage => "Stage",
        Column::Outcome => "Outcome",
        Column::Group => "Group",
        Column::Tracking => "Tracking number",
        Column::Campaign => "Campaign",
        Column::Starred => "Starred",
        Column::Reviewed => "Reviewed",
    }
}
