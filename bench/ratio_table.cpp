#include "bench/ratio_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace scan::bench {
namespace {

// Whole, with commas between the thousands; a large one is rounded to thousands, which is finer
// than two runs agree.
std::string number_text(double number) {
    std::string text =
        fmt::format("{:.0f}", number < 10'000 ? number : std::round(number / 1e3) * 1e3);
    for (std::size_t digits = 3; digits < text.size(); digits += 4)
        text.insert(text.size() - digits, ",");
    return text;
}

std::string rate_text(double rate, const std::string& unit) {
    if (unit == "MB/s") return fmt::format("{:.0f} MB/s", rate / 1e6);
    return fmt::format("{} {}", number_text(rate), unit);
}

}  // namespace

bool RatioTable::ReportContext(const Context&) {
    return true;
}

void RatioTable::ReportRuns(const std::vector<Run>& runs) {
    for (const Run& run : runs) {
        if (run.run_type != Run::RT_Iteration || run.error_occurred) continue;
        const std::string& name = run.run_name.function_name;
        Row& row = rows_[name];
        row.notes.clear();
        for (const auto& [counter, value] : run.counters) {
            if (counter == "bytes_per_second" || counter == "items_per_second") {
                row.unit = counter == "bytes_per_second" ? "MB/s" : "events/s";
                row.rates.push_back(value);
            } else {
                row.notes +=
                    fmt::format("{}{} {:.4g}", row.notes.empty() ? "" : ", ", counter, value.value);
            }
        }
        fmt::print(stderr, "{}: {}\n", name,
                   row.rates.empty() ? row.notes : rate_text(row.rates.back(), row.unit));
    }
}

void RatioTable::Finalize() {
    fmt::print("| what | rate | of the bare loop | |\n|---|---|---|---|\n");
    for (const auto& [name, row] : rows_) {
        const auto bare = rows_.find(name + "/bare");
        const bool has_rate = !row.rates.empty();
        const std::string ratio =
            has_rate && bare != rows_.end()
                ? fmt::format("{:.2f}", median(row.rates) / median(bare->second.rates))
                : "";
        fmt::print("| {} | {} | {} | {} |\n", name,
                   has_rate ? rate_text(median(row.rates), row.unit) : "", ratio, row.notes);
    }
}

double RatioTable::median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

}  // namespace scan::bench
