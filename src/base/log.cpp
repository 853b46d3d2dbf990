#include "base/log.h"

#include <fmt/format.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "base/json_text.h"

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

std::string_view tag_of(LogLevel level) {
    switch (level) {
        case LogLevel::debug: return "DEBUG";
        case LogLevel::info: return "INFO ";
        case LogLevel::warn: return "WARN ";
        case LogLevel::error: return "ERROR";
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

}  // namespace

Log::Log(LogLevel level, LogFormat format)
    : logger_(
          std::make_unique<spdlog::logger>("", std::make_shared<spdlog::sinks::stderr_sink_mt>())),
      format_(format) {
    logger_->set_level(to_spdlog(level));
    logger_->flush_on(spdlog::level::debug);
    const char* const pattern = format == LogFormat::json ? R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ",%v})"
                                                          : "%Y-%m-%dT%H:%M:%S.%eZ %v";
    logger_->set_formatter(
        std::make_unique<spdlog::pattern_formatter>(pattern, spdlog::pattern_time_type::utc));
}

Log::~Log() = default;

void Log::write(LogLevel level, std::string_view text) {
    const auto spdlog_level = to_spdlog(level);
    if (!logger_->should_log(spdlog_level)) return;
    const std::string line =
        format_ == LogFormat::json
            ? fmt::format(R"("level":"{}","message":{})", name_of(level), json_quote(text))
            : fmt::format("{} {}", tag_of(level), one_line(text));
    logger_->log(spdlog_level, spdlog::string_view_t(line));
}

}  // namespace scan
