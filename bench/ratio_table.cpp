#include "bench/ratio_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ranges>

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

std::string note_text(double number) {
    return number < 1'000 ? fmt::format("{:.3g}", number) : number_text(number);
}

}  // namespace

bool RatioTable::ReportContext(const Context&) {
    return true;
}

void RatioTable::ReportRuns(const std::vector<Run>& runs) {
    for (const Run& run : runs) {
        if (run.run_type != Run::RT_Iteration) continue;
        const std::string& name = run.run_name.function_name;
        if (run.error_occurred) {
            const std::string line = fmt::format("{}: {}\n", name, run.error_message);
            if (errors_.insert(line).second) fmt::print(stderr, "{}", line);
            continue;
        }
        Row& row = rows_[name];
        row.compared_with = run.report_label;
        Row this_time;
        for (const auto& [counter, value] : run.counters) {
            if (counter == "bytes_per_second" || counter == "items_per_second") {
                this_time.unit = row.unit = counter == "bytes_per_second" ? "MB/s" : "events/s";
                this_time.rates = {value};
                row.rates.push_back(value);
            } else {
                this_time.notes[counter] = {value};
                row.notes[counter].push_back(value);
            }
        }
        fmt::print(stderr, "{}: {} {}\n", name, rate_of(this_time), notes_of(this_time));
    }
}

void RatioTable::Finalize() {
    fmt::print(
        "| what | rate | of the bare loop, or of the row named | notes |\n|---|---:|---:|---|\n");
    for (const auto& [name, row] : rows_)
        fmt::print("| {} | {} | {} | {} |\n", name, rate_of(row), ratios_of(name, row),
                   notes_of(row));
}

double RatioTable::median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

std::string RatioTable::rate_of(const Row& row) {
    return row.rates.empty() ? "" : rate_text(median(row.rates), row.unit);
}

std::string RatioTable::notes_of(const Row& row) {
    std::string text;
    for (const auto& [what, values] : row.notes)
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", what, note_text(median(values)));
    return text;
}

std::string RatioTable::ratios_of(const std::string& name, const Row& row) const {
    if (row.rates.empty()) return "";
    const auto ratio_to = [&](const Row& other) { return median(row.rates) / median(other.rates); };
    const std::string all = row.compared_with.empty() ? name + "/bare" : row.compared_with;
    std::string text;
    for (const auto part : std::views::split(all, '|')) {
        const auto other = rows_.find(std::string(part.begin(), part.end()));
        if (other == rows_.end() || other->second.rates.empty()) continue;
        const bool is_bare = other->first.ends_with("/bare");
        text += fmt::format("{}{:.2f}{}", text.empty() ? "" : "; ", ratio_to(other->second),
                            is_bare ? "" : " of " + other->first);
    }
    return text;
}

}  // namespace scan::bench
