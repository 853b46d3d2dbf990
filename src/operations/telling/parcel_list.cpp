#include "operations/telling/parcel_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "operations/telling/parcel_document.h"

namespace scan {
namespace {

constexpr std::uint32_t kRowsRead = 1000;
constexpr std::size_t kRowsReadMax = 100'000;

// Where a list goes on: "<id>", or "<time>/<id>" for the longest waiting.
using Place = ParcelSearch::Waiting;

std::optional<Place> place_of(std::string_view token) {
    if (token.empty()) return Place{};
    Place place;
    if (const std::size_t slash = token.find('/'); slash != token.npos) {
        const auto time = UtcTime::parse(token.substr(0, slash));
        if (!time) return std::nullopt;
        place.picked_up_at = *time;
        token.remove_prefix(slash + 1);
    }
    const auto [rest, fault] =
        std::from_chars(token.data(), token.data() + token.size(), place.parcel_id.value);
    if (fault != std::errc() || rest != token.data() + token.size()) return std::nullopt;
    return place;
}

bool is_wanted(const ParcelSummary& parcel, const ParcelQuery& query) {
    if (query.not_seen_since && parcel.latest.created_at >= *query.not_seen_since) return false;
    return query.type.empty() || parcel.latest.type == query.type;
}

std::string token_behind(const ParcelSummary& parcel, bool is_by_waiting) {
    if (!is_by_waiting) return fmt::format("{}", parcel.parcel_id.value);
    return fmt::format("{}/{}", parcel.picked_up->at.to_string(), parcel.parcel_id.value);
}

}  // namespace

Result<ParcelList> list_parcels(ParcelSearch& search, const ParcelQuery& query) {
    const bool is_by_waiting = query.picked_up_before.has_value();
    auto place = place_of(query.page_token);
    if (!place || (!query.page_token.empty() && is_by_waiting != query.page_token.contains('/')))
        return fail(ErrorCode::rejected, "the page_token is none of such a list");
    ParcelList list;
    for (std::size_t rows_read = 0; rows_read < kRowsReadMax;) {
        const auto rows = is_by_waiting
                              ? search.not_delivered(*query.picked_up_before, *place, kRowsRead)
                              : search.by_id(place->parcel_id, kRowsRead);
        if (!rows) return std::unexpected(rows.error());
        for (const ParcelSummary& row : *rows) {
            if (!is_wanted(row, query)) continue;
            list.parcels.push_back(row);
            if (list.parcels.size() < query.limit) continue;
            list.page_token = token_behind(row, is_by_waiting);
            return list;
        }
        rows_read += rows->size();
        if (rows->size() < kRowsRead) {
            list.page_token.clear();
            return list;
        }
        list.page_token = token_behind(rows->back(), is_by_waiting);
        place = place_of(list.page_token);
    }
    return list;
}

std::string parcels_document(const ParcelList& list) {
    JsonList parcels;
    for (const ParcelSummary& each : list.parcels) parcels.add(parcel_object(each));
    JsonObject document;
    document.raw("parcels", parcels.text());
    if (list.page_token.empty()) {
        document.raw("page_token", "null");
    } else {
        document.add("page_token", list.page_token);
    }
    return document.text();
}

}  // namespace scan
