#include "sim/judge/expected_table.h"

#include <fmt/format.h>

namespace scan::sim {
namespace {

std::string text_of(const ExpectedRow& row) {
    return fmt::format(
        "latest {} ({}, {}, '{}', '{}'), picked up by {} at '{}', delivered by {} at '{}'",
        row.latest_event_id, row.type, row.created, row.status, row.run, row.picked_up_event_id,
        row.picked_up_at, row.delivered_event_id, row.delivered_at);
}

}  // namespace

ExpectedTable expected_table(const EventBook& book) {
    ExpectedTable table;
    for (const EventBook::Entry& entry : book.entries()) {
        const TrueEvent& event = entry.event;
        if (!EventBook::is_takeable(entry) || !book.kept().contains(event.id)) continue;
        ExpectedRow& row = table[event.parcel];
        if (event.id > row.latest_event_id) {
            row.latest_event_id = event.id;
            row.type = event.type;
            row.created = event.created;
            row.status = event.status;
            row.run = event.run;
        }
        const auto is_first = [&](std::int64_t known) { return known == 0 || event.id < known; };
        if (event.type == "PICKUP" && is_first(row.picked_up_event_id)) {
            row.picked_up_event_id = event.id;
            row.picked_up_at = event.created;
        }
        if (event.type == "DELIVERY" && is_first(row.delivered_event_id)) {
            row.delivered_event_id = event.id;
            row.delivered_at = event.created;
        }
    }
    return table;
}

std::set<std::string> expected_failures(const EventBook& book) {
    std::set<std::string> texts;
    for (const EventBook::Entry& entry : book.entries()) {
        if (!entry.event.is_applicable() && book.must_be_done(entry))
            texts.insert(entry.event.text);
    }
    return texts;
}

ExpectedTable table_of(const MemoryTables& tables) {
    ExpectedTable table;
    for (const auto& [id, parcel] : tables.parcels) {
        ExpectedRow& row = table[id.value];
        row.latest_event_id = parcel.latest.event_id.value;
        row.type = parcel.latest.type;
        row.created = parcel.latest.created_at.to_string();
        row.status = parcel.latest.status_code;
        row.run = parcel.latest.run_id;
        if (parcel.picked_up) {
            row.picked_up_event_id = parcel.picked_up->event_id.value;
            row.picked_up_at = parcel.picked_up->at.to_string();
        }
        if (parcel.delivered) {
            row.delivered_event_id = parcel.delivered->event_id.value;
            row.delivered_at = parcel.delivered->at.to_string();
        }
    }
    return table;
}

std::string difference(const ExpectedTable& expected, const ExpectedTable& found) {
    for (const auto& [parcel, row] : expected) {
        const auto same = found.find(parcel);
        if (same == found.end()) return fmt::format("parcel {} is missing", parcel);
        if (same->second != row)
            return fmt::format("parcel {} is {}; it must be {}", parcel, text_of(same->second),
                               text_of(row));
    }
    for (const auto& [parcel, row] : found) {
        if (!expected.contains(parcel)) return fmt::format("parcel {} has no event", parcel);
    }
    return {};
}

}  // namespace scan::sim
