#include <gtest/gtest.h>
#include <simdjson.h>

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
    EXPECT_NE(first.output.find("version 0 to 2"), std::string::npos) << first.output;
    const Finished second = run({"migrate"});
    EXPECT_EQ(second.code, 0) << second.errors;
    EXPECT_NE(second.output.find("nothing to do"), std::string::npos) << second.output;
    EXPECT_EQ(json({"migrate"})["store"]["from"].get_int64().value(), 2);
}

TEST_F(Commands, DeadLettersAreDrainedEventByEvent) {
    ASSERT_EQ(run({"migrate"}).code, 0);
    const std::string body =
        R"([{"EventId":7,"ParcelId":70,"Type":"PICKUP","CreatedDateTimeUtc":"2026-01-01T00:00:00Z",)"
        R"("StatusCode":"","Device":{},"User":{"RunId":"1"}},{"EventId":8,"ParcelId":"none"}])";
    queue().execute("INSERT INTO message VALUES (1, 'dead_letters', 0, 0)");
    queue().execute("INSERT INTO message_body VALUES (1, '" + body + "')");

    const simdjson::dom::element drained = json({"dead-letters", "drain"});
    EXPECT_EQ(drained["messages"].get_int64().value(), 1);
    EXPECT_EQ(drained["events_applied"].get_int64().value(), 1);
    EXPECT_EQ(drained["events_failed"].get_int64().value(), 1);
    EXPECT_EQ(store().number("SELECT latest_event_id FROM parcel_summary WHERE parcel_id = 70"), 7);
    EXPECT_EQ(store().number("SELECT event_id FROM failed_event"), 8);
    EXPECT_EQ(queue().number("SELECT count(*) FROM message"), 0);
}

TEST_F(Commands, StatusAsJsonSaysWhereTheWorkStands) {
    fill_store();
    const simdjson::dom::element status = json({"status"});
    EXPECT_EQ(status["parcels"].get_int64().value(), 20);
    EXPECT_EQ(status["cursor"]["last_event_id"].get_int64().value(), cursor());
    EXPECT_EQ(status["queue"]["visible"].get_int64().value(), 0);
    EXPECT_EQ(status["queue"]["in_flight"].get_int64().value(), 0);
    EXPECT_EQ(status["lease"]["live"].get_bool().value(), false);
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

TEST_F(Commands, AllHaveHelp) {
    const std::vector<Arguments> commands = {{},
                                             {"run"},
                                             {"demo"},
                                             {"feed-server"},
                                             {"migrate"},
                                             {"status"},
                                             {"parcel"},
                                             {"cursor"},
                                             {"cursor", "show"},
                                             {"cursor", "set"},
                                             {"config"},
                                             {"config", "check"},
                                             {"config", "show"},
                                             {"config", "reference"},
                                             {"simulate"},
                                             {"version"}};
    for (const Arguments& command : commands) {
        const Finished end = run(command + Arguments{"--help"});
        const std::string name = command.empty() ? "the program" : command.back();
        EXPECT_EQ(end.code, 0) << name;
        EXPECT_EQ(end.errors, "") << name;
        EXPECT_NE(end.output.find("Usage"), std::string::npos) << name;
    }
}

TEST_F(Commands, VersionIsToldInBothForms) {
    EXPECT_TRUE(run({"version"}).output.starts_with("scan-event-worker "));
    EXPECT_NE(json({"version"})["version"].get_string().value(), "");
}

TEST_F(Commands, DemoEndsByItselfWithoutATerminal) {
    const Finished end =
        run({"demo", "--parcels", "200", "--events-per-second", "2000", "--folder", "demo"});
    EXPECT_EQ(end.code, 0) << end.errors;
    EXPECT_NE(end.output.find("Try next"), std::string::npos) << end.output;
    EXPECT_EQ(TableFile(folder_ / "demo/store.db").parcels().size(), 200u);
}

}  // namespace
}  // namespace scan
