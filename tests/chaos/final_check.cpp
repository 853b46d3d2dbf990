#include "tests/chaos/final_check.h"

#include <fmt/format.h>

#include "tests/e2e/naive_oracle.h"

namespace scan {
namespace {

constexpr std::size_t kChunk = 20'000;

using Violations = std::vector<std::string>;

// Every event, with its text, and no other.
void check_history(const Tables& store, const ExpectedFeed& expected, Violations& violations) {
    std::size_t next = 0;
    std::size_t missing = 0;
    std::size_t different = 0;
    std::size_t extra = 0;
    std::string first;
    const auto count = [&](std::size_t& which, const std::string& text) {
        ++which;
        if (first.empty()) first = text;
    };
    std::int64_t last = 0;
    for (;;) {
        const auto rows =
            store.rows(fmt::format("SELECT event_id, body FROM scan_event WHERE event_id > {} "
                                   "ORDER BY event_id LIMIT {}",
                                   last, kChunk));
        if (rows.empty()) break;
        for (const auto& row : rows) {
            last = std::stoll(row[0]);
            while (next < expected.events.size() && event_id_of(expected.events[next]) < last)
                count(missing, expected.events[next++]);
            if (next == expected.events.size() || event_id_of(expected.events[next]) != last) {
                count(extra, row[1]);
            } else if (expected.events[next++] != row[1]) {
                count(different, row[1]);
            }
        }
    }
    while (next < expected.events.size()) count(missing, expected.events[next++]);
    if (missing + different + extra == 0) return;
    violations.push_back(
        fmt::format("history: {} events missing, {} with another text, {} that the feed never had; "
                    "the first: {}",
                    missing, different, extra, first));
}

void check_failed_events(const Tables& store, const ExpectedFeed& expected,
                         Violations& violations) {
    std::set<std::string> found;
    for (const auto& row :
         store.rows("SELECT body, reason FROM failed_event WHERE resolved_at_utc IS NULL")) {
        if (!found.insert(row[0]).second) violations.push_back("failed twice: " + row[0]);
        if (row[1].empty()) violations.push_back("failed without a reason: " + row[0]);
        if (!expected.malformed.contains(row[0]))
            violations.push_back(fmt::format("failed ({}), and should not: {}", row[1], row[0]));
    }
    for (const std::string& text : expected.malformed) {
        if (!found.contains(text))
            violations.push_back("malformed, and not in failed_event: " + text);
    }
    const std::int64_t resolved =
        store.number("SELECT count(*) FROM failed_event WHERE resolved_at_utc IS NOT NULL");
    if (resolved > 0)
        violations.push_back(fmt::format("{} failed events were resolved by nobody", resolved));
}

}  // namespace

std::vector<std::string> check_tables(ChaosEngines& engines, const ExpectedFeed& expected) {
    Violations violations;
    const auto store = engines.store();
    const std::string parcels =
        difference(engines.kept(apply_in_order(expected.events)), store->parcels());
    if (!parcels.empty()) violations.push_back("parcel table: " + parcels);
    check_history(*store, expected, violations);
    check_failed_events(*store, expected, violations);
    const std::int64_t gaps = store->number("SELECT count(*) FROM feed_gap");
    if (gaps > 0)
        violations.push_back(fmt::format("{} feed gaps that the feed does not have", gaps));
    const std::int64_t changes = store->number("SELECT count(*) FROM cursor_change");
    if (changes > 0)
        violations.push_back(fmt::format("{} changes of the cursor by nobody", changes));
    const std::int64_t dead = engines.dead_letters();
    if (dead > 0) violations.push_back(fmt::format("{} dead letters", dead));
    const std::int64_t messages = engines.messages();
    if (messages > dead) violations.push_back(fmt::format("{} messages are left", messages - dead));
    return violations;
}

}  // namespace scan
