#include "operations/telling/status_look.h"

#include <utility>

#include "operations/conditions/clock_skew.h"
#include "operations/conditions/dependency_error.h"

namespace scan {
namespace {

void add_trouble(Facts& facts, std::optional<ConditionId> trouble, const Error& error) {
    if (!trouble) return;
    facts.own.push_back({.id = *trouble, .since = facts.now, .detail = error.message});
}

Result<StoreFacts> read_store(const LookPorts& ports) {
    auto facts = ports.facts.read();
    if (!facts) return facts;
    auto status = ports.status.read();
    if (!status) return std::unexpected(status.error());
    // It has all figures.
    facts->status = *std::move(status);
    return facts;
}

}  // namespace

Facts look_around(const LookPorts& ports, const Facts& limits, UtcTime now) {
    Facts facts = limits;
    facts.now = now;
    auto workers = ports.workers.read();
    if (!workers) {
        add_trouble(facts, trouble_of_store(workers.error()), workers.error());
    } else {
        facts.workers = *std::move(workers);
        for (WorkerFacts& worker : facts.workers) correct_skew(worker, now);
        auto store = read_store(ports);
        if (!store) add_trouble(facts, trouble_of_store(store.error()), store.error());
        if (store) facts.store = *std::move(store);
    }
    const auto queue = ports.queue.depth();
    if (!queue) add_trouble(facts, trouble_of_queue(queue.error()), queue.error());
    if (queue) facts.queue = *queue;
    return facts;
}

}  // namespace scan
