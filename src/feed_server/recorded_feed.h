#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "feed_server/feed_source.h"

namespace scan {

// Events from a file with one event's JSON text a line, plain or gzipped. The texts are served byte
// for byte.
class RecordedFeed final : public FeedSource {
public:
    static constexpr std::size_t kLineBytesMax = 1 << 20;

    // Reads the whole file into memory. The lines may stand in any order; blank ones are passed
    // over. The error names the file, and the line if one is to blame: unreadable, cut short, no
    // JSON object, no positive EventId, an EventId twice, over kLineBytesMax.
    static Result<std::unique_ptr<FeedSource>> open(const std::string& path);

    std::span<const EventId> event_ids() const override { return ids_; }
    void append_event(std::size_t index, std::string& text) const override;

private:
    struct Line {
        EventId event_id;
        std::size_t offset = 0;
        std::size_t size = 0;
        std::size_t number = 0;
    };
    RecordedFeed(std::string text, const std::vector<Line>& lines);
    static Result<Line> read_line(const std::string& text, Line line, const std::string& path);

    struct Slice {
        std::size_t offset = 0;
        std::size_t size = 0;
    };
    std::string text_;
    std::vector<EventId> ids_;
    std::vector<Slice> slices_;
};

}  // namespace scan
