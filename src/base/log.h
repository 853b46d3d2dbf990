#pragma once

#include <fmt/format.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace spdlog {
class logger;
}

namespace scan {

enum class LogLevel { debug, info, warn, error };
enum class LogFormat { text, json };

// The operator's log: one line an entry on standard error. WARN = recovered, nothing lost; ERROR = a person must act. Line breaks
// inside an entry are escaped. Any thread may call it.
class Log {
public:
    Log(LogLevel level, LogFormat format);
    ~Log();
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

    template <class... Args>
    void debug(fmt::format_string<Args...> text, Args&&... args) {
        write(LogLevel::debug, fmt::format(text, std::forward<Args>(args)...));
    }
    template <class... Args>
    void info(fmt::format_string<Args...> text, Args&&... args) {
        write(LogLevel::info, fmt::format(text, std::forward<Args>(args)...));
    }
    template <class... Args>
    void warn(fmt::format_string<Args...> text, Args&&... args) {
        write(LogLevel::warn, fmt::format(text, std::forward<Args>(args)...));
    }
    template <class... Args>
    void error(fmt::format_string<Args...> text, Args&&... args) {
        write(LogLevel::error, fmt::format(text, std::forward<Args>(args)...));
    }

private:
    void write(LogLevel level, std::string_view text);

    std::unique_ptr<spdlog::logger> logger_;
    LogFormat format_;
};

}  // namespace scan
