#pragma once

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <limits>
#include <string>
#include <system_error>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/clock.h"

namespace scan {

// Flags of a command that are no settings, refused in the words in which settings are: the flag, the
// value, what is wrong, what is allowed. Each fills `value`, which must outlive the command, and
// shows what stands in it as the default.

void add_duration(CLI::App& command, const std::string& flag, Duration& value,
                  const std::string& help);

// What is thrown for a value that is refused.
[[noreturn]] void refuse_flag(const std::string& flag, const std::string& text,
                              const std::string& problem, const std::string& allowed);

// A number from `least` to `most`, whole if its type is.
template <class Number>
void add_number(CLI::App& command, const std::string& flag, Number& value, const std::string& help,
                Number least = 0, Number most = std::numeric_limits<Number>::max()) {
    constexpr bool kIsWhole = std::is_integral_v<Number>;
    const auto read = [&value, flag, least, most](const std::string& text) {
        Number number{};
        const char* const end = text.data() + text.size();
        const auto [rest, error] = std::from_chars(text.data(), end, number);
        const std::string allowed = fmt::format("{} to {}", least, most);
        const bool is_number = error == std::errc() && rest == end;
        if (!is_number && error != std::errc::result_out_of_range)
            refuse_flag(flag, text, kIsWhole ? "not a whole number" : "not a number", allowed);
        // False for what is not a number, too.
        const bool is_within = is_number && number >= least && number <= most;
        if (!is_within) refuse_flag(flag, text, "out of range", allowed);
        value = number;
    };
    command.add_option_function<std::string>(flag, read, help)
        ->type_name(kIsWhole ? "COUNT" : "NUMBER")
        ->default_str(fmt::format("{}", value));
}

template <class Enum>
void add_choice(CLI::App& command, const std::string& flag, Enum& value,
                const std::vector<std::pair<std::string, Enum>>& names, const std::string& help) {
    std::string allowed;
    std::string words;  // as help, manual page and completions know them
    std::string chosen;
    for (const auto& [name, meaning] : names) {
        allowed += (allowed.empty() ? "" : ", ") + name;
        words += (words.empty() ? "" : "|") + name;
        if (meaning == value) chosen = name;
    }
    command
        .add_option_function<std::string>(
            flag,
            [&value, flag, names, allowed](const std::string& text) {
                for (const auto& [name, meaning] : names) {
                    if (name != text) continue;
                    value = meaning;
                    return;
                }
                refuse_flag(flag, text, "no such value", allowed);
            },
            help)
        ->type_name(words)
        ->default_str(chosen);
}

}  // namespace scan
