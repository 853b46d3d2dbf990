#include "adapters/faulty/fault_script.h"

#include <utility>

namespace scan {

std::string_view to_string(Operation operation) {
    switch (operation) {
        case Operation::feed_fetch: return "feed.fetch";
        case Operation::queue_send: return "queue.send";
        case Operation::queue_send_entry: return "queue.send entry";
        case Operation::queue_receive: return "queue.receive";
        case Operation::queue_acknowledge: return "queue.acknowledge";
        case Operation::queue_acknowledge_entry: return "queue.acknowledge entry";
        case Operation::queue_release: return "queue.release";
        case Operation::queue_extend: return "queue.extend";
        case Operation::queue_depth: return "queue.depth";
        case Operation::parcels_ping: return "parcels.ping";
        case Operation::parcels_apply: return "parcels.apply";
        case Operation::parcels_find: return "parcels.find";
        case Operation::cursor_advance: return "cursor.advance";
        case Operation::cursor_read: return "cursor.read";
        case Operation::cursor_set: return "cursor.set";
        case Operation::lease_acquire: return "lease.acquire";
        case Operation::lease_renew: return "lease.renew";
        case Operation::lease_release: return "lease.release";
        case Operation::lease_caught_up_at: return "lease.caught_up_at";
        case Operation::history_forget: return "history.forget";
        case Operation::parcels_overwrite: return "parcels.overwrite";
        case Operation::failed_read: return "failed.read";
        case Operation::failed_change: return "failed.change";
        case Operation::audit_read: return "audit.read";
        case Operation::audit_write: return "audit.write";
        case Operation::gaps_read: return "gaps.read";
        case Operation::gaps_close: return "gaps.close";
        case Operation::jobs_read: return "jobs.read";
        case Operation::jobs_claim: return "jobs.claim";
        case Operation::jobs_report: return "jobs.report";
        case Operation::jobs_order: return "jobs.order";
        case Operation::pauses_read: return "pauses.read";
        case Operation::pauses_change: return "pauses.change";
    }
    return "";
}

void FaultScript::next(Operation operation, std::optional<Fault> fault) {
    scripted_[operation].push_back(std::move(fault));
}

void FaultScript::break_down(Operation operation, Fault fault) {
    broken_.insert_or_assign(operation, std::move(fault));
}

void FaultScript::repair(Operation operation) {
    broken_.erase(operation);
}

std::optional<Fault> FaultScript::draw(Operation operation) {
    if (const auto scripted = scripted_.find(operation); scripted != scripted_.end()) {
        auto fault = std::move(scripted->second.front());
        scripted->second.pop_front();
        if (scripted->second.empty()) scripted_.erase(scripted);
        return fault;
    }
    if (const auto broken = broken_.find(operation); broken != broken_.end()) return broken->second;
    return source_ ? source_(operation) : std::nullopt;
}

}  // namespace scan
