#include "tests/e2e/end_to_end.h"

#include <utility>

namespace scan {

Arguments EndToEnd::worker_flags(const std::string& feed_url, const Settings& changes) {
    Settings settings = {{"feed-url", feed_url},
                         {"feed-poll-interval", "100ms"},
                         {"feed-retry-delay-max", "500ms"},
                         {"feed-late-window", "5s"},
                         {"feed-late-scan-interval", "300ms"},
                         {"queue-visibility-timeout", "2s"},
                         {"queue-receive-wait", "200ms"},
                         {"lease-duration", "2s"}};
    for (const auto& [name, value] : changes) settings[name] = value;
    Arguments flags;
    for (const auto& [name, value] : settings) flags.insert(flags.end(), {"--" + name, value});
    return flags;
}

Process::Launch EndToEnd::launch(Arguments arguments, std::vector<std::string> environment) const {
    return {.folder = folder_.path(),
            .arguments = std::move(arguments),
            .environment = std::move(environment)};
}

Finished EndToEnd::catch_up(const std::string& feed_url, const Settings& changes) const {
    return run_to_end(launch(Arguments{"run", "--until-caught-up", "--timeout", "60s"} +
                             worker_flags(feed_url, changes)),
                      2 * kPatience);
}

Finished EndToEnd::run(Arguments arguments, std::vector<std::string> environment) const {
    return run_to_end(launch(std::move(arguments), std::move(environment)));
}

std::int64_t EndToEnd::parcels() const {
    return store().number("SELECT count(*) FROM parcel_summary");
}

std::int64_t EndToEnd::cursor() const {
    return store().number("SELECT last_event_id FROM processing_state");
}

bool EndToEnd::holds_lease(pid_t id) const {
    return is_lease_held_by(store(), id);
}

}  // namespace scan
