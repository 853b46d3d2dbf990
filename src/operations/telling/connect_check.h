#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "operations/conditions/dependency_error.h"
#include "pipeline/ports/event_queue.h"
#include "pipeline/ports/feed.h"
#include "pipeline/ports/store_status.h"

namespace scan {

enum class ConnectResult {
    works,
    not_made,  // its database or its tables are not there yet, and `run` makes them
    fails,
};

// Whether a dependency can be used with the settings.
struct ConnectCheck {
    Dependency dependency{};
    ConnectResult result = ConnectResult::fails;
    std::string message;  // what it answered, or what is wrong
    std::string action;   // what to do; empty unless it fails
};

// What a worker does about a database or tables that are not there: it makes them, or it fails.
enum class Missing { is_made, is_error };

// The status that the feed's last call was answered with; nullopt: with none.
using AnsweredStatus = std::function<std::optional<int>()>;

// Each asks once: the feed for one event, the queue for its depth, the store for its figures.
ConnectCheck check_feed(Feed& feed, const AnsweredStatus& status, EventId from,
                        std::stop_token stop);
ConnectCheck check_queue(EventQueue& queue, Missing missing);
ConnectCheck check_store(StoreStatusReader& store, Missing missing);

// The JSON of `config check --connect --json` and of GET /api/v1/checks: {"checks":[{"name","works","message","action"}]}. What `run` makes
// works.
std::string checks_document(const std::vector<ConnectCheck>& checks);

}  // namespace scan
