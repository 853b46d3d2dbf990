#include "feed_server/recorded_feed.h"

#include <fmt/format.h>
#include <simdjson.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <memory>
#include <optional>

namespace scan {
namespace {

constexpr std::size_t kReadBytes = 1 << 20;

std::optional<EventId> event_id_in(simdjson::dom::object event) {
    for (const std::string_view key : {"EventId", "eventId"}) {
        simdjson::dom::element value;
        if (event.at_key(key).get(value) != simdjson::SUCCESS) continue;
        std::int64_t id = 0;
        std::string_view digits;
        if (value.get(digits) == simdjson::SUCCESS) {
            const auto [end, error] = std::from_chars(digits.begin(), digits.end(), id);
            if (error != std::errc{} || end != digits.end()) return std::nullopt;
        } else if (value.get(id) != simdjson::SUCCESS) {
            return std::nullopt;
        }
        return id > 0 ? std::optional(EventId{id}) : std::nullopt;
    }
    return std::nullopt;
}

Result<std::string> read_file(const std::string& path) {
    errno = 0;
    const std::unique_ptr<gzFile_s, int (*)(gzFile)> file(gzopen(path.c_str(), "rb"), gzclose);
    if (!file) return fail(ErrorCode::denied, fmt::format("{}: {}", path, std::strerror(errno)));
    std::string text;
    int read = 0;
    do {
        const std::size_t size = text.size();
        text.resize(size + kReadBytes);
        read = gzread(file.get(), text.data() + size, kReadBytes);
        text.resize(size + static_cast<std::size_t>(std::max(read, 0)));
    } while (read > 0);

    int error = Z_OK;
    const char* const reason = gzerror(file.get(), &error);
    if (error == Z_OK) return text;
    // A file that is cut short ends without a read error and leaves Z_BUF_ERROR behind. zlib's own
    // text begins with the path.
    return fail(ErrorCode::denied, error == Z_ERRNO
                                       ? fmt::format("{}: {}", path, std::strerror(errno))
                                       : std::string(reason));
}

}  // namespace

Result<RecordedFeed::Line> RecordedFeed::read_line(const std::string& text, Line line,
                                                   const std::string& path) {
    static thread_local simdjson::dom::parser parser;
    const auto refuse = [&](std::string_view reason) {
        return fail(ErrorCode::rejected, fmt::format("{}:{}: {}", path, line.number, reason));
    };
    if (line.size > kLineBytesMax) return refuse("longer than 1 MiB");
    simdjson::dom::object event;
    const auto parsed = parser.parse(text.data() + line.offset, line.size);
    if (parsed.error() != simdjson::SUCCESS) return refuse(simdjson::error_message(parsed.error()));
    if (parsed.get(event) != simdjson::SUCCESS) return refuse("not a JSON object");
    const auto event_id = event_id_in(event);
    if (!event_id) return refuse("no positive EventId");
    line.event_id = *event_id;
    return line;
}

Result<std::unique_ptr<FeedSource>> RecordedFeed::open(const std::string& path) {
    auto text = read_file(path);
    if (!text) return std::unexpected(text.error());
    std::vector<Line> lines;
    std::size_t number = 0;
    for (std::size_t begin = 0; begin < text->size();) {
        const std::size_t end = std::min(text->find('\n', begin), text->size());
        ++number;
        const std::string_view whole = std::string_view(*text).substr(begin, end - begin);
        const std::size_t first = whole.find_first_not_of(" \t\r");
        if (first != std::string_view::npos) {
            const std::size_t size = whole.find_last_not_of(" \t\r") + 1 - first;
            auto line = read_line(*text, {{}, begin + first, size, number}, path);
            if (!line) return std::unexpected(line.error());
            lines.push_back(*line);
        }
        begin = end + 1;
    }
    std::ranges::stable_sort(lines, {}, &Line::event_id);
    const auto twice = std::ranges::adjacent_find(lines, {}, &Line::event_id);
    if (twice != lines.end()) {
        return fail(ErrorCode::rejected,
                    fmt::format("{}:{}: EventId {} stands in line {} already", path,
                                std::next(twice)->number, twice->event_id.value, twice->number));
    }
    return std::unique_ptr<FeedSource>(new RecordedFeed(std::move(*text), lines));
}

RecordedFeed::RecordedFeed(std::string text, const std::vector<Line>& lines)
    : text_(std::move(text)) {
    ids_.reserve(lines.size());
    slices_.reserve(lines.size());
    for (const Line& line : lines) {
        ids_.push_back(line.event_id);
        slices_.push_back({line.offset, line.size});
    }
}

void RecordedFeed::append_event(std::size_t index, std::string& text) const {
    text.append(text_, slices_[index].offset, slices_[index].size);
}

}  // namespace scan
