#include <gtest/gtest.h>

#include "admin/api/audit_resource.h"
#include "admin/api/check_resource.h"
#include "admin/api/cursor_resource.h"
#include "admin/api/dead_letter_resource.h"
#include "admin/api/feed_gap_resource.h"
#include "admin/api/job_resource.h"
#include "admin/api/parcel_resource.h"
#include "admin/api/pause_resource.h"
#include "admin/api/report_resource.h"
#include "admin/api/testing/api_world.h"

namespace scan {
namespace {

class Resources : public ::testing::Test, protected AdminApiWorld {
protected:
    Resources() {
        add_parcel_routes(router, stores_, context);
        for (const auto add :
             {add_report_routes, add_feed_gap_routes, add_audit_routes, add_pause_routes,
              add_dead_letter_routes, add_cursor_routes, add_job_routes})
            add(router, context);
        add_check_routes(router, checks_, context);
    }
    void SetUp() override {
        context.about = {.version = "9.9",
                         .settings = "feed.url = x\n",
                         .settings_json = R"({"settings":{},"warnings":[]})"};
    }
    void put_parcel(std::int64_t id, const std::string& type) {
        ParcelSummary parcel;
        parcel.parcel_id = ParcelId{id};
        parcel.latest.event_id = EventId{id};
        parcel.latest.type = type;
        MemoryTransaction(state)->parcels[ParcelId{id}] = parcel;
    }
    // Receives it until it is one.
    void bury(const std::string& body) { ASSERT_TRUE(queue.dead_letters().put(body)); }

    PerThread<ParcelStore> stores_{[this] { return std::make_unique<MemoryParcelStore>(state); }};
    LastChecks checks_;
};

TEST_F(Resources, ListParcels) {
    put_parcel(1, "STATUS");
    put_parcel(2, "PICKUP");
    const AdminReply list = get("/parcels?type=pickup&limit=1");
    EXPECT_EQ(list.status, 200) << list.body;
    EXPECT_TRUE(list.body.starts_with(R"({"parcels":[{"parcel_id":2,)")) << list.body;
    EXPECT_TRUE(has(get("/parcels?limit=1"), R"("page_token":"1"})"));
    EXPECT_EQ(get("/parcels?not_delivered_since=3d").body, R"({"parcels":[],"page_token":null})");
    EXPECT_TRUE(blames(get("/parcels?not_seen_since=3"), 400, "not_seen_since"));
    EXPECT_TRUE(blames(get("/parcels?page_token=x"), 400, "page_token"));
    EXPECT_TRUE(blames(get("/parcels?tpye=PICKUP"), 400, "tpye"));
}

TEST_F(Resources, ShowAParcelWithItsHistoryIfItIsAskedFor) {
    put_parcel(2, "PICKUP");
    EXPECT_TRUE(has(get("/parcels/2?history=true"), R"("history":[])"));
    EXPECT_FALSE(has(get("/parcels/2"), "history"));
    EXPECT_TRUE(blames(get("/parcels/2?history=1"), 400, "history"));
}

TEST_F(Resources, ReportAsJsonAndAsMarkdown) {
    const AdminReply json = get("/report");
    EXPECT_TRUE(json.body.starts_with(R"({"version":"9.9","status":{)")) << json.body;
    EXPECT_EQ(json.content_type, "application/json");
    const AdminReply text = ask(Method::get, "/report", "", {{"accept", "text/markdown"}});
    EXPECT_TRUE(text.body.starts_with("# Scan Event Worker: ")) << text.body;
    EXPECT_TRUE(text.content_type.starts_with("text/markdown"));
    EXPECT_EQ(get("/settings").body, context.about.settings_json);
}

TEST_F(Resources, AcknowledgeAFeedGap) {
    MemoryTransaction(state)->feed_gaps.push_back(
        {.gap = {.after_event_id = EventId{4}, .before_event_id = EventId{9}},
         .noticed_at = clock.utc_now(),
         .id = 1});
    EXPECT_TRUE(has(get("/feed-gaps?state=open"), R"("ids_max":4)"));
    EXPECT_TRUE(blames(get("/feed-gaps?state=shut"), 400, "state"));
    EXPECT_TRUE(blames(post("/feed-gaps/1/acknowledge", "{}"), 400, "reason"));
    EXPECT_TRUE(blames(post("/feed-gaps/2/acknowledge", R"({"reason":"r"})"), 404, "id"));
    EXPECT_EQ(last_act(), "");
    const AdminReply done = post("/feed-gaps/1/acknowledge", R"({"reason":"lost"})");
    EXPECT_TRUE(has(done, R"("state":"acknowledged")")) << done.body;
    EXPECT_EQ(last_act(), "ann: gaps acknowledge 1 (lost): acknowledged");
    EXPECT_TRUE(has(get("/audit?since=1d"), R"("what":"gaps acknowledge 1","reason":"lost")"));
    EXPECT_TRUE(blames(get("/audit?since=yesterday"), 400, "since"));
}

TEST_F(Resources, PauseAndResume) {
    EXPECT_TRUE(blames(post("/pause", R"({"what":"poll"})"), 400, "reason"));
    EXPECT_TRUE(blames(post("/pause", R"({"what":"all","reason":"r"})"), 400, "what"));
    EXPECT_TRUE(blames(post("/pause", R"({"what":"poll","for":"long","reason":"r"})"), 400, "for"));
    EXPECT_TRUE(state.tables().pauses.empty());
    const AdminReply dry =
        post("/pause", R"({"what":"poll","for":"2h","reason":"r","dry_run":true})");
    EXPECT_TRUE(has(dry, R"({"dry_run":true,"was_paused":false,"pause":{"what":"poll")"))
        << dry.body;
    EXPECT_TRUE(state.tables().pauses.empty());
    EXPECT_EQ(post("/pause", R"({"what":"process","reason":"a new table"})").status, 200);
    EXPECT_EQ(state.tables().pauses.at(Pausable::process).who, "ann");
    const AdminReply resumed = post("/resume", R"({"what":"process","reason":"done"})");
    EXPECT_TRUE(has(resumed, R"("was_paused":true,"pause":null)")) << resumed.body;
    EXPECT_EQ(last_act(), "ann: resume process (done): resumed");
}

TEST_F(Resources, ListShowAndRedriveDeadLetters) {
    bury("[" + event(7) + "]");
    const AdminReply list = get("/dead-letters");
    EXPECT_TRUE(has(list, R"("count":1,"whole":true)")) << list.body;
    const std::size_t at = list.body.find(R"("id":")") + 6;
    const std::string id = list.body.substr(at, list.body.find('"', at) - at);
    EXPECT_TRUE(has(get("/dead-letters/" + id), R"("acceptable_now":true)"));
    EXPECT_TRUE(blames(get("/dead-letters/none"), 404, "id"));
    EXPECT_TRUE(blames(post("/dead-letters/redrive", "{}"), 400, "reason"));
    EXPECT_TRUE(blames(post("/dead-letters/redrive", R"({"rate":-1,"reason":"r"})"), 400, "rate"));
    const AdminReply done =
        post("/dead-letters/redrive", R"({"limit":5,"rate":2.5,"reason":"mended"})");
    EXPECT_TRUE(has(done, R"("messages":1)")) << done.body;
    EXPECT_EQ(queue.bodies().size(), 1);
    EXPECT_EQ(queue.dead_letters().bodies().size(), 0);
    EXPECT_TRUE(last_act().starts_with("ann: dead-letters redrive (mended): ")) << last_act();
}

TEST_F(Resources, PurgeOnlyAsManyDeadLettersAsWereConfirmed) {
    bury("[" + event(7) + "]");
    EXPECT_TRUE(blames(post("/dead-letters/purge", R"({"reason":"r"})"), 400, "confirm"));
    EXPECT_EQ(post("/dead-letters/purge", R"({"confirm":2,"reason":"r"})").status, 409);
    EXPECT_EQ(queue.dead_letters().bodies().size(), 1);
    EXPECT_EQ(post("/dead-letters/purge", R"({"confirm":1,"reason":"r"})").status, 200);
    EXPECT_EQ(queue.dead_letters().bodies().size(), 0);
    EXPECT_EQ(state.tables().failed_events.size(), 1);
}

TEST_F(Resources, DrainDeadLetters) {
    bury("[" + event(7) + "]");
    EXPECT_TRUE(blames(post("/dead-letters/drain", R"({"limit":1,"reason":"r"})"), 400, "limit"));
    const AdminReply done = post("/dead-letters/drain", R"({"reason":"r"})");
    EXPECT_TRUE(has(done, R"("events_applied":1)")) << done.body;
    EXPECT_TRUE(state.tables().parcels.contains(ParcelId{7}));
}

TEST_F(Resources, ShowTheCursor) {
    EXPECT_EQ(get("/cursor").status, 404);
    MemoryTransaction(state)->cursor =
        Cursor{.last_event_id = EventId{9}, .unpaid = {}, .settled_event_id = {}};
    EXPECT_EQ(get("/cursor").body,
              R"({"last_event_id":9,"settled_event_id":0,"window_low_event_id":9})");
}

TEST_F(Resources, ListAndCancelJobs) {
    const std::int64_t id =
        MemoryJobBoard(state)
            .add({.kind = "replay", .arguments = "{}", .who = "bob", .reason = "r"})
            .value();
    EXPECT_TRUE(has(get("/jobs"), R"("kind":"replay")"));
    const std::string path = fmt::format("/jobs/{}", id);
    EXPECT_TRUE(has(get(path), R"("state":"waiting")"));
    EXPECT_TRUE(blames(get("/jobs/99"), 404, "id"));
    EXPECT_TRUE(blames(ask(Method::del, path, "{}"), 400, "reason"));
    EXPECT_TRUE(has(ask(Method::del, path, R"({"reason":"r"})"), R"("state":"cancelled")"));
    EXPECT_EQ(ask(Method::del, path, R"({"reason":"r"})").status, 409);
}

TEST_F(Resources, HoldSlowAndResumeJobs) {
    MemoryJobBoard board(state);
    const std::int64_t id =
        board.add({.kind = "replay", .arguments = "{}", .who = "bob", .reason = "r", .rate = 9})
            .value();
    const std::string path = fmt::format("/jobs/{}/order", id);
    EXPECT_TRUE(blames(post(path, R"({"order":"pause"})"), 400, "reason"));
    EXPECT_TRUE(blames(post(path, R"({"order":"hold","reason":"r"})"), 400, "order"));
    EXPECT_TRUE(blames(post(path, R"({"reason":"r"})"), 400, "order"));
    EXPECT_TRUE(blames(post(path, R"({"rate":-1,"reason":"r"})"), 400, "rate"));
    EXPECT_TRUE(blames(post("/jobs/99/order", R"({"rate":1,"reason":"r"})"), 404, "id"));
    const AdminReply dry = post(path, R"({"order":"pause","dry_run":true})");
    EXPECT_TRUE(has(dry, R"("state":"paused")")) << dry.body;
    EXPECT_EQ(board.find(id).value()->state, JobState::waiting) << "it was a dry run";
    EXPECT_TRUE(has(post(path, R"({"order":"pause","reason":"r"})"), R"("state":"paused")"));
    EXPECT_EQ(last_act(), "ann: jobs 1 --order pause --rate 9 (r): paused");
    EXPECT_TRUE(has(post(path, R"({"rate":2,"reason":"r"})"), R"("state":"paused")"))
        << "slower, and held still";
    EXPECT_EQ(board.find(id).value()->spec.rate, 2u);
    EXPECT_TRUE(has(post(path, R"({"order":"resume","reason":"r"})"), R"("state":"waiting")"));
    EXPECT_TRUE(has(post(path, R"({"order":"cancel","reason":"r"})"), R"("state":"cancelled")"));
    EXPECT_EQ(post(path, R"({"order":"resume","reason":"r"})").status, 409);
    EXPECT_EQ(board.find(id).value()->spec.rate, 2u);
}

TEST_F(Resources, AskForAReplayAndAVerificationThatAWorkerRuns) {
    EXPECT_EQ(post("/replays", R"({"from":1,"reason":"r"})").status, 409) << "there is no cursor";
    MemoryTransaction(state)->cursor =
        Cursor{.last_event_id = EventId{90}, .unpaid = {}, .settled_event_id = {}};
    for (const std::string path : {"/replays", "/verifications"}) {
        EXPECT_TRUE(blames(post(path, R"({"reason":"r"})"), 400, "from"));
        EXPECT_TRUE(blames(post(path, R"({"from":0,"reason":"r"})"), 400, "from"));
        EXPECT_TRUE(blames(post(path, R"({"from":1})"), 400, "reason"));
        EXPECT_TRUE(blames(post(path, R"({"from":1,"mends":true,"reason":"r"})"), 400, "mends"));
        EXPECT_EQ(post(path, R"({"from":1,"dry_run":true})").body, R"({"dry_run":true})");
        EXPECT_EQ(post(path, R"({"from":91,"reason":"r"})").status, 409);
    }
    EXPECT_EQ(post("/replays", R"({"from":1,"to":91,"reason":"r"})").status, 409);
    EXPECT_TRUE(state.tables().jobs.empty());
    const AdminReply replay = post("/replays", R"({"from":11,"to":20,"rate":5,"reason":"lost"})");
    EXPECT_TRUE(has(replay, R"("kind":"replay","arguments":{"from":11,"to":20},"who":"ann")"))
        << replay.body;
    EXPECT_TRUE(has(replay, R"("state":"waiting","position":10,)"));
    EXPECT_EQ(last_act(), "ann: replay --from 11 --to 20 (lost): job 1");
    const AdminReply verify = post("/verifications", R"({"from":11,"mend":true,"reason":"proof"})");
    EXPECT_TRUE(has(verify, R"("arguments":{"from":11,"to":90,"mend":"all","at_leisure":0})"))
        << verify.body;
    EXPECT_TRUE(has(verify, R"("findings":null)"));
    EXPECT_EQ(last_act(), "ann: verify --from 11 --to 90 --mend (proof): job 2");
}

TEST_F(Resources, CheckConnectionsAtMostOnceInAWhile) {
    int asked = 0;
    context.check_feed = [&]() -> std::optional<ConnectCheck> {
        ++asked;
        return ConnectCheck{.dependency = Dependency::feed,
                            .result = ConnectResult::fails,
                            .message = "the feed answered 401",
                            .action = "renew"};
    };
    const AdminReply first = get("/checks");
    EXPECT_TRUE(first.body.starts_with(R"({"checks":[{"name":"feed","works":false,)"))
        << first.body;
    EXPECT_TRUE(has(first, R"("name":"store","works":true)"));
    EXPECT_EQ(get("/checks").body, first.body);
    EXPECT_EQ(asked, 1);
    clock.advance(LastChecks::kInterval);
    get("/checks");
    EXPECT_EQ(asked, 2);
}

}  // namespace
}  // namespace scan
