#include <gtest/gtest.h>

#include <csignal>

#include "tests/e2e/end_to_end.h"
#include "tests/e2e/naive_oracle.h"

namespace scan {
namespace {

class HistoryRetention : public EndToEnd {
protected:
    std::int64_t old_rows(const std::string& table, const std::string& column) const {
        return store().number("SELECT count(*) FROM " + table + " WHERE " + column + " < '2021'");
    }
};

TEST_F(HistoryRetention, ARunningWorkerForgetsWhatIsOldAndKeepsWhatIsOpen) {
    const Arguments source = {"--parcels", "500", "--events", "2500"};
    FeedServerProcess server(folder_.path(), source);
    ASSERT_EQ(catch_up(server.url(), {{"store-history", "true"}}).code, 0);
    ASSERT_EQ(store().number("SELECT count(*) FROM scan_event"), 2500);
    store().execute(
        "UPDATE scan_event SET stored_at_utc = '2020-01-01T00:00:00.0000000Z';"
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500)"
        "INSERT INTO failed_event (reason, detail, body, body_hash, occurrences, failed_at_utc,"
        "  last_failed_at_utc, resolved_at_utc)"
        "SELECT 'malformed', '', '', i, 1, '2020-01-01T00:00:00.0000000Z',"
        "  '2020-01-01T00:00:00.0000000Z', iif(i > 10, '2020-01-01T00:00:00.0000000Z', NULL)"
        "FROM n");

    Process worker(
        launch(Arguments{"run"} + worker_flags(server.url(), {{"store-history", "true"},
                                                              {"store-history-retention", "1m"}})));
    EXPECT_TRUE(worker.wait_for(
        [&] {
            return old_rows("scan_event", "stored_at_utc") == 0 &&
                   old_rows("failed_event", "resolved_at_utc") == 0;
        },
        kPatience))
        << worker.errors();
    worker.signal(SIGTERM);
    EXPECT_EQ(worker.wait(kPatience), 0);
    EXPECT_EQ(store().number("SELECT count(*) FROM failed_event"), 10)
        << "nobody has resolved them";
    EXPECT_EQ(difference(apply_in_order(events_served(folder_.path(), source)), store().parcels()),
              "");
    EXPECT_FALSE(worker.has_logged("Z ERROR")) << worker.errors();
}

}  // namespace
}  // namespace scan
