#include "telemetry/notice_report.h"

namespace scan {

using fmt::literals::operator""_a;

void NoticeReport::told(std::string_view outlet, std::string_view state) {
    metrics_.add(Count::notices_sent);
    log_.info(LogEvent{"notice_sent"}, "{outlet} was told that the state is {state}",
              "outlet"_a = outlet, "state"_a = state);
}

void NoticeReport::not_told(std::string_view outlet, const Error& error) {
    metrics_.add(Count::notice_errors);
    log_.warn(LogEvent{"notice_not_sent"},
              "{outlet} could not be told of the state, and is tried again in a minute: {error}",
              "outlet"_a = outlet, "error"_a = error.message);
}

}  // namespace scan
