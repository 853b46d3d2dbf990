#include <gtest/gtest.h>
#include <simdjson.h>

#include <csignal>
#include <functional>

#include "tests/e2e/end_to_end.h"
#include "tests/e2e/engines.h"
#include "tests/e2e/mute_server.h"

namespace scan {
namespace {

constexpr std::uint32_t kReceiveCountMax = 3;

// What `status --json` said.
struct Told {
    int code = -1;
    std::string state;
    std::string sentence;
    std::vector<std::string> conditions;  // the worst first
    std::string text;

    bool has(std::string_view id) const {
        return std::ranges::find(conditions, id) != conditions.end();
    }
};

struct TellingCase {
    std::string name;
    std::function<std::unique_ptr<WorkerEngines>(const std::filesystem::path& folder)> make;

    friend void PrintTo(const TellingCase& row, std::ostream* out) { *out << row.name; }
};

// What a person on call is told in bad times, on each kind of engines.
class Telling : public EndToEnd, public ::testing::WithParamInterface<TellingCase> {
protected:
    Process::Launch worker(const std::string& url, const Settings& changes = {}) const {
        return launch(Arguments{"run"} + worker_flags(url, with(changes)));
    }

    Told status() {
        Arguments flags;
        for (const auto& [name, value] : with({})) flags.insert(flags.end(), {"--" + name, value});
        const Finished end = run(Arguments{"status", "--json"} + flags);
        Told told;
        told.code = end.code.value_or(-1);
        told.text = end.output + end.errors;
        simdjson::dom::element document;
        if (parser_.parse(end.output).get(document) != simdjson::SUCCESS) return told;
        told.state = std::string(std::string_view(document["state"]));
        told.sentence = std::string(std::string_view(document["sentence"]));
        for (const auto each : simdjson::dom::array(document["conditions"]))
            told.conditions.emplace_back(std::string_view(each["id"]));
        return told;
    }

    // Until `condition` is told, with this exit code.
    Told wait_until_told(Process& process, std::string_view condition, int code) {
        Told told;
        const bool is_told = process.wait_for(
            [&] {
                told = status();
                return told.has(condition) && told.code == code;
            },
            kPatience);
        EXPECT_TRUE(is_told) << condition << ": " << told.text << process.errors();
        return told;
    }

    void wait_until_well(Process& process) {
        Told told;
        const bool is_well = process.wait_for(
            [&] {
                told = status();
                return told.code == 0 && told.state == "up_to_date" && told.conditions.empty();
            },
            kPatience);
        EXPECT_TRUE(is_well) << told.text << process.errors();
    }

    Settings with(const Settings& changes) const {
        Settings settings = engines_->settings();
        settings["status-grace"] = "1s";
        settings["feed-poll-interval"] = "100ms";
        for (const auto& [name, value] : changes) settings[name] = value;
        return settings;
    }

    const std::unique_ptr<WorkerEngines> engines_ = GetParam().make(folder_.path());
    simdjson::dom::parser parser_;
};

const Arguments kFeed = {"--parcels", "20", "--events", "80"};

TEST_P(Telling, GoodTimesAreQuietAndAStopIsTold) {
    FeedServerProcess server(folder_.path(), kFeed);
    Process process(worker(server.url()));
    wait_until_well(process);
    EXPECT_TRUE(status().sentence.starts_with("Parcels are up to date: every scan up to "))
        << status().text;
    process.signal(SIGTERM);
    ASSERT_EQ(process.wait(kPatience), 0);
    const Told told = status();
    EXPECT_EQ(told.code, 1) << told.text;
    EXPECT_TRUE(told.has("no-poller")) << told.text;
    EXPECT_NE(told.sentence.find("no worker polls the feed"), std::string::npos) << told.sentence;
    EXPECT_EQ(process.errors().find("Z ERROR"), std::string::npos) << process.errors();
}

TEST_P(Telling, AFeedThatRefusesTheTokenUntilItIsRenewed) {
    FeedServerProcess server(folder_.path(), kFeed + Arguments{"--bearer-token", "right"});
    write_file(folder_ / "token", "wrong");
    Process process(worker(server.url(), {{"feed-auth", "bearer"},
                                          {"feed-token-file", (folder_ / "token").string()}}));
    const Told told = wait_until_told(process, "feed-denied", 1);
    EXPECT_EQ(told.state, "failing");
    EXPECT_NE(told.sentence.find("401"), std::string::npos) << told.sentence;
    EXPECT_NE(told.sentence.find("Renew `feed.token`"), std::string::npos) << told.sentence;
    EXPECT_TRUE(process.wait_for([&] { return process.has_logged("feed-denied: "); }, kPatience));
    write_file(folder_ / "token", "right");
    wait_until_well(process);
    EXPECT_TRUE(
        process.wait_for([&] { return process.has_logged("feed-denied is over"); }, kPatience))
        << process.errors();
}

TEST_P(Telling, AFeedThatIsDownUntilItIsBack) {
    auto server = std::make_unique<FeedServerProcess>(folder_.path(), kFeed);
    const std::string url = server->url();
    Process process(worker(url));
    wait_until_well(process);
    server->stop();
    server.reset();
    wait_until_told(process, "feed-unreachable", 1);
    const std::string port = url.substr(url.rfind(':') + 1);
    server = std::make_unique<FeedServerProcess>(folder_.path(), kFeed + Arguments{"--port", port});
    wait_until_well(process);
}

TEST_P(Telling, NobodyWhoProcessesUntilSomebodyDoes) {
    FeedServerProcess server(folder_.path(), kFeed);
    Process poller(worker(server.url(), {{"worker-role", "poll"}}));
    const Told told = wait_until_told(poller, "no-processor", 1);
    EXPECT_NE(told.sentence.find("no worker processes the queue"), std::string::npos)
        << told.sentence;
    Process processor(worker(server.url(), {{"worker-role", "process"}}));
    wait_until_well(processor);
}

TEST_P(Telling, APoisonEventWaitsForAPersonAndParcelsAreUpToDateAllTheSame) {
    FeedServerProcess server(folder_.path(), kFeed + Arguments{"--malformed-rate", "0.2"});
    Process process(worker(server.url()));
    Told told = wait_until_told(process, "failed-events", 1);
    ASSERT_TRUE(process.wait_for(
        [&] {
            told = status();
            return told.sentence.starts_with("Parcels are up to date, but");
        },
        kPatience))
        << told.text;
    EXPECT_EQ(told.state, "degraded");
}

TEST_P(Telling, AFeedGapIsToldBesideWhatIsLessBad) {
    const std::vector<std::string> events = events_served(folder_.path(), kFeed);
    const std::string retained = events[70].substr(events[70].find(':') + 1);
    {
        FeedServerProcess server(folder_.path(), kFeed + Arguments{"--events-per-second", "0.0001",
                                                                   "--visible-at-start", "40"});
        Process process(worker(server.url()));
        wait_until_well(process);
        process.signal(SIGTERM);
        ASSERT_EQ(process.wait(kPatience), 0);
    }
    FeedServerProcess server(folder_.path(),
                             kFeed + Arguments{"--malformed-rate", "0.2", "--retained-from",
                                               retained.substr(0, retained.find(','))});
    Process process(worker(server.url()));
    wait_until_told(process, "failed-events", 1);
    const Told told = wait_until_told(process, "feed-gap", 1);
    EXPECT_EQ(told.state, "failing");
    EXPECT_EQ(told.conditions.front(), "feed-gap") << told.text;
}

TEST_P(Telling, AReaderOfTheTableSeesHowOldItIsAndHowTheWorkStands) {
    FeedServerProcess server(folder_.path(), kFeed);
    Process process(worker(server.url()));
    wait_until_well(process);
    const auto store = engines_->store();
    const auto state = [&] {
        return store->text("SELECT max(state) FROM parcel_status WHERE parcel_id > 0");
    };
    EXPECT_TRUE(process.wait_for([&] { return state() == "up_to_date"; }, kPatience)) << state();
    EXPECT_EQ(store->number("SELECT count(*) FROM parcel_status WHERE as_of_utc IS NOT NULL"), 20);
    EXPECT_EQ(store->text("SELECT count(*) FROM parcel_status AS seen JOIN parcel_summary AS there "
                          "ON seen.parcel_id = there.parcel_id "
                          "AND seen.latest_event_id = there.latest_event_id"),
              "20");
    process.signal(SIGTERM);
    ASSERT_EQ(process.wait(kPatience), 0);
    EXPECT_EQ(state(), "failing") << "nobody works";
    EXPECT_EQ(store->number("SELECT count(*) FROM parcel_status WHERE as_of_utc IS NOT NULL"), 20);
}

// What a person must do about the tables themselves.
TEST_P(Telling, TablesThatAreOlderOrNewerThanTheProgram) {
    const auto settings = [this](const char* command) {
        Arguments arguments{command};
        for (const auto& [name, value] : engines_->settings())
            if (name.ends_with("-url")) arguments.insert(arguments.end(), {"--" + name, value});
        return arguments;
    };
    ASSERT_EQ(run(settings("migrate")).code, 0);
    const auto store = engines_->store();
    store->rows("UPDATE schema_version SET version = version - 1 WHERE name = 'store'");
    Told told = status();
    EXPECT_EQ(told.code, 3) << told.text;
    EXPECT_TRUE(told.has("schema-older")) << told.text;
    EXPECT_NE(told.sentence.find("Run `scan-event-worker migrate`"), std::string::npos)
        << told.sentence;
    store->rows("UPDATE schema_version SET version = 999 WHERE name = 'store'");
    store->rows(
        "INSERT INTO schema_version (name, version, migrated_at_utc) "
        "SELECT 'store_needs', 999, migrated_at_utc FROM schema_version WHERE name = 'store'");
    told = status();
    EXPECT_EQ(told.code, 3) << told.text;
    EXPECT_TRUE(told.has("schema-newer")) << told.text;
    EXPECT_NE(told.sentence.find("Replace this program"), std::string::npos) << told.sentence;
    EXPECT_FALSE(told.has("store-denied")) << told.text;
}

const TellingCase kSqlite{"Sqlite", [](const auto& folder) {
                              return std::make_unique<SqliteEngines>(folder, kReceiveCountMax);
                          }};
const TellingCase kPostgres{"Postgres", [](const auto&) {
                                return std::make_unique<PostgresEngines>(PostgresCluster::shared(),
                                                                         kReceiveCountMax);
                            }};

INSTANTIATE_TEST_SUITE_P(Sqlite, Telling, ::testing::Values(kSqlite),
                         [](const auto& row) { return row.param.name; });
INSTANTIATE_TEST_SUITE_P(Postgres, Telling, ::testing::Values(kPostgres),
                         [](const auto& row) { return row.param.name; });

// Of SQLite's full disk: FullDisk.
class TellingOfAServer : public Telling {};

TEST_P(TellingOfAServer, AStoreWithoutRoomUntilThereIsSome) {
    FeedServerProcess server(
        folder_.path(), {"--parcels", "20", "--events", "100000", "--events-per-second", "20"});
    Process process(worker(server.url()));
    wait_until_well(process);
    const auto store = engines_->store();
    // As the server says it of its disk.
    store->rows(
        "CREATE FUNCTION is_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION "
        "'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$");
    store->rows(
        "CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON parcel_summary FOR EACH ROW EXECUTE "
        "FUNCTION is_full()");
    const Told told = wait_until_told(process, "store-full", 1);
    EXPECT_FALSE(told.has("store-denied")) << told.text;
    EXPECT_NE(told.sentence.find("Make room on the store's disk"), std::string::npos)
        << told.sentence;
    store->rows("DROP TRIGGER full_disk ON parcel_summary");
    wait_until_well(process);
}

INSTANTIATE_TEST_SUITE_P(Postgres, TellingOfAServer, ::testing::Values(kPostgres),
                         [](const auto& row) { return row.param.name; });

class StoreAway : public EndToEnd {};

TEST_F(StoreAway, ABlackHoleIsToldWithinTheTimeoutByAnExitCodeOfItsOwn) {
    MuteServer hole;
    hole.keep_connections();
    const std::string address = hole.origin().substr(std::string("http://").size());
    const Finished end = run({"status", "--json", "--store-url", "postgresql://u@" + address + "/x",
                              "--store-timeout", "500ms"});
    EXPECT_EQ(end.code, 3) << end.errors;
    EXPECT_NE(end.output.find("store-unreachable"), std::string::npos) << end.output;
}

TEST_F(StoreAway, AFileThatIsNotThereIsToldByAnExitCodeOfItsOwn) {
    const Finished end = run({"status"});
    EXPECT_EQ(end.code, 3) << end.errors;
    EXPECT_NE(end.errors.find("no such file"), std::string::npos) << end.errors;
    EXPECT_TRUE(end.output.starts_with("Whether parcels are up to date is not known"))
        << end.output;
}

}  // namespace
}  // namespace scan
