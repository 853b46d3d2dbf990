#include "app/worker/start_check.h"

#include <fmt/format.h>

namespace scan {
namespace {

using fmt::literals::operator""_a;

// Connections that a worker holds with its store's database. The queue may be kept there too.
std::uint32_t sessions_needed(const Config& config) {
    const bool polls = config.worker.role != WorkerRole::process;
    const std::uint32_t processors =
        config.worker.role == WorkerRole::poll ? 0 : config.processor.count;
    const std::uint32_t queue = config.queue.url == config.store.url ? 1 : 0;
    const std::uint32_t processing = processors > 0 ? (1 + queue) * processors + queue : 0;
    const std::uint32_t retention = config.store.history_retention ? 1 : 0;
    constexpr std::uint32_t kPauseWatch = 1;
    // The board is looked at; what a job uses comes and goes.
    const std::uint32_t jobs = polls ? 1 : 0;
    const std::uint32_t proof = polls && config.verify.every > Duration::zero() ? 4 : 0;
    constexpr std::uint32_t kHeartbeat = 2;
    // The probe of the store, and what its answers look up; a probe of the queue.
    constexpr std::uint32_t kDesk = 3;
    return processing + (polls ? 2 + queue + retention : 0) + kHeartbeat + kDesk + kPauseWatch +
           jobs + proof + 2 * queue;
}

}  // namespace

Result<> check_at_start(Engines& engines, const Config& config, Log& log, std::stop_token stop) {
    const auto store = engines.store().parcel_store()->ping();
    const auto queue = engines.queue(stop)->depth();
    if (stop.stop_requested()) return {};
    for (const Error* error :
         {store ? nullptr : &store.error(), queue ? nullptr : &queue.error()}) {
        if (error == nullptr) continue;
        if (error->code == ErrorCode::denied) return std::unexpected(*error);
        log.warn(LogEvent{"not_usable_yet"}, "not usable yet: {error}", "error"_a = error->message);
    }
    const auto doubts = store ? engines.store().doubts(sessions_needed(config))
                              : Result<std::vector<std::string>>();
    for (const std::string& doubt : doubts.value_or(std::vector<std::string>()))
        log.warn("{}", doubt);
    const auto is_narrow = store ? engines.store().is_parcel_id_narrow() : Result<bool>(false);
    if (is_narrow && *is_narrow) {
        log.warn(
            LogEvent{"parcel_id_narrow"},
            "the store's ParcelId is INT: an event of a parcel above 2147483647 becomes a failed "
            "event; `scan-event-worker migrate --widen-parcel-id` makes it BIGINT");
    }
    return {};
}

}  // namespace scan
