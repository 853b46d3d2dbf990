#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

#include "base/duration_text.h"
#include "config/setting_kinds.h"

namespace scan {
namespace {

using Canonical = std::expected<std::string, std::string>;

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t value = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || rest != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<double> decimal_number(std::string_view text) {
    double value = 0;
    const auto [rest, error] =
        std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    if (error != std::errc{} || rest != text.data() + text.size() || !std::isfinite(value)) {
        return std::nullopt;
    }
    return value;
}

std::optional<std::int64_t> byte_count(std::string_view text) {
    struct Unit {
        std::string_view name;
        int shift;
    };
    constexpr std::array<Unit, 3> kUnits{{{"KiB", 10}, {"MiB", 20}, {"GiB", 30}}};
    int shift = 0;
    for (const Unit& unit : kUnits) {
        if (!text.ends_with(unit.name)) continue;
        text.remove_suffix(unit.name.size());
        if (text.ends_with(' ')) text.remove_suffix(1);
        shift = unit.shift;
    }
    const auto count = whole_number(text);
    if (!count || *count < 0 || *count > (std::int64_t{1} << 62 >> shift)) return std::nullopt;
    return *count << shift;
}

template <class T>
bool within(T value, Range<T> range) {
    return value >= range.min && value <= range.max;
}

constexpr const char* kNotADuration = "not a duration (a whole number and ms, s, m, h or d)";
constexpr const char* kOutOfRange = "out of range";

Setting number_row(SettingText text, Setting::Form form, std::string allowed, Setting::Read read) {
    Setting setting = setting_row(text, std::move(allowed), std::move(read));
    setting.form = form;
    return setting;
}

}  // namespace

Setting duration_setting(SettingText text, Range<Duration> range, Zero zero,
                         const Put<Duration>& put) {
    auto read = [=](Config& config, std::string_view written) -> Canonical {
        const auto value = parse_duration(written);
        if (!value) return std::unexpected(kNotADuration);
        const bool off = zero == Zero::means_off && *value == Duration::zero();
        if (!off && !within(*value, range)) return std::unexpected(kOutOfRange);
        put(config, *value);
        return std::string(written);
    };
    return number_row(text, Setting::Form::text,
                      fmt::format("{}{} to {}", zero == Zero::means_off ? "0s (off), or " : "",
                                  duration_text(range.min), duration_text(range.max)),
                      read);
}

Setting retention_setting(SettingText text, Range<Duration> range,
                          const Put<std::optional<Duration>>& put) {
    auto read = [=](Config& config, std::string_view written) -> Canonical {
        if (written == "forever") {
            put(config, std::nullopt);
            return "forever";
        }
        const auto value = parse_duration(written);
        if (!value) return std::unexpected(kNotADuration);
        if (!within(*value, range)) return std::unexpected(kOutOfRange);
        put(config, value);
        return std::string(written);
    };
    return number_row(
        text, Setting::Form::text,
        fmt::format("forever, or {} to {}", duration_text(range.min), duration_text(range.max)),
        read);
}

Setting count_setting(SettingText text, Range<std::int64_t> range, const Put<std::int64_t>& put) {
    auto read = [=](Config& config, std::string_view written) -> Canonical {
        const auto value = whole_number(written);
        if (!value) return std::unexpected("not a whole number");
        if (!within(*value, range)) return std::unexpected(kOutOfRange);
        put(config, *value);
        return std::to_string(*value);
    };
    return number_row(text, Setting::Form::number, fmt::format("{} to {}", range.min, range.max),
                      read);
}

Setting bytes_setting(SettingText text, Range<std::int64_t> range, const Put<std::int64_t>& put) {
    auto read = [=](Config& config, std::string_view written) -> Canonical {
        const auto value = byte_count(written);
        if (!value) return std::unexpected("not a number of bytes");
        if (!within(*value, range)) return std::unexpected(kOutOfRange);
        put(config, *value);
        return std::to_string(*value);
    };
    Setting setting = number_row(
        text, Setting::Form::number,
        fmt::format("{} to {} bytes, also as KiB, MiB, GiB", range.min, range.max), read);
    setting.text_too = true;
    return setting;
}

Setting rate_setting(SettingText text, Range<double> range, const Put<std::optional<double>>& put) {
    auto read = [=](Config& config, std::string_view written) -> Canonical {
        if (written == "off") {
            put(config, std::nullopt);
            return "off";
        }
        const auto value = decimal_number(written);
        if (!value) return std::unexpected("not a number");
        if (!within(*value, range)) return std::unexpected(kOutOfRange);
        put(config, value);
        return fmt::format("{}", *value);
    };
    Setting setting =
        number_row(text, Setting::Form::fraction,
                   fmt::format("off, or {} to {} a second", range.min, range.max), read);
    setting.text_too = true;
    return setting;
}

Setting status_setting(SettingText text, Range<int> range, const Put<std::optional<int>>& put) {
    auto read = [=](Config& config, std::string_view written) -> Canonical {
        if (written == "none") {
            put(config, std::nullopt);
            return "none";
        }
        const auto value = whole_number(written);
        if (!value) return std::unexpected("not an HTTP status");
        if (*value < range.min || *value > range.max) return std::unexpected(kOutOfRange);
        put(config, static_cast<int>(*value));
        return std::to_string(*value);
    };
    Setting setting = number_row(text, Setting::Form::number,
                                 fmt::format("none, or {} to {}", range.min, range.max), read);
    setting.text_too = true;
    return setting;
}

Setting switch_setting(SettingText text, const Put<bool>& put) {
    auto read = [=](Config& config, std::string_view written) -> Canonical {
        if (written != "true" && written != "false") return std::unexpected("no such value");
        put(config, written == "true");
        return std::string(written);
    };
    Setting setting = number_row(text, Setting::Form::boolean, "true or false", read);
    setting.words = {"true", "false"};
    return setting;
}

}  // namespace scan
