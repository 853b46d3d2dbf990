#include "operations/conditions/dependency_error.h"

#include <utility>

namespace scan {

std::string_view name_of(Dependency dependency) {
    switch (dependency) {
        case Dependency::feed: return "feed";
        case Dependency::queue: return "queue";
        case Dependency::store: return "store";
    }
    std::unreachable();
}

namespace {

// Of a queue in tables as well: they are the store's kind.
std::optional<ConditionId> schema_trouble(const Error& error) {
    switch (error.cause) {
        case ErrorCause::no_tables:
        case ErrorCause::schema_older: return ConditionId::schema_older;
        case ErrorCause::schema_newer: return ConditionId::schema_newer;
        case ErrorCause::no_room:
        case ErrorCause::no_database:
        case ErrorCause::other: return std::nullopt;
    }
    std::unreachable();
}

}  // namespace

std::optional<ConditionId> trouble_of_queue(const Error& error) {
    if (const auto schema = schema_trouble(error)) return schema;
    switch (error.code) {
        case ErrorCode::denied: return ConditionId::queue_denied;
        case ErrorCode::transient:
        case ErrorCode::throttled: return ConditionId::queue_unreachable;
        case ErrorCode::rejected:
        case ErrorCode::stopped: return std::nullopt;
    }
    std::unreachable();
}

std::optional<ConditionId> trouble_of_store(const Error& error) {
    if (error.cause == ErrorCause::no_room) return ConditionId::store_full;
    if (const auto schema = schema_trouble(error)) return schema;
    switch (error.code) {
        case ErrorCode::denied: return ConditionId::store_denied;
        case ErrorCode::transient:
        case ErrorCode::throttled: return ConditionId::store_unreachable;
        case ErrorCode::rejected:
        case ErrorCode::stopped: return std::nullopt;
    }
    std::unreachable();
}

std::optional<ConditionId> trouble_of_feed(const Error& error, std::optional<int> status) {
    constexpr int kTooManyRequests = 429;
    switch (error.code) {
        case ErrorCode::denied: return ConditionId::feed_denied;
        case ErrorCode::transient:
        case ErrorCode::throttled:
            if (!status) return ConditionId::feed_unreachable;
            return *status == kTooManyRequests ? ConditionId::feed_throttled
                                               : ConditionId::feed_failing;
        case ErrorCode::rejected: return ConditionId::feed_failing;
        case ErrorCode::stopped: return std::nullopt;
    }
    std::unreachable();
}

}  // namespace scan
