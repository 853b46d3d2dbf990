#include "tests/e2e/prometheus.h"

#include <gtest/gtest.h>

#include <csignal>
#include <functional>

#include "tests/e2e/end_to_end.h"
#include "tests/e2e/engines.h"

namespace scan {
namespace {

struct Engine {
    std::string name;
    std::string lock;  // begins a transaction that keeps workers from telling
    std::function<std::unique_ptr<WorkerEngines>(const std::filesystem::path& folder)> make;

    friend void PrintTo(const Engine& row, std::ostream* out) { *out << row.name; }
};

// A real Prometheus that scrapes real workers.
class Alerts : public EndToEnd, public ::testing::WithParamInterface<Engine> {
protected:
    void SetUp() override {
        if (!Prometheus::is_there()) GTEST_SKIP() << "the package prometheus is not installed";
        prometheus_.emplace(folder_ / "prometheus");
    }

    Process::Launch worker(const std::string& feed_url, const Settings& changes = {}) const {
        Settings settings = engines_->settings();
        settings["status-grace"] = "1s";
        settings["store-timeout"] = "1s";
        settings["metrics-listen"] = "127.0.0.1:0";
        settings["admin-listen"] = "off";
        for (const auto& [name, value] : changes) settings[name] = value;
        return launch(Arguments{"run"} + worker_flags(feed_url, settings));
    }
    void scrape(Process& worker) {
        constexpr std::string_view kMark = "health and metrics at ";
        ASSERT_TRUE(worker.wait_for([&] { return worker.has_logged(kMark); }, kPatience))
            << worker.errors();
        const std::string log = worker.errors();
        const std::size_t begin = log.find(kMark) + kMark.size();
        prometheus_->scrape(log.substr(begin, log.find('\n', begin) - begin));
    }
    // Until just these fire.
    void wait_until_firing(const std::set<std::string>& alerts, const Process& worker) {
        std::set<std::string> firing;
        const bool is_so = prometheus_->process().wait_for(
            [&] {
                firing = prometheus_->firing();
                return firing == alerts;
            },
            kPatience);
        std::string told;
        for (const std::string& each : firing) told += each + ", ";
        EXPECT_TRUE(is_so) << "wanted " << (alerts.empty() ? "none" : *alerts.begin())
                           << ", fire: " << told << "\n"
                           << worker.errors();
    }

    const std::unique_ptr<WorkerEngines> engines_ = GetParam().make(folder_.path());
    std::optional<Prometheus> prometheus_;
};

const Arguments kFeed = {"--parcels", "20", "--events", "80"};

Arguments at_port_of(const std::string& url) {
    return {"--port", url.substr(url.rfind(':') + 1)};
}

TEST_P(Alerts, FireForABadFeedAndEndWithIt) {
    auto server = std::make_unique<FeedServerProcess>(folder_.path(),
                                                      kFeed + Arguments{"--bearer-token", "right"});
    const std::string url = server->url();
    write_file(folder_ / "token", "wrong");
    Process process(
        worker(url, {{"feed-auth", "bearer"}, {"feed-token-file", (folder_ / "token").string()}}));
    wait_until_firing({"ScanNoWorker error"}, process);
    scrape(process);
    wait_until_firing({"ScanFeedDenied error"}, process);
    write_file(folder_ / "token", "right");
    wait_until_firing({}, process);
    server.reset();
    wait_until_firing({"ScanFeedUnreachable error"}, process);
    const auto serve = [&](const Arguments& flags) {
        server.reset();
        server =
            std::make_unique<FeedServerProcess>(folder_.path(), kFeed + at_port_of(url) + flags);
    };
    serve({"--error-rate", "1"});
    wait_until_firing({"ScanFeedFailing error"}, process);
    serve({"--throttle-rate", "1", "--retry-after", "1s"});
    wait_until_firing({"ScanFeedThrottled error"}, process);
    serve({});
    wait_until_firing({}, process);
    process.signal(SIGTERM);
    EXPECT_EQ(process.wait(kPatience), 0) << process.errors();
    wait_until_firing({"ScanNoWorker error"}, process);
}

TEST_P(Alerts, FireForWhatWaitsForAPerson) {
    FeedServerProcess server(folder_.path(), kFeed + Arguments{"--malformed-rate", "0.2"});
    Process poller(worker(server.url(), {{"worker-role", "poll"}, {"queue-depth-max", "1"}}));
    scrape(poller);
    wait_until_firing({"ScanNoProcessor error", "ScanQueueFull warning"}, poller);
    Process processor(worker(server.url(), {{"worker-role", "process"}}));
    wait_until_firing({"ScanFailedEvents warning"}, poller);
    engines_->store()->rows("DELETE FROM failed_event");
    wait_until_firing({}, poller);
}

TEST_P(Alerts, FireForAStoreThatIsLocked) {
    FeedServerProcess server(folder_.path(), kFeed);
    Process process(worker(server.url()));
    scrape(process);
    wait_until_firing({}, process);
    ASSERT_TRUE(process.wait_for(
        [&] { return engines_->store()->number("SELECT count(*) FROM parcel_summary") == 20; },
        kPatience))
        << process.errors();
    const auto store = engines_->store();
    store->rows(GetParam().lock);
    wait_until_firing({"ScanStoreUnreachable error"}, process);
    store->rows("ROLLBACK");
    wait_until_firing({}, process);
}

const Engine kSqlite{"Sqlite", "BEGIN IMMEDIATE",
                     [](const auto& folder) { return std::make_unique<SqliteEngines>(folder, 3); }};
const Engine kPostgres{
    "Postgres", "BEGIN; LOCK TABLE worker IN ACCESS EXCLUSIVE MODE",
    [](const auto&) { return std::make_unique<PostgresEngines>(PostgresCluster::shared(), 3); }};

INSTANTIATE_TEST_SUITE_P(Sqlite, Alerts, ::testing::Values(kSqlite),
                         [](const auto& row) { return row.param.name; });
INSTANTIATE_TEST_SUITE_P(Postgres, Alerts, ::testing::Values(kPostgres),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace scan
