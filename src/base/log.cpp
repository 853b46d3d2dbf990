#include "base/log.h"

#include <fmt/format.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>

#include "base/json_text.h"
#include "base/line_writer.h"

namespace scan {
namespace {

spdlog::level::level_enum to_spdlog(LogLevel level) {
    switch (level) {
        case LogLevel::debug: return spdlog::level::debug;
        case LogLevel::info: return spdlog::level::info;
        case LogLevel::warn: return spdlog::level::warn;
        case LogLevel::error: return spdlog::level::err;
    }
    std::abort();
}

// spdlog's own names differ from those of the setting.
std::string_view name_of(LogLevel level) {
    switch (level) {
        case LogLevel::debug: return "debug";
        case LogLevel::info: return "info";
        case LogLevel::warn: return "warn";
        case LogLevel::error: return "error";
    }
    std::abort();
}

std::string_view plain_tag_of(LogLevel level) {
    switch (level) {
        case LogLevel::debug: return "DEBUG";
        case LogLevel::info: return "INFO ";
        case LogLevel::warn: return "WARN ";
        case LogLevel::error: return "ERROR";
    }
    std::abort();
}

std::string_view colour_of(LogLevel level) {
    switch (level) {
        case LogLevel::debug:
        case LogLevel::info: return "";
        case LogLevel::warn: return "\x1b[33m";
        case LogLevel::error: return "\x1b[1;31m";
    }
    std::abort();
}

std::string one_line(std::string_view text) {
    std::string line;
    line.reserve(text.size());
    for (const char c : text) {
        if (c == '\n') {
            line += "\\n";
        } else if (c == '\r') {
            line += "\\r";
        } else {
            line += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        }
    }
    return line;
}

std::string about_dropped(LogFormat format, std::size_t lines) {
    const std::string text = fmt::format("{} lines of the log were lost: nobody read them", lines);
    return format == LogFormat::json
               ? fmt::format("{{\"level\":\"warn\",\"message\":{}}}\n", json_quote(text))
               : fmt::format("{} {}\n", plain_tag_of(LogLevel::warn), text);
}

class StandardErrorSink final : public spdlog::sinks::base_sink<std::mutex> {
public:
    explicit StandardErrorSink(LogFormat format)
        : writer_(STDERR_FILENO,
                  [format](std::size_t lines) { return about_dropped(format, lines); }) {}

private:
    void sink_it_(const spdlog::details::log_msg& message) override {
        spdlog::memory_buf_t line;
        formatter_->format(message, line);
        writer_.write({line.data(), line.size()});
    }
    void flush_() override {}

    LineWriter writer_;
};

}  // namespace

Log::Log(LogLevel level, LogFormat format, LogStyle style)
    : logger_(std::make_unique<spdlog::logger>("", std::make_shared<StandardErrorSink>(format))),
      format_(format),
      colour_(style.colour),
      clock_(style.clock) {
    logger_->set_level(to_spdlog(level));
    const char* const pattern = format == LogFormat::json ? R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ",%v})"
                                                          : "%Y-%m-%dT%H:%M:%S.%eZ %v";
    logger_->set_formatter(std::make_unique<spdlog::pattern_formatter>(
        std::string(style.begin) + pattern, spdlog::pattern_time_type::utc));
}

Log::~Log() {
    const auto owed = [this] {
        const MutexLock lock(mutex_);
        return quota_.take_all();
    }();
    tell_left_out(owed);
}

void Log::set_level(LogLevel level) {
    logger_->set_level(to_spdlog(level));
}

void Log::add_text_field(std::string& fields, std::string_view name, std::string_view value) {
    fields += fmt::format(",\"{}\":{}", name, json_quote(value));
}

bool Log::admits(LogLevel level, LogEvent event) {
    if (clock_ == nullptr) return true;
    const Instant now = clock_->now();
    std::vector<LogQuota::LeftOut> over;
    bool is_admitted = true;
    {
        const MutexLock lock(mutex_);
        over = quota_.take_over(now);
        if (event.name != nullptr && level != LogLevel::debug)
            is_admitted = quota_.admits(event.name, level, now);
    }
    tell_left_out(over);
    return is_admitted;
}

void Log::tell_left_out(const std::vector<LogQuota::LeftOut>& over) {
    using fmt::literals::operator""_a;
    for (const auto& [event, level, lines] : over) {
        std::string fields;
        if (format_ == LogFormat::json) {
            add_field(fields, "of"_a = event);
            add_field(fields, "lines"_a = lines);
        }
        // No ERROR: the lines before have said what to do.
        write_admitted(
            std::min(level, LogLevel::warn), LogEvent{"repeats_left_out"},
            fmt::format("{} more lines of {} within a minute were left out", lines, event), fields);
    }
}

std::string Log::tag_of(LogLevel level) const {
    const std::string_view colour =
        colour_ == LogColour::by_level ? colour_of(level) : std::string_view{};
    if (colour.empty()) return std::string(plain_tag_of(level));
    return fmt::format("{}{}\x1b[0m", colour, plain_tag_of(level));
}

void Log::write(LogLevel level, LogEvent event, std::string_view text, std::string_view fields) {
    if (!logger_->should_log(to_spdlog(level)) || !admits(level, event)) return;
    write_admitted(level, event, text, fields);
}

void Log::write_admitted(LogLevel level, LogEvent event, std::string_view text,
                         std::string_view fields) {
    const auto spdlog_level = to_spdlog(level);
    if (!logger_->should_log(spdlog_level)) return;
    std::string line;
    if (format_ == LogFormat::text) {
        line = fmt::format("{} {}", tag_of(level), one_line(text));
    } else {
        line = fmt::format(R"("level":"{}",)", name_of(level));
        if (event.name != nullptr) line += fmt::format(R"("event":"{}",)", event.name);
        line += fmt::format(R"("message":{}{})", json_quote(text), fields);
    }
    logger_->log(spdlog_level, spdlog::string_view_t(line));
}

}  // namespace scan
