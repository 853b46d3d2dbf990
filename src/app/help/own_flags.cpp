#include "app/help/own_flags.h"

#include <fmt/format.h>

#include "base/duration_text.h"
#include "config/plain_text.h"

namespace scan {
void refuse_flag(const std::string& flag, const std::string& text, const std::string& problem,
                 const std::string& allowed) {
    throw CLI::ValidationError(
        fmt::format("{} = {}: {}; allowed: {}", flag, in_quotes(text), problem, allowed));
}

void add_duration(CLI::App& command, const std::string& flag, Duration& value,
                  const std::string& help) {
    const auto read = [&value, flag](const std::string& text) {
        const auto duration = parse_duration(text);
        if (!duration)
            refuse_flag(flag, text, "not a duration",
                        "a whole number and ms, s, m, h or d, like 200ms, 5s or 2m");
        value = *duration;
    };
    command.add_option_function<std::string>(flag, read, help)
        ->type_name("DURATION")
        ->default_str(duration_text(value));
}

}  // namespace scan
