#include "base/log.h"

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
    const char* const pattern =
        format == LogFormat::json ? R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l","message":%v})"
                                  : "%Y-%m-%dT%H:%M:%S.%eZ %^%l%$ %v";
    logger_->set_formatter(
        std::make_unique<spdlog::pattern_formatter>(pattern, spdlog::pattern_time_type::utc));
}

Log::~Log() = default;

void Log::write(LogLevel level, std::string_view text) {
    const auto spdlog_level = to_spdlog(level);
    if (!logger_->should_log(spdlog_level)) return;
    logger_->log(spdlog_level, spdlog::string_view_t(format_ == LogFormat::json ? json_quote(text)
                                                                                : one_line(text)));
}

}  // namespace scan
