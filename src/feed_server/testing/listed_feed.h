#pragma once

#include <fmt/format.h>

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "feed_server/feed_source.h"

namespace scan {

// A source of a few ids, ascending, with the simplest well-formed events. For tests.
class ListedFeed final : public FeedSource {
public:
    explicit ListedFeed(std::vector<EventId> ids) : ids_(std::move(ids)) {}

    // The ids `first` to `last`, every `step`th.
    static ListedFeed range(std::int64_t first, std::int64_t last, std::int64_t step = 1) {
        std::vector<EventId> ids;
        for (std::int64_t id = first; id <= last; id += step) ids.push_back({id});
        return ListedFeed(std::move(ids));
    }

    std::span<const EventId> event_ids() const override { return ids_; }
    void append_event(std::size_t index, std::string& text) const override {
        text += fmt::format(
            R"({{"EventId":{},"ParcelId":5002,"Type":"STATUS","CreatedDateTimeUtc":"2021-05-11T21:11:34Z"}})",
            ids_[index].value);
    }

private:
    std::vector<EventId> ids_;
};

}  // namespace scan
