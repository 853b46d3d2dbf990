#include "admin/api/failed_event_resource.h"

#include <gtest/gtest.h>

#include "admin/api/testing/api_world.h"
#include "base/json_text.h"

namespace scan {
namespace {

class FailedEventResource : public ::testing::Test, protected AdminApiWorld {
protected:
    FailedEventResource() { add_failed_event_routes(router, context); }
};

TEST_F(FailedEventResource, ListsCountsAndShowsThem) {
    fail(event(7));
    fail("no event", "not JSON");
    const AdminReply list = get("/failed-events?limit=1");
    EXPECT_EQ(list.status, 200) << list.body;
    EXPECT_TRUE(list.body.starts_with(R"({"failed_events":[{"id":2,"event_id":null,)"))
        << list.body;
    EXPECT_TRUE(has(list, R"("watermark":{"count":2,"highest_id":2},"page_token":"2"})"));
    EXPECT_TRUE(has(get("/failed-events?limit=1&page_token=2"), R"([{"id":1,)"));
    EXPECT_TRUE(has(get("/failed-events?reason=not%20JSON"), R"("count":1,)"));
    EXPECT_TRUE(has(get("/failed-events?state=discarded"), R"("failed_events":[])"));
    EXPECT_TRUE(has(get("/failed-events?event_id=1..9"), R"("failed_events":[])"));
    EXPECT_TRUE(has(get("/failed-events/groups?state=open"), R"("reason":"not JSON","count":1)"));
    EXPECT_TRUE(has(get("/failed-events/1"), R"("acceptable_now":true)"));
    EXPECT_TRUE(has(get("/failed-events/2"), R"("body":"no event")"));
}

TEST_F(FailedEventResource, NamesWhatIsWrongWithAQuestion) {
    EXPECT_TRUE(blames(get("/failed-events?state=opne"), 400, "state"));
    EXPECT_TRUE(blames(get("/failed-events?stat=open"), 400, "stat"));
    EXPECT_TRUE(blames(get("/failed-events?event_id=1-9"), 400, "event_id"));
    EXPECT_TRUE(blames(get("/failed-events?limit=1001"), 400, "limit"));
    EXPECT_TRUE(blames(get("/failed-events?page_token=x"), 400, "page_token"));
    EXPECT_TRUE(blames(get("/failed-events/x"), 400, "id"));
    EXPECT_TRUE(blames(get("/failed-events/3"), 404, "id"));
}

TEST_F(FailedEventResource, ADryRunSaysWhatWouldBeDoneAndNeedsNoReason) {
    fail(event(7));
    const AdminReply dry = post("/failed-events/retry", R"({"all":true,"dry_run":true})");
    EXPECT_EQ(dry.status, 200) << dry.body;
    EXPECT_TRUE(has(dry, R"("counts":{"would_apply":1})")) << dry.body;
    EXPECT_EQ(queue.bodies().size(), 0);
    EXPECT_EQ(last_act(), "");
}

TEST_F(FailedEventResource, RetriesWhatWasShownInTheNameOfWhoAsks) {
    fail(event(7));
    fail("no event");
    fail(event(9));
    const AdminReply done =
        post("/failed-events/retry", R"({"all":true,"up_to_id":2,"reason":"mended"})");
    EXPECT_EQ(done.status, 200) << done.body;
    EXPECT_TRUE(has(done, R"("came_since":1,"counts":{"queued":1,"fails_still":1})")) << done.body;
    EXPECT_EQ(queue.bodies().size(), 1);
    EXPECT_EQ(last_act().substr(0, 19), "ann: failed retry -") << last_act();
    EXPECT_TRUE(has(get("/failed-events?state=retried"), R"("id":1,)"));
}

TEST_F(FailedEventResource, EndsEarlyWhenTheWorkerStops) {
    fail(event(7));
    std::stop_source stop;
    context.stop = stop.get_token();
    stop.request_stop();
    const AdminReply ended = post("/failed-events/retry", R"({"all":true,"reason":"mended"})");
    EXPECT_TRUE(has(ended, R"("error":"stopped"})")) << ended.body;
    EXPECT_EQ(queue.bodies().size(), 0);
    EXPECT_TRUE(last_act().ends_with("ended early: stopped")) << last_act();
}

TEST_F(FailedEventResource, EditsAndDiscardsOne) {
    fail("no event");
    fail("nor this");
    const AdminReply refused =
        post("/failed-events/1/edit", R"({"body":"still none","reason":"mended"})");
    EXPECT_EQ(refused.status, 422) << refused.body;
    const AdminReply edited =
        post("/failed-events/1/edit",
             fmt::format(R"({{"body":{},"reason":"mended"}})", json_quote(event(7))));
    EXPECT_TRUE(has(edited, R"("counts":{"queued":1})")) << edited.body;
    EXPECT_EQ(last_act().substr(0, 27), "ann: failed edit 1 (mended)");
    const AdminReply discarded =
        post("/failed-events/discard", R"({"ids":[2],"reason":"not needed"})");
    EXPECT_TRUE(has(discarded, R"("counts":{"discarded":1})")) << discarded.body;
    EXPECT_TRUE(has(get("/failed-events"), R"("failed_events":[])"));
}

TEST_F(FailedEventResource, RefusesAnActWithoutAReasonOrWithABodyThatItDoesNotUnderstand) {
    fail(event(7));
    struct Case {
        const char* body;
        const char* culprit;
    };
    for (const auto& [body, culprit] : {
             Case{R"({"all":true})", "reason"},
             Case{R"({"all":true,"reason":" "})", "reason"},
             Case{R"({"all":true,"reason":7})", "reason"},
             Case{R"({"all":true,"reason":"r","dryrun":true})", "dryrun"},
             Case{R"({"all":true,"reason":"r","dry_run":"yes"})", "dry_run"},
             Case{R"({"reason":"r"})", "ids"},
             Case{R"({"reason":"r","all":true,"ids":[1]})", "ids"},
             Case{R"({"reason":"r","ids":["1"]})", "ids"},
             Case{R"({"reason":"r","all":true,"all":false})", "all"},
             Case{R"({"reason":"r","all":true,"up_to_id":-1})", "up_to_id"},
             Case{R"(["reason"])", "body"},
             Case{R"({"reason":)", "body"},
             Case{"", "body"},
         }) {
        for (const char* path : {"/failed-events/retry", "/failed-events/discard"}) {
            const AdminReply refused = post(path, body);
            EXPECT_TRUE(blames(refused, 400, culprit)) << body << ' ' << refused.body;
        }
    }
    EXPECT_TRUE(blames(post("/failed-events/1/edit", R"({"reason":"r"})"), 400, "body"));
    EXPECT_TRUE(blames(post("/failed-events/1/edit", R"({"body":"x"})"), 400, "reason"));
    EXPECT_EQ(queue.bodies().size(), 0);
    EXPECT_EQ(last_act(), "");
}

}  // namespace
}  // namespace scan
