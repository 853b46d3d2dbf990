#pragma once

#include <fmt/format.h>

#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/log_quota.h"
#include "base/mutex.h"

namespace spdlog {
class logger;
}

namespace scan {

enum class LogFormat { text, json };
// Whether the words WARN and ERROR are coloured, which is for terminals.
enum class LogColour { none, by_level };

struct LogStyle {
    std::string_view begin = {};  // before each line, for example to clear a terminal's line
    LogColour colour = LogColour::none;
    // By which repeats are limited (LogQuota), with a line that says how many were left out; nullptr: none is. Entries without an event's
    // name and those of `debug` are not.
    Clock* clock = nullptr;
};

// The name of what happened, for programs that read the log; people read the text.
struct LogEvent {
    const char* name;
};

// The operator's log: one line an entry on standard error. WARN = recovered, nothing lost; ERROR = a
// person must act. Line breaks inside an entry are escaped. No entry waits for the reader
// (LineWriter). Any thread may call it.
//
// In JSON an entry has its event's name and the named arguments of its text as fields:
// `log.warn(LogEvent{"queue_full"}, "the queue holds {depth} messages", "depth"_a = depth)`.
class Log {
public:
    Log(LogLevel level, LogFormat format, LogStyle style = {});
    ~Log();
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

    LogFormat format() const { return format_; }
    void set_level(LogLevel level);

    template <class... Args>
    void debug(LogEvent event, fmt::format_string<Args...> text, Args&&... args) {
        tell(LogLevel::debug, event, text, std::forward<Args>(args)...);
    }
    template <class... Args>
    void info(LogEvent event, fmt::format_string<Args...> text, Args&&... args) {
        tell(LogLevel::info, event, text, std::forward<Args>(args)...);
    }
    template <class... Args>
    void warn(LogEvent event, fmt::format_string<Args...> text, Args&&... args) {
        tell(LogLevel::warn, event, text, std::forward<Args>(args)...);
    }
    template <class... Args>
    void error(LogEvent event, fmt::format_string<Args...> text, Args&&... args) {
        tell(LogLevel::error, event, text, std::forward<Args>(args)...);
    }

    // Of what has no name.
    template <class... Args>
    void debug(fmt::format_string<Args...> text, Args&&... args) {
        tell(LogLevel::debug, {}, text, std::forward<Args>(args)...);
    }
    template <class... Args>
    void info(fmt::format_string<Args...> text, Args&&... args) {
        tell(LogLevel::info, {}, text, std::forward<Args>(args)...);
    }
    template <class... Args>
    void warn(fmt::format_string<Args...> text, Args&&... args) {
        tell(LogLevel::warn, {}, text, std::forward<Args>(args)...);
    }
    template <class... Args>
    void error(fmt::format_string<Args...> text, Args&&... args) {
        tell(LogLevel::error, {}, text, std::forward<Args>(args)...);
    }

private:
    template <class... Args>
    void tell(LogLevel level, LogEvent event, fmt::format_string<Args...> text, Args&&... args) {
        std::string fields;
        if (format_ == LogFormat::json) (add_field(fields, args), ...);
        write(level, event, fmt::format(text, std::forward<Args>(args)...), fields);
    }

    // Only arguments with a name are fields.
    template <class Arg>
    static void add_field(std::string& fields, const Arg& argument) {
        if constexpr (requires {
                          argument.name;
                          argument.value;
                      }) {
            using Value = std::remove_cvref_t<decltype(argument.value)>;
            if constexpr (std::is_arithmetic_v<Value>) {
                fields += fmt::format(",\"{}\":{}", argument.name, argument.value);
            } else {
                add_text_field(fields, argument.name, fmt::format("{}", argument.value));
            }
        }
    }
    static void add_text_field(std::string& fields, std::string_view name, std::string_view value);

    void write(LogLevel level, LogEvent event, std::string_view text, std::string_view fields);
    void write_admitted(LogLevel level, LogEvent event, std::string_view text,
                        std::string_view fields);
    bool admits(LogLevel level, LogEvent event);
    void tell_left_out(const std::vector<LogQuota::LeftOut>& over);
    std::string tag_of(LogLevel level) const;

    std::unique_ptr<spdlog::logger> logger_;
    LogFormat format_;
    LogColour colour_;
    Clock* clock_;
    Mutex mutex_;
    LogQuota quota_ GUARDED_BY(mutex_);
};

}  // namespace scan
