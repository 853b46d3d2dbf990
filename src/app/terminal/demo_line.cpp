#include "app/terminal/demo_line.h"

#include <fmt/format.h>

#include <array>

namespace scan {
namespace {

std::string hint(const DemoProgress& progress) {
    if (!progress.is_live) return "";
    return progress.is_complete ? "all in; Ctrl-C ends" : "Ctrl-C ends";
}

}  // namespace

std::string demo_line(const DemoProgress& progress, std::size_t width) {
    struct Field {
        int rank;  // the highest is left out first
        std::string text;
    };
    std::array<Field, 7> fields{{
        {3, fmt::format("cursor {}", progress.cursor)},
        {0, fmt::format("lag {:>6}", progress.lag)},
        {4, fmt::format("{:>7.0f} events/s", progress.events_per_second)},
        {1, fmt::format("parcels {:>6}", progress.parcels)},
        {5, fmt::format("queue {:>4}", progress.queued)},
        {6, fmt::format("failed {:>3}", progress.failed)},
        {2, hint(progress)},
    }};
    for (int rank = static_cast<int>(fields.size()); rank > 0; --rank) {
        std::string line;
        for (const Field& field : fields) {
            if (field.rank >= rank || field.text.empty()) continue;
            line += (line.empty() ? "" : "  ") + field.text;
        }
        if (line.size() <= width) return line;
    }
    return fmt::format("lag {:>6}", progress.lag).substr(0, width);
}

}  // namespace scan
