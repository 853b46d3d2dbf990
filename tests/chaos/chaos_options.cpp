#include "tests/chaos/chaos_options.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>

namespace scan {
namespace {

template <class Number>
std::optional<Number> number_in(std::string_view text) {
    Number number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<std::chrono::seconds> duration_in(std::string_view text) {
    if (text.empty()) return std::nullopt;
    const char unit = text.back();
    const auto count = number_in<std::uint32_t>(text.substr(0, text.size() - 1));
    if (!count || *count == 0) return std::nullopt;
    switch (unit) {
        case 's': return std::chrono::seconds(*count);
        case 'm': return std::chrono::minutes(*count);
        case 'h': return std::chrono::hours(*count);
        default: return std::nullopt;
    }
}

// False: no such value.
bool set(ChaosOptions& options, std::string_view name, std::string_view value) {
    if (name == "--program") {
        options.program = std::filesystem::absolute(value);
    } else if (name == "--commit") {
        options.commit = value;
    } else if (name == "--duration") {
        const auto duration = duration_in(value);
        if (!duration) return false;
        options.duration = *duration;
    } else if (name == "--engines") {
        if (value == "all") return true;
        if (value != "sqlite" && value != "postgres+sqs") return false;
        options.engines = {std::string(value)};
    } else if (name == "--seed") {
        const auto seed = number_in<std::uint64_t>(value);
        if (!seed) return false;
        options.seed = *seed;
    } else if (name == "--events-per-second") {
        const auto rate = number_in<std::uint32_t>(value);
        if (!rate || *rate == 0) return false;
        options.events_per_second = *rate;
    } else {
        return false;
    }
    return true;
}

}  // namespace

std::expected<ChaosOptions, std::string> parse_chaos_options(std::span<char* const> arguments) {
    ChaosOptions options;
    for (std::size_t i = 0; i < arguments.size(); i += 2) {
        const std::string_view name = arguments[i];
        const std::string_view value = i + 1 < arguments.size() ? arguments[i + 1] : "";
        if (!set(options, name, value)) {
            return std::unexpected(fmt::format(
                "'{} {}' is none of --program FILE, --commit NAME, --duration 90s|20m|1h, "
                "--engines all|sqlite|postgres+sqs, --seed N, --events-per-second N",
                name, value));
        }
    }
    if (options.program.empty()) return std::unexpected("--program FILE is missing");
    return options;
}

}  // namespace scan
