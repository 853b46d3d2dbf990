#include "adapters/sql/operations/sql_worker_directory.h"

#include "adapters/sql/operations/stored_worker.h"
#include "operations/conditions/time_for_people.h"

namespace scan {
namespace {

// Looking for old rows at each write would be work for nothing.
constexpr Duration kForgetInterval = std::chrono::hours(1);

}  // namespace

SqlWorkerDirectory::SqlWorkerDirectory(const SqlAccess& access)
    : connection_(access.database, access.store, Role::control),
      put_(connection_, "put_worker", {"name", "now", "is_live", "facts"}),
      forget_(connection_, "forget_workers", {"before"}),
      read_(connection_, "read_workers", {"lifetime_ns"}) {}

Result<> SqlWorkerDirectory::put(const WorkerFacts& facts, bool is_live) {
    const UtcTime now = connection_.clock().utc_now();
    const Instant instant = connection_.clock().now();
    const bool must_forget = !forgot_at_ || instant - *forgot_at_ >= kForgetInterval;
    const UtcTime before = later(now, -kWorkerRemembered);
    auto written = connection_.write(Intent::relaxed, [&] {
        put_.run(facts.name, now, is_live, stored_worker(facts));
        if (must_forget) forget_.run(before);
    });
    if (written && must_forget) forgot_at_ = instant;
    return written;
}

Result<std::vector<WorkerFacts>> SqlWorkerDirectory::read() {
    return connection_.read([this] {
        std::vector<WorkerFacts> workers;
        read_.each(
            [&](const WorkerRow& row) {
                auto facts = worker_of(row.facts);
                if (!facts) return;
                facts->is_live = row.is_live;
                workers.push_back(*std::move(facts));
            },
            kWorkerLifetime.count());
        return workers;
    });
}

}  // namespace scan
