#include "app/demo/demo_leftovers.h"

#include <fmt/format.h>

#include <vector>

namespace scan {
namespace {

std::string page(EventId id, ParcelId parcel) {
    return fmt::format(
        R"({{"ScanEvents":[{{"EventId":{},"ParcelId":{},"Type":"STATUS","StatusCode":"DEMO",)"
        R"("CreatedDateTimeUtc":"2026-01-01T00:00:00Z","User":{{"RunId":"1"}}}}]}})",
        id.value, parcel.value);
}

}  // namespace

Result<> leave_dead_letters(Engines& engines, EventId above, ParcelId parcel) {
    const std::vector<std::string> pages = {page(EventId{above.value + 1}, parcel),
                                            page(EventId{above.value + 2}, parcel)};
    for (const Result<>& sent : engines.dead_letter_queue()->send(pages)) {
        if (!sent) return sent;
    }
    return {};
}

std::string next_steps(const DemoNext& next) {
    std::string text =
        fmt::format("  export SCAN_EVENT_WORKER_STORE_URL={} SCAN_EVENT_WORKER_QUEUE_URL={}\n",
                    next.store_url, next.queue_url);
    const auto step = [&](const std::string& command) {
        text += fmt::format("  {} {}\n", next.program, command);
    };
    step("status");
    step(fmt::format("parcel {}", next.parcel.value));
    step(fmt::format("replay --from {} --dry-run", next.first_event.value));
    if (next.has_leftovers) {
        step("failed groups");
        step("failed retry --all --dry-run");
        step("failed discard --all --reason 'of a demo'");
        step("dead-letters list");
        step("dead-letters redrive --dry-run");
        step("dead-letters drain --reason 'of a demo'");
    }
    step("pause process --for 1m --reason 'of a demo'");
    step("audit");
    if (!next.has_leftovers) step("demo --faults");
    step("run --help");
    return text;
}

}  // namespace scan
