#include <gtest/gtest.h>
#include <simdjson.h>

#include <csignal>
#include <sstream>

#include "tests/e2e/end_to_end.h"

namespace scan {
namespace {

// What a person does about a worker's store and queue, by command.
class Acting : public EndToEnd {
protected:
    void SetUp() override { ASSERT_EQ(run({"migrate"}).code, 0); }

    void add_failed(std::int64_t id, const std::string& event_id, const std::string& body) const {
        store().execute(
            "INSERT INTO failed_event (id, event_id, parcel_id, reason, detail, body, "
            "body_hash, occurrences, failed_at_utc, last_failed_at_utc) VALUES (" +
            std::to_string(id) + ", " + event_id + ", NULL, 'bad timestamp', 'the month is 13', '" +
            body + "', 'hash" + std::to_string(id) +
            "', 1, '2026-01-01T00:00:00.0000000Z', '2026-01-01T00:00:00.0000000Z')");
    }
    void bury(std::int64_t id, const std::string& body) const {
        const std::string number = std::to_string(id);
        queue().execute("INSERT INTO message VALUES (" + number + ", 'dead_letters', 0, 0)");
        queue().execute("INSERT INTO message_body VALUES (" + number + ", '" + body + "')");
    }
    // Throws if the command fails or prints no JSON.
    simdjson::dom::element json(const Arguments& arguments) {
        const Finished end = run(arguments + Arguments{"--json"});
        if (end.code != 0) throw std::runtime_error(end.errors);
        return parser_.parse(end.output);
    }
    // What the queue holds is applied.
    void work_off() {
        FeedServerProcess server(folder_.path(), {"--parcels", "1", "--events", "1"});
        ASSERT_EQ(catch_up(server.url()).code, 0);
    }
    std::string state_of(std::int64_t id) {
        return std::string(
            json({"failed", "show", std::to_string(id)})["state"].get_string().value());
    }

    static std::string event(std::int64_t id, const std::string& time = "2026-01-01T00:00:00Z") {
        const std::string number = std::to_string(id);
        return R"({"EventId":)" + number + R"(,"ParcelId":)" + number +
               R"(,"Type":"PICKUP","CreatedDateTimeUtc":")" + time +
               R"(","StatusCode":"","User":{"RunId":"1"}})";
    }

    static const inline Arguments kWhy{"--reason", "the rules were mended"};
    simdjson::dom::parser parser_;
};

TEST_F(Acting, AFailedEventIsListedShownRetriedAndThenResolved) {
    add_failed(1, "NULL", event(7));
    add_failed(2, "8", event(8, "no time"));
    const simdjson::dom::element list = json({"failed", "list"});
    EXPECT_EQ(list["failed_events"].at(0)["id"].get_int64().value(), 2) << "newest first";
    EXPECT_EQ(list["watermark"]["count"].get_int64().value(), 2);
    EXPECT_EQ(json({"failed", "groups"})["groups"].at(0)["count"].get_int64().value(), 2);
    EXPECT_TRUE(json({"failed", "show", "1"})["acceptable_now"].get_bool().value());
    EXPECT_FALSE(json({"failed", "show", "2"})["acceptable_now"].get_bool().value());

    const simdjson::dom::element dry = json({"failed", "retry", "--all", "--dry-run"});
    EXPECT_EQ(dry["counts"]["would_apply"].get_int64().value(), 1);
    EXPECT_EQ(queue().number("SELECT count(*) FROM message"), 0);
    const simdjson::dom::element done = json(Arguments{"failed", "retry", "--all"} + kWhy);
    EXPECT_EQ(done["counts"]["queued"].get_int64().value(), 1);
    EXPECT_EQ(done["counts"]["fails_still"].get_int64().value(), 1);
    EXPECT_EQ(state_of(1), "retried");
    work_off();
    EXPECT_EQ(state_of(1), "resolved");
    EXPECT_EQ(store().number("SELECT latest_event_id FROM parcel_summary WHERE parcel_id = 7"), 7);
    EXPECT_EQ(state_of(2), "open");
}

TEST_F(Acting, AFailedEventIsEditedOrDiscardedAndTheAuditSaysBywhomAndWhy) {
    add_failed(1, "8", event(8, "no time"));
    add_failed(2, "NULL", "no event at all");
    write_file(folder_ / "mended.json", event(8) + "\n");
    const simdjson::dom::element edited =
        json(Arguments{"failed", "edit", "1", "--body-file", "mended.json"} + kWhy);
    EXPECT_EQ(edited["counts"]["queued"].get_int64().value(), 1);
    json(Arguments{"failed", "discard", "2"} + kWhy);
    EXPECT_EQ(state_of(2), "discarded");
    work_off();
    EXPECT_EQ(store().number("SELECT latest_event_id FROM parcel_summary WHERE parcel_id = 8"), 8);
    EXPECT_EQ(store().number("SELECT count(*) FROM failed_event WHERE resolved_at_utc IS NULL"), 0);
    const simdjson::dom::element audit = json({"audit"});
    EXPECT_EQ(audit["audit"].at(0)["what"].get_string().value(), "failed discard 2");
    EXPECT_EQ(audit["audit"].at(1)["what"].get_string().value(), "failed edit 1");
    EXPECT_EQ(audit["audit"].at(1)["reason"].get_string().value(), "the rules were mended");
    EXPECT_NE(audit["audit"].at(1)["who"].get_string().value().find('@'), std::string_view::npos);
    json(Arguments{"cursor", "set", "5"} + kWhy);
    EXPECT_EQ(json({"audit"})["audit"].at(0)["what"].get_string().value(), "cursor set 5");
}

TEST_F(Acting, ANamedFailedEventThatIsNotThereOrNotDoneIsAFailure) {
    add_failed(1, "7", event(7));
    add_failed(2, "8", event(8, "no time"));
    for (const char* const verb : {"retry", "discard"}) {
        EXPECT_EQ(run(Arguments{"failed", verb, "9999"} + kWhy).code, 1) << verb;
        EXPECT_EQ(run({"failed", verb, "9999", "--dry-run"}).code, 1) << verb;
        EXPECT_EQ(run({"failed", verb, "1", "2", "--dry-run"}).code, 0) << verb;
        EXPECT_EQ(run(Arguments{"failed", verb, "--reason-group", "none"} + kWhy).code, 0) << verb;
    }
    const Finished half = run(Arguments{"failed", "retry", "1", "2", "--json"} + kWhy);
    EXPECT_EQ(half.code, 1) << half.errors;
    EXPECT_EQ(parser_.parse(half.output)["counts"]["queued"].get_int64().value(), 1);
    EXPECT_EQ(run(Arguments{"failed", "retry", "1"} + kWhy).code, 0) << "it is on its way";
    EXPECT_EQ(run(Arguments{"failed", "discard", "2"} + kWhy).code, 0);
    EXPECT_EQ(run(Arguments{"failed", "retry", "2"} + kWhy).code, 1) << "it is closed";
}

TEST_F(Acting, NothingIsChangedWithoutAReason) {
    add_failed(1, "8", event(8));
    write_file(folder_ / "mended.json", event(8));
    bury(1, "[" + event(9) + "]");
    for (const Arguments& command :
         std::vector<Arguments>{{"failed", "retry", "--all"},
                                {"failed", "discard", "1"},
                                {"failed", "edit", "1", "--body-file", "mended.json"},
                                {"gaps", "acknowledge", "1"},
                                {"dead-letters", "redrive"},
                                {"dead-letters", "drain"},
                                {"dead-letters", "purge", "--confirm", "1"},
                                {"pause", "poll"},
                                {"resume", "process", "--reason", " "}}) {
        const Finished end = run(command);
        EXPECT_EQ(end.code, 2) << command[0] << ' ' << command[1];
        EXPECT_NE(end.errors.find("--reason"), std::string::npos) << end.errors;
        EXPECT_EQ(std::ranges::count(end.errors, '\n'), 1) << end.errors;
    }
    EXPECT_EQ(state_of(1), "open");
    EXPECT_EQ(store().number("SELECT count(*) FROM audit"), 0);
    EXPECT_EQ(queue().number("SELECT count(*) FROM message WHERE queue = 'dead_letters'"), 1);
}

TEST_F(Acting, TheCursorIsSetWithAReasonAndADryRunOnlySaysSo) {
    EXPECT_EQ(run({"cursor", "set", "0"}).code, 2);
    EXPECT_EQ(run({"cursor", "set", "0", "--reason", " "}).code, 2);
    const Finished dry = run({"cursor", "set", "0", "--dry-run"});
    EXPECT_EQ(dry.code, 0) << dry.errors;
    EXPECT_NE(dry.output.find("would be set to 0"), std::string::npos) << dry.output;
    EXPECT_EQ(store().number("SELECT count(*) FROM audit"), 0);
    EXPECT_NE(run({"cursor", "show"}).code, 0) << "there is none";
    EXPECT_EQ(run(Arguments{"cursor", "set", "0"} + kWhy).code, 0);
    EXPECT_EQ(run({"cursor", "show"}).code, 0);
    EXPECT_EQ(store().text("SELECT what FROM audit"), "cursor set 0");
}

TEST_F(Acting, ListsFitEightyColumnsAndComeInPages) {
    for (std::int64_t id = 1; id <= 5; ++id) add_failed(id, std::to_string(1'000'000 + id), "{}x");
    bury(1, "[" + event(9) + "]");
    store().execute(
        "INSERT INTO feed_gap (after_event_id, before_event_id, noticed_at_utc) "
        "VALUES (100, 200, '2026-01-01T00:00:00.0000000Z')");
    for (const Arguments& command : std::vector<Arguments>{{"failed", "list"},
                                                           {"failed", "groups"},
                                                           {"gaps", "list"},
                                                           {"dead-letters", "list"},
                                                           {"audit"}}) {
        const Finished end = run(command);
        EXPECT_EQ(end.code, 0) << end.errors;
        std::istringstream lines(end.output);
        for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 82U) << line;
    }
    const simdjson::dom::element first = json({"failed", "list", "--limit", "3"});
    EXPECT_EQ(first["failed_events"].get_array().size(), 3u);
    const std::string token(first["page_token"].get_string().value());
    const simdjson::dom::element rest = json({"failed", "list", "--page-token", token});
    EXPECT_EQ(rest["failed_events"].get_array().size(), 2u);
    EXPECT_TRUE(rest["page_token"].is_null());
    EXPECT_EQ(run({"failed", "list", "--page-token", "x"}).code, 2);
}

TEST_F(Acting, AGapIsAcknowledged) {
    store().execute(
        "INSERT INTO feed_gap (after_event_id, before_event_id, noticed_at_utc) "
        "VALUES (100, 200, '2026-01-01T00:00:00.0000000Z')");
    EXPECT_EQ(json({"gaps", "list"})["feed_gaps"].at(0)["ids_max"].get_int64().value(), 99);
    json(Arguments{"gaps", "acknowledge", "1"} + kWhy);
    EXPECT_EQ(json({"gaps", "list"})["feed_gaps"].at(0)["state"].get_string().value(),
              "acknowledged");
    EXPECT_EQ(run(Arguments{"gaps", "acknowledge", "7"} + kWhy).code, 1);
}

TEST_F(Acting, ARedriveThatIsKilledLosesNoDeadLetter) {
    constexpr std::int64_t kLetters = 300;
    for (std::int64_t id = 1; id <= kLetters; ++id) bury(id, "[" + event(id) + "]");
    const Arguments redrive =
        Arguments{"dead-letters", "redrive", "--queue-visibility-timeout", "1s"} + kWhy;
    {
        Process killed(launch(redrive + Arguments{"--rate", "100"}));
        ASSERT_TRUE(killed.wait_for(
            [&] {
                return queue().number("SELECT count(*) FROM message WHERE queue = 'events'") >= 5;
            },
            kPatience));
        killed.signal(SIGKILL);
        ASSERT_EQ(killed.wait(kPatience), -SIGKILL);
    }
    const auto left = [&] {
        return queue().number("SELECT count(*) FROM message WHERE queue = 'dead_letters'");
    };
    ASSERT_GT(left(), 0) << "it came to its end before it was killed";
    // What the killed one held comes back after its visibility timeout.
    for (int tries = 0; left() > 0 && tries < 20; ++tries) EXPECT_EQ(run(redrive).code, 0);
    EXPECT_EQ(queue().number("SELECT count(DISTINCT body) FROM message_body"), kLetters);
    EXPECT_EQ(left(), 0);
    EXPECT_EQ(store().text("SELECT result FROM audit ORDER BY id LIMIT 1"), "begun");
}

TEST_F(Acting, APurgeTakesTheCountThatWasShownAndKeepsEachText) {
    bury(1, "[" + event(9) + "]");
    EXPECT_EQ(json({"dead-letters", "list"})["count"].get_int64().value(), 1);
    EXPECT_EQ(run(Arguments{"dead-letters", "purge", "--confirm", "2"} + kWhy).code, 1);
    EXPECT_EQ(json(Arguments{"dead-letters", "purge", "--confirm", "1"} + kWhy)["messages"]
                  .get_int64()
                  .value(),
              1);
    EXPECT_EQ(store().text("SELECT closed_as || body FROM failed_event"), "discarded" + event(9));
    EXPECT_EQ(queue().number("SELECT count(*) FROM message"), 0);
}

TEST_F(Acting, AWorkerThatIsPausedReadsTheFeedAndAppliesNothingUntilItIsResumed) {
    FeedServerProcess server(folder_.path(), {"--parcels", "20", "--events", "80"});
    json(Arguments{"pause", "process"} + kWhy);
    Process worker(launch(Arguments{"run"} + worker_flags(server.url())));
    ASSERT_TRUE(worker.wait_for([&] { return cursor() >= 80; }, kPatience));
    EXPECT_EQ(parcels(), 0);
    EXPECT_GT(queue().number("SELECT count(*) FROM message"), 0);
    json(Arguments{"resume", "process"} + kWhy);
    EXPECT_TRUE(worker.wait_for([&] { return parcels() == 20; }, kPatience));

    json(Arguments{"pause", "poll", "--for", "1s"} + kWhy);
    worker.signal(SIGTERM);
    EXPECT_EQ(worker.wait(kPatience), 0) << "a paused worker stops as another";
}

TEST_F(Acting, WhatIsMissingInTheTableIsFoundMendedAndReplayed) {
    FeedServerProcess server(folder_.path(), {"--parcels", "20", "--events", "80"});
    ASSERT_EQ(catch_up(server.url()).code, 0);
    const ParcelTable before = store().parcels();
    const Arguments verify = {"verify", "--from", "1", "--feed-url", server.url()};
    EXPECT_EQ(run(verify).code, 0);
    store().execute("DELETE FROM parcel_summary WHERE parcel_id = 5002");
    const Finished different = run(verify + Arguments{"--json"});
    EXPECT_EQ(different.code, 1) << different.errors;
    EXPECT_NE(different.output.find("5002"), std::string::npos) << different.output;
    EXPECT_EQ(run(verify + Arguments{"--mend"}).code, 2) << "without a reason";
    EXPECT_EQ(run(verify + Arguments{"--mend", "--dry-run"}).code, 1);
    EXPECT_EQ(run(verify + Arguments{"--mend"} + kWhy).code, 0);
    EXPECT_EQ(difference(before, store().parcels()), "");

    store().execute("DELETE FROM parcel_summary");
    const simdjson::dom::element job =
        json(Arguments{"replay", "--from", "1", "--feed-url", server.url()} + kWhy);
    EXPECT_EQ(job["state"].get_string().value(), "done");
    EXPECT_GE(job["done"].get_int64().value(), 80);
    EXPECT_EQ(json({"jobs"})["jobs"].at(0)["kind"].get_string().value(), "replay");
    ASSERT_EQ(catch_up(server.url()).code, 0);
    EXPECT_EQ(difference(before, store().parcels()), "");
}

TEST_F(Acting, AReplayThatIsKilledIsEndedByAnother) {
    FeedServerProcess server(folder_.path(), {"--parcels", "100", "--events", "2000"});
    ASSERT_EQ(catch_up(server.url()).code, 0);
    const ParcelTable before = store().parcels();
    store().execute("DELETE FROM parcel_summary");
    const Arguments replay = {"replay", "--feed-url", server.url(), "--feed-page-limit",
                              "50",     "--rate",     "200"};
    {
        Process killed(launch(replay + Arguments{"--from", "1"} + kWhy));
        ASSERT_TRUE(
            killed.wait_for([&] { return store().number("SELECT done FROM job") > 0; }, kPatience));
        killed.signal(SIGKILL);
        ASSERT_EQ(killed.wait(kPatience), -SIGKILL);
    }
    {
        // The claim of the dead one holds for a while, and then another takes it over.
        Process other(launch(replay + Arguments{"--job", "1"}));
        ASSERT_TRUE(other.wait_for([&] { return other.has_logged("works on it"); }, kPatience));
        const std::int64_t so_far = store().number("SELECT done FROM job");
        store().execute("UPDATE job SET claim_expires_ns = 0");
        ASSERT_TRUE(other.wait_for([&] { return store().number("SELECT done FROM job") > so_far; },
                                   kPatience));
        other.signal(SIGTERM);
        EXPECT_NE(other.wait(kPatience), 0);
    }
    const Arguments on = replay + Arguments{"--job", "1"};
    EXPECT_EQ(run({"jobs", "1", "--order", "pause", "--reason", "later"}).code, 0);
    EXPECT_NE(run(on).code, 0) << "it is paused";
    EXPECT_EQ(run({"jobs", "1", "--order", "resume", "--reason", "now"}).code, 0);
    store().execute("UPDATE job SET rate = 0");
    EXPECT_EQ(store().text("SELECT state FROM job"), "waiting") << "it was given back";
    const Finished end = run(on);
    EXPECT_EQ(end.code, 0) << end.errors;
    ASSERT_EQ(catch_up(server.url()).code, 0);
    EXPECT_EQ(difference(before, store().parcels()), "");
}

TEST_F(Acting, AWorkerRunsWhatWasDetachedAndACommandFollowsIt) {
    FeedServerProcess server(folder_.path(), {"--parcels", "20", "--events", "80"});
    ASSERT_EQ(catch_up(server.url()).code, 0);
    const ParcelTable before = store().parcels();
    store().execute("DELETE FROM parcel_summary");
    const Arguments feed = {"--feed-url", server.url()};
    EXPECT_EQ(json(Arguments{"replay", "--from", "1", "--detach"} + feed + kWhy)["state"]
                  .get_string()
                  .value(),
              "waiting");
    EXPECT_EQ(run(Arguments{"verify", "--from", "1", "--detach"} + feed).code, 0);
    Process worker(launch(Arguments{"run"} + worker_flags(server.url())));
    const auto done = [&] {
        return store().number("SELECT count(*) FROM job WHERE state = 'done'");
    };
    ASSERT_TRUE(worker.wait_for([&] { return done() == 2; }, kPatience)) << worker.errors();
    EXPECT_EQ(difference(before, store().parcels()), "");
    EXPECT_EQ(run({"verify", "--job", "2"}).code, 0) << "what the worker found";

    const Finished followed = run(Arguments{"verify", "--from", "1", "--json"} + feed);
    EXPECT_EQ(followed.code, 0) << followed.errors;
    EXPECT_NE(followed.output.find(R"("events":80)"), std::string::npos) << followed.output;
    EXPECT_EQ(done(), 3);
    EXPECT_TRUE(worker.has_logged("job 3, verify, is done"))
        << "the worker that polls has run it, not the command";
    worker.signal(SIGTERM);
    EXPECT_EQ(worker.wait(kPatience), 0);
}

TEST_F(Acting, ACommandThatIsStoppedWhileItFollowsAJobSaysThatItGoesOnAndWhatEndsIt) {
    FeedServerProcess server(folder_.path(), {"--parcels", "100", "--events", "2000"});
    ASSERT_EQ(catch_up(server.url()).code, 0);
    Process worker(launch(Arguments{"run"} + worker_flags(server.url())));
    ASSERT_TRUE(worker.wait_for([&] { return holds_lease(worker.id()); }, kPatience));
    // Slow, so that it is there as long as it has to be.
    const Arguments slow = {
        "--from", "1", "--rate", "1", "--feed-url", server.url(), "--feed-page-limit", "2"};
    for (const char* const kind : {"replay", "verify"}) {
        Process follower(launch(Arguments{kind} + slow + kWhy));
        ASSERT_TRUE(
            follower.wait_for([&] { return follower.has_logged("waits for a worker"); }, kPatience))
            << follower.errors();
        ASSERT_TRUE(
            follower.wait_for([&] { return follower.has_logged("works on it"); }, kPatience))
            << follower.errors();
        const std::string id = store().text("SELECT max(id) FROM job");
        follower.signal(SIGINT);
        EXPECT_EQ(follower.wait(kPatience), -SIGINT);
        const std::string told = follower.errors();
        EXPECT_TRUE(told.starts_with("job " + id + " waits for a worker\n")) << told;
        EXPECT_TRUE(told.ends_with("job " + id +
                                   " goes on without this command; `scan-event-worker jobs " + id +
                                   " --order cancel --reason WHY` ends it\n"))
            << told;
        EXPECT_EQ(run(Arguments{"jobs", id, "--order", "cancel"} + kWhy).code, 0);
    }
    worker.signal(SIGTERM);
    EXPECT_EQ(worker.wait(kPatience), 0);
}

TEST_F(Acting, WhatAWrongRowSaysIsOverwrittenByMendingAndTheAuditSaysSo) {
    FeedServerProcess server(folder_.path(), {"--parcels", "20", "--events", "80"});
    ASSERT_EQ(catch_up(server.url()).code, 0);
    const ParcelTable before = store().parcels();
    const Arguments verify = {"verify", "--from", "1", "--feed-url", server.url()};
    store().execute("UPDATE parcel_summary SET latest_type = 'WRONG' WHERE parcel_id = 5002");
    EXPECT_EQ(run(verify).code, 1);
    const Finished dry = run(verify + Arguments{"--mend", "--dry-run"});
    EXPECT_EQ(dry.code, 1);
    EXPECT_NE(dry.output.find("latest_type"), std::string::npos) << dry.output;
    EXPECT_NE(difference(before, store().parcels()), "");
    EXPECT_EQ(run(verify + Arguments{"--mend"} + kWhy).code, 0);
    EXPECT_EQ(difference(before, store().parcels()), "");
    EXPECT_EQ(store().text("SELECT result FROM audit ORDER BY id DESC LIMIT 1"),
              "80 events compared, 1 difference, 1 parcel mended, 0 not mendable from this range");
}

TEST_F(Acting, ContinuousProofFindsAndMendsWhatIsMissing) {
    FeedServerProcess server(folder_.path(), {"--parcels", "20", "--events", "80"});
    ASSERT_EQ(catch_up(server.url()).code, 0);
    store().execute("DELETE FROM parcel_summary WHERE parcel_id = 5002");
    store().execute("UPDATE parcel_summary SET latest_type = 'WRONG' WHERE parcel_id = 5003");
    // Where the cursor stood before all this.
    store().execute("INSERT INTO cursor_mark VALUES ('2026-01-01T00:00:00.0000000Z', 0)");
    Process worker(
        launch(Arguments{"run"} + worker_flags(server.url(), {{"verify-every", "1h"},
                                                              {"verify-rate", "100"},
                                                              {"metrics-listen", "127.0.0.1:0"}})));
    ASSERT_TRUE(worker.wait_for(
        [&] { return store().number("SELECT count(*) FROM job WHERE state = 'done'") == 1; },
        kPatience))
        << worker.errors();
    EXPECT_EQ(store().number("SELECT count(*) FROM parcel_summary WHERE parcel_id = 5002"), 1);
    EXPECT_EQ(store().text("SELECT latest_type FROM parcel_summary WHERE parcel_id = 5003"),
              "WRONG")
        << "it applies what is missing, and a person decides of the rest";
    EXPECT_EQ(store().number("SELECT failed FROM job"), 1);
    const Finished status = run({"status", "--json"});
    EXPECT_NE(status.output.find(R"("id":"table-differs")"), std::string::npos) << status.output;
    worker.signal(SIGTERM);
    EXPECT_EQ(worker.wait(kPatience), 0);
}

TEST_F(Acting, AnExportIsImportedAndAParcelForgotten) {
    store().execute(
        "INSERT INTO feed_gap (after_event_id, before_event_id, noticed_at_utc) "
        "VALUES (6, 9, '2026-01-01T00:00:00.0000000Z')");
    write_file(folder_ / "export.jsonl", event(7) + "\n" + event(8) + "\n");
    const simdjson::dom::element done = json(Arguments{"import", "--file", "export.jsonl"} + kWhy);
    EXPECT_EQ(done["events"].get_int64().value(), 2);
    EXPECT_EQ(done["gaps_filled"].get_array().size(), 1u);
    work_off();
    EXPECT_EQ(store().number("SELECT latest_event_id FROM parcel_summary WHERE parcel_id = 8"), 8);
    EXPECT_EQ(run({"parcel", "forget", "8"}).code, 2);
    EXPECT_EQ(json(Arguments{"parcel", "forget", "8"} + kWhy)["rows"].get_int64().value(), 1);
    EXPECT_EQ(store().number("SELECT count(*) FROM parcel_summary WHERE parcel_id = 8"), 0);
    EXPECT_EQ(run({"parcel"}).code, 2);
    EXPECT_EQ(run({"parcel", "7"}).code, 0);
}

}  // namespace
}  // namespace scan
