#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <memory>
#include <random>
#include <set>

#include "base/testing/effort.h"
#include "tests/e2e/end_to_end.h"
#include "tests/e2e/engines.h"
#include "tests/e2e/naive_oracle.h"

namespace scan {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kKills = kIsSanitized ? 5 : 20;
constexpr int kLoadSeconds = kKills + 1;
// Of each worker.
constexpr std::array kParallelRequests = {"1", "4", "16"};
// A message is received in vain by each worker that is killed with it in hand.
constexpr std::uint32_t kReceiveCountMax = 50;

const Arguments kEveryFault = {"--faults",
                               "--limit-max",
                               "200",
                               "--gzip",
                               "--bearer-token",
                               "s3cret",
                               "--error-rate",
                               "0.05",
                               "--throttle-rate",
                               "0.05",
                               "--latency-min",
                               "1ms",
                               "--late-rate",
                               "0.03",
                               "--late-delay",
                               "3s",
                               "--truncated-rate",
                               "0.08",
                               "--repeated-rate",
                               "0.3",
                               "--unordered-rate",
                               "0.3"};

struct Expected {
    std::vector<std::string> events;
    std::set<std::string> malformed;
    ParcelTable table;
};

struct EnginesCase {
    const char* name;
    std::function<std::unique_ptr<WorkerEngines>(const std::filesystem::path& folder)> make;
};

std::ostream& operator<<(std::ostream& out, const EnginesCase& engines) {
    return out << engines.name;
}

// The rows that only one of the two has.
std::string first_difference(const std::set<std::string>& left,
                             const std::set<std::string>& right) {
    std::vector<std::string> differing;
    std::ranges::set_symmetric_difference(left, right, std::back_inserter(differing));
    return differing.empty() ? "" : differing.front();
}

// Three workers on one store, of which one after the other is killed, against a feed that
// misbehaves in every way.
class MisbehavingFeed : public EndToEnd, public ::testing::WithParamInterface<EnginesCase> {
protected:
    void SetUp() override {
        if (!engines_) GTEST_SKIP() << SqlServerDatabase::kMissing;
    }

    // `source` says where the events come from and how they are written. Each start of a worker
    // draws one of `compressions`.
    void expect_right_end(const Arguments& source, Settings settings,
                          const std::vector<std::string>& compressions);

    Expected expected_of(const Arguments& source) const;
    void start_worker(std::size_t index);
    std::int64_t events_kept() const;
    bool is_complete() const;
    void kill_workers(FeedServerProcess& server);
    void stop_workers();
    void expect_nothing_left() const;
    void expect_no_alarm() const;

    const std::unique_ptr<WorkerEngines> engines_ = GetParam().make(folder_.path());
    std::uint64_t seed_ = std::random_device()();
    std::mt19937_64 random_{seed_};
    Expected expected_;
    Arguments worker_;
    std::vector<std::string> compressions_;
    std::array<std::unique_ptr<Process>, 3> workers_;
};

Expected MisbehavingFeed::expected_of(const Arguments& source) const {
    Expected expected;
    expected.events = events_served(folder_.path(), source);
    expected.table = apply_in_order(expected.events);
    const std::set<std::string> well_formed(expected.events.begin(), expected.events.end());
    for (const std::string& text :
         events_served(folder_.path(), source + Arguments{"--malformed-rate", "0.02"})) {
        if (!well_formed.contains(text)) expected.malformed.insert(text);
    }
    return expected;
}

void MisbehavingFeed::start_worker(std::size_t index) {
    const std::string& compression = compressions_[random_() % compressions_.size()];
    const Arguments drawn = {"--queue-compression", compression, "--feed-parallel-requests",
                             kParallelRequests[index]};
    workers_[index] = std::make_unique<Process>(
        launch(Arguments{"run"} + worker_ + drawn, engines_->environment()));
}

std::int64_t MisbehavingFeed::events_kept() const {
    return engines_->store()->number("SELECT count(*) FROM scan_event");
}

bool MisbehavingFeed::is_complete() const {
    const auto store = engines_->store();
    return store->number("SELECT count(*) FROM scan_event") == std::ssize(expected_.events) &&
           store->number("SELECT count(*) FROM failed_event") == std::ssize(expected_.malformed) &&
           store->parcels() == engines_->kept(expected_.table);
}

// Every second or so, in the midst of work: it waits for some of it to be done since the last kill,
// and then for a moment by chance.
void MisbehavingFeed::kill_workers(FeedServerProcess& server) {
    constexpr Milliseconds kLongest{1500};
    int holders = 0;
    for (int kill = 0; kill < kKills; ++kill) {
        const std::int64_t before = events_kept();
        server.process().wait_for([&] { return events_kept() > before; }, kLongest);
        ASSERT_EQ(server.process().wait(Milliseconds(400 + random_() % 500)), std::nullopt);
        std::size_t victim = random_() % workers_.size();
        const auto store = engines_->store();
        if (kill % 2 == 0) {
            for (std::size_t i = 0; i < workers_.size(); ++i) {
                if (is_lease_held_by(*store, workers_[i]->id())) victim = i;
            }
        }
        holders += is_lease_held_by(*store, workers_[victim]->id()) ? 1 : 0;
        workers_[victim]->signal(SIGKILL);
        ASSERT_EQ(workers_[victim]->wait(kPatience), -SIGKILL)
            << "ended by itself: " << workers_[victim]->errors();
        start_worker(victim);
    }
    std::cout << kKills << " kills, " << holders << " of them of the poller, " << events_kept()
              << " of " << expected_.events.size() << " events by then\n";
}

void MisbehavingFeed::stop_workers() {
    for (const auto& worker : workers_) worker->signal(SIGTERM);
    for (const auto& worker : workers_) {
        EXPECT_EQ(worker->wait(kPatience), 0) << worker->errors();
    }
}

void MisbehavingFeed::expect_nothing_left() const {
    const auto store = engines_->store();
    EXPECT_EQ(difference(engines_->kept(expected_.table), store->parcels()), "");
    EXPECT_EQ(store->number("SELECT count(*) FROM scan_event"), std::ssize(expected_.events));
    std::set<std::string> failed;
    for (const auto& row : store->rows("SELECT body, reason FROM failed_event")) {
        EXPECT_NE(row[1], "") << row[0];
        EXPECT_TRUE(failed.insert(row[0]).second) << "twice: " << row[0];
    }
    EXPECT_EQ(failed.size(), expected_.malformed.size());
    if (engines_->keeps_bodies()) {
        EXPECT_EQ(first_difference(failed, expected_.malformed), "");
    }
    EXPECT_EQ(store->rows("SELECT * FROM feed_gap").size(), 0u);
    EXPECT_EQ(engines_->messages(), 0) << "dead letters included";
}

// Nothing of this needs a person.
void MisbehavingFeed::expect_no_alarm() const {
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
        if (entry.path().extension() != ".err") continue;
        EXPECT_EQ(read_file(entry.path()).find("Z ERROR "), std::string::npos) << entry.path();
    }
}

void MisbehavingFeed::expect_right_end(const Arguments& source, Settings settings,
                                       const std::vector<std::string>& compressions) {
    compressions_ = compressions;
    std::cout << "seed " << seed_ << "\n";
    const Arguments seeded = source + Arguments{"--seed", std::to_string(seed_)};
    expected_ = expected_of(seeded);
    ASSERT_FALSE(expected_.malformed.empty());

    const auto rate = expected_.events.size() / kLoadSeconds;
    FeedServerProcess server(
        folder_.path(),
        seeded + kEveryFault +
            Arguments{"--malformed-rate", "0.02", "--events-per-second", std::to_string(rate)});
    write_file(folder_ / "token", "s3cret\n");
    settings.merge(engines_->settings());
    settings.merge(Settings{{"feed-auth", "bearer"},
                            {"feed-token-file", "token"},
                            {"queue-events-per-message", "20"},
                            {"lease-duration", "1s"},
                            {"store-history", "true"}});
    worker_ = worker_flags(server.url(), settings);
    for (std::size_t i = 0; i < workers_.size(); ++i) start_worker(i);
    kill_workers(server);
    if (HasFatalFailure()) return;

    EXPECT_TRUE(server.process().wait_for([&] { return is_complete(); }, kPatience));
    EXPECT_FALSE(server.process().wait_for([&] { return !is_complete(); }, Milliseconds(1000)))
        << "the table was right, and did not stay so";
    EXPECT_TRUE(server.process().wait_for([&] { return engines_->messages() == 0; }, kPatience));
    stop_workers();
    // An event that a late scan found once more may still be queued.
    const Finished end =
        run_to_end(launch(Arguments{"run", "--until-caught-up"} + worker_, engines_->environment()),
                   2 * kPatience);
    EXPECT_EQ(end.code, 0) << end.errors;
    expect_nothing_left();
    expect_no_alarm();
}

std::filesystem::path recorded_folder() {
    if (const char* folder = std::getenv("SCAN_TEST_DATA"); folder != nullptr) return folder;
    return std::filesystem::path(SCAN_SOURCE_DIR) / ".." / "shared" / "data";
}

std::set<std::string> recorded_rows(const std::filesystem::path& table) {
    std::ifstream lines(table);
    std::set<std::string> rows;
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) {
        if (line.ends_with('\r')) line.pop_back();
        rows.insert(line);
    }
    return rows;
}

TEST_P(MisbehavingFeed, OfRecordedEventsEndsInTheRecordedTableThoughWorkersAreKilled) {
    const std::filesystem::path events = recorded_folder() / "olist-scan-events.jsonl.gz";
    const std::filesystem::path table = recorded_folder() / "olist-parcel-summary.csv";
    if (!std::filesystem::exists(events) || !std::filesystem::exists(table)) {
        GTEST_SKIP() << "no " << events << " beside its table; SCAN_TEST_DATA names the folder";
    }
    expect_right_end({"--file", std::filesystem::absolute(events)}, {}, {"zstd"});

    const std::set<std::string> recorded = recorded_rows(table);
    std::set<std::string> expected;
    for (const auto& [parcel_id, row] : expected_.table) {
        expected.insert(csv_line(parcel_id, row));
    }
    EXPECT_EQ(expected.size(), recorded.size());
    EXPECT_EQ(first_difference(expected, recorded), "");
}

TEST_P(MisbehavingFeed, OfMadeParcelsEndsInTheNaiveTableThoughWorkersAreKilled) {
    expect_right_end({"--parcels", "3000", "--events", "12000", "--parcel-seed",
                      std::to_string(seed_), "--exclusive", "--key-case", "camel", "--envelope",
                      "none", "--empty-page", "204", "--late-from", "first-asked"},
                     {{"processor-count", "2"}}, {"auto", "none", "zstd"});
}

const EnginesCase kSqlite{"sqlite", [](const std::filesystem::path& folder) {
                              return std::make_unique<SqliteEngines>(folder, kReceiveCountMax);
                          }};
const EnginesCase kPostgres{"postgres", [](const auto&) {
                                return std::make_unique<PostgresEngines>(PostgresCluster::shared(),
                                                                         kReceiveCountMax);
                            }};
const EnginesCase kSqsAndPostgres{"sqs_and_postgres", [](const auto&) {
                                      return std::make_unique<SqsAndPostgresEngines>(
                                          PostgresCluster::shared(), kReceiveCountMax);
                                  }};

const EnginesCase kSqsAndSqlServer{
    "sqs_and_sqlserver", [](const auto&) {
        return SqlServerDatabase::is_available()
                   ? std::make_unique<SqsAndSqlServerEngines>(kReceiveCountMax)
                   : nullptr;
    }};

std::string case_name(const ::testing::TestParamInfo<EnginesCase>& info) {
    return info.param.name;
}

INSTANTIATE_TEST_SUITE_P(Sqlite, MisbehavingFeed, ::testing::Values(kSqlite), case_name);
INSTANTIATE_TEST_SUITE_P(Postgres, MisbehavingFeed, ::testing::Values(kPostgres, kSqsAndPostgres),
                         case_name);
INSTANTIATE_TEST_SUITE_P(SqlServer, MisbehavingFeed, ::testing::Values(kSqsAndSqlServer),
                         case_name);

}  // namespace
}  // namespace scan
