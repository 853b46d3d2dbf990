#include <fmt/format.h>

#include <charconv>
#include <concepts>
#include <sstream>

#include "sim/scenario/scenario_fields.h"

namespace scan::sim {
namespace {

std::string value_text(Duration value) {
    return fmt::format("{}", std::chrono::duration_cast<std::chrono::milliseconds>(value).count());
}
std::string value_text(bool value) {
    return value ? "1" : "0";
}
template <class Number>
std::string value_text(Number value) {
    return fmt::format("{}", value);
}

template <class Number>
bool read_number(std::string_view text, Number& value) {
    const auto [rest, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    return fault == std::errc() && rest == text.data() + text.size() && value >= Number{};
}
bool read_value(std::string_view text, Duration& value) {
    std::int64_t milliseconds = 0;
    const bool is_number = read_number(text, milliseconds);
    value = std::chrono::milliseconds(milliseconds);
    return is_number;
}
bool read_value(std::string_view text, bool& value) {
    value = text == "1";
    return text == "0" || text == "1";
}
template <class Number>
bool read_value(std::string_view text, Number& value) {
    return read_number(text, value);
}

}  // namespace

std::string to_text(const Scenario& scenario) {
    std::string text;
    for_each_field(scenario, [&](std::string_view name, const auto& value) {
        text += fmt::format("{}{}={}", text.empty() ? "" : " ", name, value_text(value));
    });
    return text;
}

std::expected<Scenario, std::string> parse_scenario(std::string_view text) {
    Scenario scenario;
    std::istringstream words{std::string(text)};
    for (std::string word; words >> word;) {
        const std::size_t equals = word.find('=');
        bool is_known = false;
        bool is_read = false;
        if (equals != std::string::npos) {
            for_each_field(scenario, [&](std::string_view name, auto& value) {
                if (std::string_view(word).substr(0, equals) != name) return;
                is_known = true;
                is_read = read_value(std::string_view(word).substr(equals + 1), value);
            });
        }
        if (!is_known) return std::unexpected(fmt::format("'{}' is no field of a scenario", word));
        if (!is_read) return std::unexpected(fmt::format("'{}' has no usable value", word));
    }
    if (scenario.workers < 1 || scenario.workers > 16 || scenario.processors < 1 ||
        scenario.page_limit < 2 || scenario.parcels < 1 || scenario.id_step_max < 1 ||
        scenario.events_per_message < 1 || scenario.receive_count_max < 1 ||
        scenario.keeper_receipts_max < 1) {
        return std::unexpected(
            "a scenario has 1 to 16 workers, and at least 1 processor, parcel, event a message, "
            "receive, prolonged receipt and step between ids, and 2 events a page");
    }
    return scenario;
}

std::string_view scenario_in(std::string_view printed) {
    constexpr std::string_view kFirstField = "seed=";
    constexpr std::string_view kOfJson = "\"scenario\":\"";
    if (const auto member = printed.find(kOfJson); member != printed.npos) {
        const auto begin = member + kOfJson.size();
        return printed.substr(begin, printed.find('"', begin) - begin);
    }
    // A run prints every field on one line. Whoever writes a few by hand has no line of a run's around them.
    const bool is_of_a_run = printed.starts_with("seeds ");
    const auto line = printed.find(std::string("\n").append(kFirstField));
    if (!is_of_a_run || line == printed.npos) return printed;
    return printed.substr(line + 1, printed.find('\n', line + 1) - line - 1);
}

}  // namespace scan::sim
