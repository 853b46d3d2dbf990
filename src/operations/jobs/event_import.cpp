#include "operations/jobs/event_import.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "base/counted.h"
#include "base/json_object.h"
#include "pipeline/event_page/compressed_body.h"
#include "pipeline/event_page/event_page_decoder.h"
#include "pipeline/event_page/json_scanner.h"

namespace scan {
namespace {

constexpr std::size_t kEventsAPiece = 1000;
constexpr Duration kFullQueueLook = std::chrono::seconds(1);
constexpr std::uint32_t kGapsAPage = 500;
// An export that is one page and has line breaks in it is kept whole up to here.
constexpr std::size_t kPageBytesMax = 64 * 1024 * 1024;

bool is_json(std::string_view text) {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    JsonScanner scanner(text);
    return scanner.value() && scanner.at_end();
}

class Import final {
public:
    Import(const ImportPorts& ports, const ImportSettings& settings, std::stop_token stop,
           ImportResult& result)
        : ports_(ports), settings_(settings), stop_(std::move(stop)), result_(result) {}

    Result<> read(std::istream& file) {
        std::string text;
        std::uint64_t number = 0;
        // Lines that are none by themselves, perhaps a page that goes over all of them.
        std::string rest;
        std::uint64_t rest_lines = 0;
        while (std::getline(file, text)) {
            ++number;
            if (text.find_first_not_of(" \t\r") == text.npos) continue;
            const bool is_part = rest_lines > 0 || !take(text);
            if (is_part) {
                if (rest.size() < kPageBytesMax) rest += text + '\n';
                ++rest_lines;
                // It had good lines before: this one is bad, and the next may be good.
                if (result_.events + texts_.size() > 0) unreadable(number, rest, rest_lines);
            }
            if (texts_.size() >= kEventsAPiece) {
                if (auto sent = send(); !sent) return sent;
            }
        }
        if (rest_lines > 0 && !take(rest)) unreadable(1, rest, rest_lines);
        return send();
    }

private:
    bool take(const std::string& text) {
        // The decoder is easy on what a page holds, since of a feed that costs one event alone. An
        // export is of a person's hand, and what is no JSON is another file.
        if (!is_compressed(text) && !is_json(text)) return false;
        const auto page = decoder_.decode(text);
        if (!page) return false;
        for (const PageEvent& event : page->events()) {
            texts_.emplace_back(event.text);
            const auto id = event.event_id();
            if (!id) continue;
            result_.lowest = std::min(result_.lowest.value_or(*id), *id);
            result_.highest = std::max(result_.highest.value_or(*id), *id);
        }
        return true;
    }

    void unreadable(std::uint64_t number, std::string& rest, std::uint64_t& rest_lines) {
        ++result_.unreadable;
        if (result_.unreadable_lines.size() < ImportResult::kLinesMax)
            result_.unreadable_lines.push_back(number);
        rest.clear();
        rest_lines = 0;
    }

    Result<> send() {
        if (texts_.empty()) return {};
        if (result_.is_dry_run) {
            result_.events += texts_.size();
            texts_.clear();
            return {};
        }
        if (auto room = wait_for_room(); !room) return room;
        const std::vector<std::string_view> views(texts_.begin(), texts_.end());
        for (const Result<>& sent : ports_.queue.send(pack_messages(views, settings_.message))) {
            if (sent) continue;
            if (sent.error().code != ErrorCode::rejected) return sent;
            ++result_.refused;
        }
        result_.events += texts_.size();
        texts_.clear();
        return {};
    }

    Result<> wait_for_room() {
        while (!stop_.stop_requested()) {
            const auto depth = ports_.queue.depth();
            if (!depth) return std::unexpected(depth.error());
            if (settings_.depth_max == 0 || depth->undone() < settings_.depth_max) return {};
            ports_.clock.sleep_until(ports_.clock.now() + kFullQueueLook, stop_);
        }
        return fail(ErrorCode::stopped, "stopped");
    }

    const ImportPorts& ports_;
    const ImportSettings& settings_;
    const std::stop_token stop_;
    ImportResult& result_;
    EventPageDecoder decoder_;
    std::vector<std::string> texts_;
};

bool reaches_over(const ImportResult& result, const FeedGap& gap) {
    return result.lowest && result.lowest->value <= gap.after_event_id.value + 1 &&
           result.highest->value >= gap.before_event_id.value - 1;
}

Result<> fill_gaps(FeedGaps& gaps, ImportResult& result) {
    std::vector<std::int64_t> covered;
    for (std::int64_t below = std::numeric_limits<std::int64_t>::max();;) {
        const auto rows = gaps.list(GapState::open, below, kGapsAPage);
        if (!rows) return std::unexpected(rows.error());
        for (const FeedGapRecord& row : *rows) {
            if (reaches_over(result, row.gap)) covered.push_back(row.id);
        }
        if (rows->size() < kGapsAPage) break;
        below = rows->back().id;
    }
    for (const std::int64_t id : covered) {
        const auto closed =
            result.is_dry_run ? Result<bool>(true) : gaps.close(id, GapState::filled);
        if (!closed) return std::unexpected(closed.error());
        if (*closed) result.gaps_filled.push_back(id);
    }
    return {};
}

}  // namespace

Result<ImportResult> import_events(const ImportPorts& ports, const Act& act, std::istream& file,
                                   const std::string& name, const ImportSettings& settings,
                                   std::stop_token stop) {
    const auto work = [&]() -> Result<ImportResult> {
        ImportResult result{.is_dry_run = act.is_dry_run};
        Result<> done = Import(ports, settings, std::move(stop), result).read(file);
        // Only now: what died before has brought a part.
        if (done && result.refused + result.unreadable == 0) done = fill_gaps(ports.gaps, result);
        if (!done) result.error = done.error();
        return result;
    };
    return audited(ports.audit, act, "import --file " + name, work,
                   [](const ImportResult& result) { return summary(result); });
}

std::string summary(const ImportResult& result) {
    std::string text =
        counted(result.events, "event") + (result.is_dry_run ? " would be queued" : " queued");
    if (result.lowest)
        text += fmt::format(", ids {} to {}", result.lowest->value, result.highest->value);
    if (!result.gaps_filled.empty())
        text += fmt::format(", {} filled", counted(result.gaps_filled.size(), "gap"));
    if (result.unreadable > 0)
        text += fmt::format(", {} unreadable (the first: {})", counted(result.unreadable, "line"),
                            result.unreadable_lines.front());
    if (result.refused > 0)
        text += fmt::format(", {} refused by the queue", counted(result.refused, "message"));
    if (result.error) text += "; ended early: " + result.error->message;
    return text;
}

std::string json_text(const ImportResult& result) {
    JsonList lines;
    for (const std::uint64_t line : result.unreadable_lines) lines.add(line);
    JsonList gaps;
    for (const std::int64_t id : result.gaps_filled) gaps.add(id);
    JsonObject object;
    object.raw("dry_run", result.is_dry_run ? "true" : "false")
        .add("events", result.events)
        .add("refused", result.refused)
        .add("unreadable", result.unreadable)
        .raw("unreadable_lines", lines.text());
    object.raw("lowest_event_id", result.lowest ? fmt::format("{}", result.lowest->value) : "null");
    object.raw("highest_event_id",
               result.highest ? fmt::format("{}", result.highest->value) : "null");
    return object.raw("gaps_filled", gaps.text())
        .raw("error", result.error ? json_quote(result.error->message) : "null")
        .text();
}

}  // namespace scan
