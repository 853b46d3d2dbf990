#include "sim/trace.h"

#include <fmt/format.h>

#include <algorithm>

namespace scan::sim {

void Trace::note(int process, std::string_view what, std::int64_t number,
                 std::string_view outcome) {
    const Entry entry{truth_.now(), process, what, number, outcome};
    if (entries_.size() < kEntriesMax) {
        entries_.push_back(entry);
    } else {
        entries_[next_] = entry;
    }
    next_ = (next_ + 1) % kEntriesMax;
}

std::vector<std::string> Trace::tail(std::size_t count) const {
    std::vector<std::string> lines;
    const std::size_t size = entries_.size();
    for (std::size_t back = std::min(count, size); back > 0; --back) {
        const Entry& entry = entries_[(next_ + size - back) % size];
        const double seconds = std::chrono::duration<double>(entry.at - began_at_).count();
        lines.push_back(fmt::format(
            "{:11.3f} s  {}  {} {}{}{}", seconds,
            entry.process == 0 ? "world    " : fmt::format("process {}", entry.process), entry.what,
            entry.number, entry.outcome.empty() ? "" : ": ", entry.outcome));
    }
    return lines;
}

}  // namespace scan::sim
