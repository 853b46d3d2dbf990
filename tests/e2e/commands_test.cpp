#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>
#include <iomanip>
#include <sstream>

#include "tests/e2e/end_to_end.h"

namespace scan {
namespace {

// What a person or a script asks a store.
class Commands : public EndToEnd {
protected:
    void fill_store() const {
        FeedServerProcess server(folder_.path(), {"--parcels", "20", "--events", "80"});
        ASSERT_EQ(catch_up(server.url()).code, 0);
    }
    // Throws where the command fails or prints no JSON.
    simdjson::dom::element json(const Arguments& arguments) {
        const Finished end = run(arguments + Arguments{"--json"});
        if (end.code != 0) throw std::runtime_error(end.errors);
        return parser_.parse(end.output);
    }

    simdjson::dom::parser parser_;
};

TEST_F(Commands, MigrateCanBeRepeated) {
    // The setting forbids it to `run`, not to a person.
    const Finished first = run({"migrate", "--store-migrate", "false"});
    EXPECT_EQ(first.code, 0) << first.errors;
    EXPECT_NE(first.output.find("version 0 to 8"), std::string::npos) << first.output;
    const Finished second = run({"migrate"});
    EXPECT_EQ(second.code, 0) << second.errors;
    EXPECT_NE(second.output.find("nothing to do"), std::string::npos) << second.output;
    EXPECT_EQ(json({"migrate"})["store"]["from"].get_int64().value(), 8);
}

TEST_F(Commands, DeadLettersAreDrainedEventByEvent) {
    ASSERT_EQ(run({"migrate"}).code, 0);
    const std::string body =
        R"([{"EventId":7,"ParcelId":70,"Type":"PICKUP","CreatedDateTimeUtc":"2026-01-01T00:00:00Z",)"
        R"("StatusCode":"","Device":{},"User":{"RunId":"1"}},{"EventId":8,"ParcelId":"none"}])";
    queue().execute("INSERT INTO message VALUES (1, 'dead_letters', 0, 0)");
    queue().execute("INSERT INTO message_body VALUES (1, '" + body + "')");

    const simdjson::dom::element drained =
        json({"dead-letters", "drain", "--reason", "the bug is mended"});
    EXPECT_EQ(drained["messages"].get_int64().value(), 1);
    EXPECT_EQ(drained["events_applied"].get_int64().value(), 1);
    EXPECT_EQ(drained["events_failed"].get_int64().value(), 1);
    EXPECT_EQ(store().number("SELECT latest_event_id FROM parcel_summary WHERE parcel_id = 70"), 7);
    EXPECT_EQ(store().number("SELECT event_id FROM failed_event"), 8);
    EXPECT_EQ(queue().number("SELECT count(*) FROM message"), 0);
}

TEST_F(Commands, StatusAsJsonSaysWhereTheWorkStands) {
    fill_store();
    const Finished end = run({"status", "--json"});
    EXPECT_EQ(end.code, 1) << "no worker runs";
    const simdjson::dom::element status = parser_.parse(end.output);
    EXPECT_EQ(status["state"].get_string().value(), "failing");
    EXPECT_EQ(status["conditions"].at(0)["id"].get_string().value(), "no-poller");
    EXPECT_EQ(status["conditions"].at(0)["runbook"].get_string().value(), "operating.md#no-poller");
    EXPECT_EQ(status["workers"].at(0)["live"].get_bool().value(), false);
    EXPECT_EQ(status["parcels"].get_int64().value(), 20);
    EXPECT_EQ(status["cursor"]["last_event_id"].get_int64().value(), cursor());
    EXPECT_EQ(status["queue"]["visible"].get_int64().value(), 0);
    EXPECT_EQ(status["queue"]["in_flight"].get_int64().value(), 0);
    EXPECT_EQ(status["lease"]["live"].get_bool().value(), false);
}

TEST_F(Commands, WorkersAndReportSayWhoWorkedAndWhatIsWrong) {
    fill_store();
    const simdjson::dom::element worker = json({"workers"})["workers"].at(0);
    EXPECT_EQ(worker["role"].get_string().value(), "both");
    EXPECT_EQ(worker["live"].get_bool().value(), false);
    const Finished report = run({"report", "--feed-token", "geheim"});
    EXPECT_EQ(report.code, 0) << report.errors;
    EXPECT_TRUE(report.output.starts_with("# Scan Event Worker: failing\n")) << report.output;
    EXPECT_NE(report.output.find("- **no-poller** (error)"), std::string::npos) << report.output;
    EXPECT_EQ(report.output.find("geheim"), std::string::npos) << report.output;
}

TEST_F(Commands, ConditionsPrintThePage) {
    const Finished end = run({"conditions"});
    EXPECT_EQ(end.output, read_file(SCAN_SOURCE_DIR "/docs/operating.md"));
    EXPECT_EQ(json({"conditions"})["conditions"].at(0)["metric"].get_string().value(),
              "scan_condition");
}

TEST_F(Commands, ParcelsAreListedPageByPage) {
    fill_store();
    const simdjson::dom::element first = json({"parcels", "--limit", "15"});
    EXPECT_EQ(simdjson::dom::array(first["parcels"]).size(), 15U);
    const std::string token(first["page_token"].get_string().value());
    const simdjson::dom::element rest = json({"parcels", "--page-token", token});
    EXPECT_EQ(simdjson::dom::array(rest["parcels"]).size(), 5U);
    EXPECT_TRUE(rest["page_token"].is_null());
    const std::int64_t waiting = store().number(
        "SELECT count(*) FROM parcel_summary WHERE picked_up_at_utc IS NOT NULL AND "
        "delivered_at_utc IS NULL");
    EXPECT_EQ(static_cast<std::int64_t>(
                  simdjson::dom::array(json({"parcels", "--not-delivered-since", "1h"})["parcels"])
                      .size()),
              waiting);
    EXPECT_EQ(run({"parcels", "--page-token", "x"}).code, 2);
}

TEST_F(Commands, ParcelWithHistorySaysWhatEachEventDecided) {
    FeedServerProcess server(folder_.path(), {"--parcels", "20", "--events", "80"});
    ASSERT_EQ(catch_up(server.url(), {{"store-history", "true"}}).code, 0);
    const simdjson::dom::element parcel = json({"parcel", "5002", "--history"});
    bool has_decided_latest = false;
    for (const auto event : simdjson::dom::array(parcel["history"])) {
        if (event["event_id"].get_int64().value() != parcel["latest_event_id"].get_int64().value())
            continue;
        has_decided_latest = event["decided"].at(0).get_string().value() == "latest";
    }
    EXPECT_TRUE(has_decided_latest);
}

TEST_F(Commands, ConfigCheckAsksFeedQueueAndStoreIfItIsToldTo) {
    FeedServerProcess server(folder_.path(), {"--parcels", "20", "--events", "80"});
    ASSERT_EQ(catch_up(server.url()).code, 0);
    const Arguments check = {"config", "check", "--connect", "--feed-url", server.url()};
    const simdjson::dom::element good = json(check);
    for (const auto each : simdjson::dom::array(good["checks"]))
        EXPECT_TRUE(each["works"].get_bool().value()) << each["name"].get_string().value();
    server.stop();
    const Finished bad = run(check);
    EXPECT_EQ(bad.code, 1) << bad.output;
    EXPECT_NE(bad.output.find("feed   does not work"), std::string::npos) << bad.output;
}

TEST_F(Commands, ConfigCheckOfAFreshSetupSaysWhatIsNotThereYetAndMakesNothing) {
    FeedServerProcess server(folder_.path(), {"--parcels", "20", "--events", "80"});
    const Arguments check = {"config", "check", "--connect", "--feed-url", server.url()};
    const Finished fresh = run(check);
    EXPECT_EQ(fresh.code, 0) << fresh.output;
    for (const char* const name : {"queue  ", "store  "})
        EXPECT_NE(
            fresh.output.find(std::string(name) + "not there yet: `run` or `migrate` makes it\n"),
            std::string::npos)
            << fresh.output;
    EXPECT_TRUE(json(check)["checks"].at(2)["works"].get_bool().value());
    EXPECT_FALSE(std::filesystem::exists(folder_ / "queue.db"));

    const Finished strict = run(check + Arguments{"--store-migrate", "false"});
    EXPECT_EQ(strict.code, 1);
    EXPECT_NE(strict.output.find("queue  does not work: "), std::string::npos) << strict.output;
    EXPECT_NE(strict.output.find("Run `scan-event-worker migrate`"), std::string::npos)
        << strict.output;
    EXPECT_EQ(strict.output.find("ermission"), std::string::npos) << strict.output;

    const Finished nowhere = run(check + Arguments{"--store-url", "sqlite:none/store.db"});
    EXPECT_EQ(nowhere.code, 2) << "`run` cannot make it either: " << nowhere.output;
}

TEST_F(Commands, ParcelAsJsonHasTheRow) {
    fill_store();
    const simdjson::dom::element parcel = json({"parcel", "5002"});
    const ParcelRow row = store().parcels().at(5002);
    EXPECT_EQ(std::to_string(parcel["latest_event_id"].get_int64().value()), row.latest_event_id);
    EXPECT_EQ(parcel["latest_type"].get_string().value(), row.latest_type);
    EXPECT_EQ(parcel["latest_created_date_time_utc"].get_string().value(), row.latest_created_at);
}

TEST_F(Commands, CursorIsSetWithItsReasonAndReadingAgainIsHarmless) {
    fill_store();
    const ParcelTable before = store().parcels();
    EXPECT_EQ(json({"cursor", "show"})["last_event_id"].get_int64().value(), cursor());
    EXPECT_EQ(json({"cursor", "set", "0", "--reason", "restored a backup"})["last_event_id"]
                  .get_int64()
                  .value(),
              0);
    EXPECT_EQ(store().text("SELECT reason FROM cursor_change"), "restored a backup");
    fill_store();
    EXPECT_EQ(difference(before, store().parcels()), "");
    EXPECT_EQ(queue().number("SELECT count(*) FROM message"), 0);
}

TEST_F(Commands, CursorTellsWhatIsQueuedFromWhatIsSettled) {
    fill_store();
    store().execute("UPDATE processing_state SET settled_event_id = 3");
    EXPECT_EQ(run({"cursor", "show"}).output,
              "every event up to " + std::to_string(cursor()) +
                  " is queued; up to 3 is settled (applied, and nothing late can come)\n");
}

TEST_F(Commands, CursorIsSetForwardOnlyToWhatTheFeedHas) {
    FeedServerProcess server(folder_.path(), {"--parcels", "20", "--events", "80"});
    ASSERT_EQ(catch_up(server.url()).code, 0);
    const std::int64_t last = cursor();
    const std::string above = std::to_string(last + 1000);
    const Arguments set = {"cursor", "set", above, "--reason", "test", "--feed-url"};
    const Finished refused = run(set + Arguments{server.url()});
    EXPECT_EQ(refused.code, 1);
    EXPECT_NE(refused.errors.find("no event from " + above), std::string::npos) << refused.errors;
    EXPECT_NE(refused.errors.find("--force"), std::string::npos) << refused.errors;
    EXPECT_EQ(cursor(), last);

    EXPECT_EQ(run({"cursor", "set", "0", "--reason", "the feed is not asked"}).code, 0);
    const Finished forward = run({"cursor", "set", std::to_string(last - 5), "--reason", "test",
                                  "--feed-url", server.url()});
    EXPECT_EQ(forward.code, 0) << forward.errors;
    EXPECT_NE(forward.errors.find("goes on with event " + std::to_string(last - 5)),
              std::string::npos)
        << forward.errors;
    EXPECT_EQ(json({"cursor", "show"})["settled_event_id"].get_int64().value(), 0)
        << "nothing of it was read since";

    server.stop();
    const Finished unreachable = run(set + Arguments{server.url()});
    EXPECT_EQ(unreachable.code, 1);
    EXPECT_NE(unreachable.errors.find("cannot be asked"), std::string::npos) << unreachable.errors;
    EXPECT_EQ(run(set + Arguments{server.url(), "--force"}).code, 0);
    EXPECT_EQ(cursor(), last + 1000);
}

TEST_F(Commands, CursorIsNotSetWithoutAReason) {
    fill_store();
    const std::int64_t before = cursor();
    const Finished end = run({"cursor", "set", "0", "--reason", "  "});
    EXPECT_EQ(end.code, 2);
    EXPECT_NE(end.errors.find("--reason"), std::string::npos) << end.errors;
    EXPECT_EQ(cursor(), before);
}

TEST_F(Commands, AllHaveHelp) {
    const std::vector<Arguments> commands = {{},
                                             {"run"},
                                             {"demo"},
                                             {"feed-server"},
                                             {"migrate"},
                                             {"status"},
                                             {"workers"},
                                             {"parcel"},
                                             {"parcels"},
                                             {"report"},
                                             {"conditions"},
                                             {"cursor"},
                                             {"cursor", "show"},
                                             {"cursor", "set"},
                                             {"failed"},
                                             {"failed", "list"},
                                             {"failed", "groups"},
                                             {"failed", "show"},
                                             {"failed", "retry"},
                                             {"failed", "edit"},
                                             {"failed", "discard"},
                                             {"dead-letters"},
                                             {"dead-letters", "list"},
                                             {"dead-letters", "redrive"},
                                             {"dead-letters", "purge"},
                                             {"gaps"},
                                             {"gaps", "list"},
                                             {"gaps", "acknowledge"},
                                             {"pause"},
                                             {"pause", "poll"},
                                             {"resume", "process"},
                                             {"audit"},
                                             {"config"},
                                             {"config", "check"},
                                             {"config", "show"},
                                             {"config", "reference"},
                                             {"config", "example"},
                                             {"completion"},
                                             {"completion", "zsh"},
                                             {"simulate"},
                                             {"version"}};
    for (const Arguments& command : commands) {
        const Finished end = run(command + Arguments{"--help"});
        const std::string name = command.empty() ? "the program" : command.back();
        EXPECT_EQ(end.code, 0) << name;
        EXPECT_EQ(end.errors, "") << name;
        EXPECT_NE(end.output.find("Usage"), std::string::npos) << name;
        // What the parser calls its checks and types helps nobody.
        for (const char* noise : {" in [", "->", ":value", "FLOAT", "UINT", ":POSITIVE"})
            EXPECT_EQ(end.output.find(noise), std::string::npos) << name << ": " << noise;
        std::istringstream lines(end.output);
        for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 100U) << line;
    }
}

TEST_F(Commands, RefuseTheirOwnFlagsLikeSettings) {
    for (const auto& [command, error] : std::vector<std::pair<Arguments, std::string>>{
             {{"feed-server", "--error-rate", "2"},
              "--error-rate = \"2\": out of range; allowed: 0 to 1"},
             {{"feed-server", "--empty-page", "none"},
              "--empty-page = \"none\": no such value; allowed: list, null, empty, 204, 404"},
             {{"feed-server", "--port", "x"},
              "--port = \"x\": not a whole number; allowed: 0 to 65535"},
             {{"feed-server", "--latency-max", "5"}, "--latency-max = \"5\": not a duration"},
             {{"demo", "--parcels", "0"}, "--parcels = \"0\": out of range; allowed: 1 to 1000000"},
             {{"simulate", "--runs", "0"}, "--runs = \"0\": out of range"}}) {
        const Finished end = run(command);
        EXPECT_EQ(end.code, 2) << command.back();
        EXPECT_NE(end.errors.find(error), std::string::npos) << end.errors;
        EXPECT_EQ(std::ranges::count(end.errors, '\n'), 1) << end.errors;
    }
}

TEST_F(Commands, VersionIsToldInBothForms) {
    EXPECT_TRUE(run({"version"}).output.starts_with("scan-event-worker "));
    EXPECT_EQ(run({"--version"}).output, run({"version"}).output);
    const simdjson::dom::element build = json({"version"});
    EXPECT_NE(build["version"].get_string().value(), "");
    EXPECT_NE(build["compiler"].get_string().value(), "");
    EXPECT_TRUE(build["commit"].is_null() || build["commit"].get_string().value().size() >= 40);
    EXPECT_TRUE(build["modified"].is_bool());
}

TEST_F(Commands, DemoEndsByItselfWithoutATerminal) {
    const Finished end =
        run({"demo", "--parcels", "200", "--events-per-second", "2000", "--folder", "demo"});
    EXPECT_EQ(end.code, 0) << end.errors;
    EXPECT_NE(end.output.find("Try next"), std::string::npos) << end.output;
    EXPECT_EQ(TableFile(folder_ / "demo/store.db").parcels().size(), 200u);
}

TEST_F(Commands, DemoRefusesAFolderThatHasTheDatabasesOfAnother) {
    const Arguments demo = {"demo", "--parcels", "20",  "--events-per-second",
                            "2000", "--folder",  "demo"};
    std::filesystem::create_directory(folder_ / "demo");
    ASSERT_EQ(run(demo).code, 0) << "an empty one is taken";
    const Finished again = run(demo);
    EXPECT_EQ(again.code, 2);
    EXPECT_EQ(again.output, "");
    EXPECT_EQ(again.errors,
              "scan-event-worker: --folder = \"demo\": demo/queue.db is there already, of another "
              "demo; name another folder, or remove this one\n");
}

// Each line below "Try next" works, and there is something for it.
TEST_F(Commands, DemoWithFaultsLeavesSomethingForEachVerbThatItNames) {
    const Finished end = run({"demo", "--faults", "--parcels", "200", "--events-per-second", "2000",
                              "--folder", "demo"});
    ASSERT_EQ(end.code, 0) << end.errors;
    const std::string program = Process::program().string();
    std::istringstream lines(end.output.substr(end.output.find("Try next:")));
    std::vector<std::string> environment;
    int steps = 0;
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string first;
        words >> first;
        Arguments arguments;
        std::string word;
        while (words >> std::quoted(word, '\'')) arguments.push_back(word);
        if (first == "export") environment = arguments;
        if (first != program) continue;
        ++steps;
        const Finished tried = run(arguments, environment);
        EXPECT_TRUE(tried.code == 0 || (arguments.front() == "status" && tried.code == 1))
            << line << tried.errors;
        if (arguments == Arguments{"dead-letters", "list"}) {
            EXPECT_NE(tried.output.find("2 in all"), std::string::npos) << tried.output;
        }
        if (arguments == Arguments{"failed", "groups"}) {
            EXPECT_NE(tried.output.find("bad"), std::string::npos) << tried.output;
        }
        if (arguments == Arguments{"audit"}) {
            EXPECT_NE(tried.output.find("of a demo"), std::string::npos) << tried.output;
        }
    }
    EXPECT_EQ(steps, 12) << end.output;
}

}  // namespace
}  // namespace scan
