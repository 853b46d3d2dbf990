#include "app/worker/stop_plan.h"

#include "base/duration_text.h"

namespace scan {

using fmt::literals::operator""_a;

StopPlan stop_plan(Duration grace, const Unfinished& unfinished, Log& log) {
    return {.grace = grace,
            .tell =
                [grace, &unfinished, &log](std::string_view signal) {
                    log.info(LogEvent{"stopping"},
                             "{signal}: stopping; waiting up to {grace} for {unfinished}; a second "
                             "signal ends at once",
                             "signal"_a = signal, "grace"_a = duration_text(grace),
                             "unfinished"_a = unfinished.text());
                },
            .give_up =
                [grace, &unfinished, &log] {
                    log.error(LogEvent{"not_stopped"},
                              "not stopped within {grace}: ended without waiting longer for "
                              "{unfinished}",
                              "grace"_a = duration_text(grace), "unfinished"_a = unfinished.text());
                }};
}

}  // namespace scan
