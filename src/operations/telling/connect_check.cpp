#include "operations/telling/connect_check.h"

#include <fmt/format.h>

#include <utility>

#include "base/counted.h"
#include "base/json_object.h"
#include "operations/conditions/condition_table.h"

namespace scan {
namespace {

ConnectCheck failed(Dependency dependency, const Error& error, std::optional<ConditionId> trouble) {
    return {.dependency = dependency,
            .result = ConnectResult::fails,
            .message = error.message,
            .action = trouble ? std::string(row_of(*trouble).action) : ""};
}

ConnectCheck works(Dependency dependency, std::string message) {
    return {.dependency = dependency,
            .result = ConnectResult::works,
            .message = std::move(message),
            .action = {}};
}

// Of a queue or a store; nullopt: the error is another one.
std::optional<ConnectCheck> not_there(Dependency dependency, const Error& error, Missing missing) {
    if (error.cause != ErrorCause::no_database && error.cause != ErrorCause::no_tables)
        return std::nullopt;
    switch (missing) {
        case Missing::is_made:
            return ConnectCheck{.dependency = dependency,
                                .result = ConnectResult::not_made,
                                .message = "not there yet: `run` or `migrate` makes it",
                                .action = {}};
        case Missing::is_error:
            return ConnectCheck{.dependency = dependency,
                                .result = ConnectResult::fails,
                                .message = error.message,
                                .action = std::string(row_of(ConditionId::schema_older).action)};
    }
    std::unreachable();
}

}  // namespace

ConnectCheck check_feed(Feed& feed, const AnsweredStatus& status, EventId from,
                        std::stop_token stop) {
    const auto reply = feed.fetch(from, 1, std::move(stop));
    if (!reply)
        return failed(Dependency::feed, reply.error(), trouble_of_feed(reply.error(), status()));
    return works(Dependency::feed, reply->summary.empty() ? "it answers" : reply->summary);
}

ConnectCheck check_queue(EventQueue& queue, Missing missing) {
    const auto depth = queue.depth();
    if (!depth)
        return not_there(Dependency::queue, depth.error(), missing)
            .value_or(failed(Dependency::queue, depth.error(), trouble_of_queue(depth.error())));
    return works(Dependency::queue, fmt::format("{}, {}", counted(depth->undone(), "message"),
                                                counted(depth->dead_letters, "dead letter")));
}

ConnectCheck check_store(StoreStatusReader& store, Missing missing) {
    const auto status = store.read();
    if (!status)
        return not_there(Dependency::store, status.error(), missing)
            .value_or(failed(Dependency::store, status.error(), trouble_of_store(status.error())));
    return works(Dependency::store, counted(status->parcels, "parcel"));
}

std::string checks_document(const std::vector<ConnectCheck>& checks) {
    JsonList list;
    for (const ConnectCheck& each : checks) {
        JsonObject object;
        object.add("name", name_of(each.dependency))
            .add("works", each.result != ConnectResult::fails)
            .add("message", each.message)
            .add("action", each.action);
        list.add(object);
    }
    return JsonObject().raw("checks", list.text()).text();
}

}  // namespace scan
