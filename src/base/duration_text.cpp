#include "base/duration_text.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace scan {
namespace {

struct Unit {
    std::string_view name;
    std::int64_t milliseconds;
};

constexpr std::array<Unit, 5> kUnits{
    {{"d", 86'400'000}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1'000}, {"ms", 1}}};
constexpr std::int64_t kMillisecondsMax = Duration::max().count() / 1'000'000;

}  // namespace

std::optional<Duration> parse_duration(std::string_view text) {
    std::int64_t count = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc{} || count < 0) return std::nullopt;
    const std::string_view name(rest, static_cast<std::size_t>(text.data() + text.size() - rest));
    for (const Unit& unit : kUnits) {
        if (name != unit.name) continue;
        if (count > kMillisecondsMax / unit.milliseconds) return std::nullopt;
        return std::chrono::milliseconds(count * unit.milliseconds);
    }
    return std::nullopt;
}

std::string duration_text(Duration duration) {
    const auto milliseconds = duration / std::chrono::milliseconds(1);
    if (milliseconds == 0) return "0s";
    for (const Unit& unit : kUnits) {
        if (milliseconds % unit.milliseconds == 0) {
            return fmt::format("{}{}", milliseconds / unit.milliseconds, unit.name);
        }
    }
    return "0s";
}

}  // namespace scan
