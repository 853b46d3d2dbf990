#pragma once

#include <string>
#include <type_traits>
#include <utility>

#include "operations/ports/audit_log.h"

namespace scan {

// What every act of a person carries.
struct Act {
    std::string who;     // user@host, or a token's name
    std::string reason;  // why; kept with what was done
    bool is_dry_run = false;
};

// rejected: an act without a reason is refused, but for a dry run.
Result<> check_reason(const Act& act);

// Runs `work` between the two lines of the audit: an act that dies is found there as begun.
// `result_of` says in a few words what came of it. A dry run is not written.
template <class Work, class ResultOf>
auto audited(AuditLog& audit, const Act& act, std::string what, Work work, ResultOf result_of)
    -> decltype(work()) {
    if (const auto checked = check_reason(act); !checked) return std::unexpected(checked.error());
    if (act.is_dry_run) return work();
    const auto row = audit.begin({.who = act.who, .what = std::move(what), .reason = act.reason});
    if (!row) return std::unexpected(row.error());
    auto done = work();
    std::string result;
    if (!done) {
        result = "failed: " + done.error().message;
    } else if constexpr (std::is_void_v<typename decltype(done)::value_type>) {
        result = result_of();
    } else {
        result = result_of(*done);
    }
    const auto ended = audit.end(*row, result);
    // What was done is done: the caller hears of it, and the row says that it was begun.
    static_cast<void>(ended);
    return done;
}

}  // namespace scan
