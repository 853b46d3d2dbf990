#include "feed_server/scan_event_api.h"

#include <gtest/gtest.h>

#include "feed_server/testing/api_world.h"

namespace scan {
namespace {

using std::chrono::milliseconds;

TEST(ScanEventApi, AnswersFromTheFirstEventWith100EventsUnlessToldOtherwise) {
    ApiWorld world({});
    const auto reply = world.ask();
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.content_type, "application/json; charset=utf-8");
    EXPECT_EQ(ids_of(reply), range(101, 200));
    EXPECT_EQ(world.counters.requests, 1u);
    EXPECT_EQ(world.counters.pages, 1u);
    EXPECT_EQ(world.counters.events_served, 100u);
}

TEST(ScanEventApi, FromIsInclusiveAndLimitExact) {
    ApiWorld world({});
    EXPECT_EQ(ids_of(world.ask("150", "3")), (Ids{150, 151, 152}));
    EXPECT_EQ(ids_of(world.ask("0", "1")), (Ids{101}));
    EXPECT_EQ(ids_of(world.ask("299", "100000000000")), (Ids{299, 300}));
}

TEST(ScanEventApi, TheHeadReturnsTheLastEventAgain) {
    ApiWorld world({});
    EXPECT_EQ(ids_of(world.ask("300", "100")), (Ids{300}));
    EXPECT_EQ(ids_of(world.ask("300", "100")), (Ids{300}));
    EXPECT_EQ(world.ask("301", "100").body, R"({"ScanEvents":[]})");
    EXPECT_EQ(world.counters.empty_pages, 1u);
}

TEST(ScanEventApi, RefusesBadParameterValuesInOneLine) {
    ApiWorld world({});
    const std::string from_rule =
        "FromEventId must be a whole number from 0 to 9223372036854775807, not ";
    for (const std::string bad : {"", "x", "-1", "1.5", " 1", "1 ", "+1", "9223372036854775808"}) {
        const auto reply = world.ask(bad, "10");
        EXPECT_EQ(reply.status, 400);
        EXPECT_EQ(reply.body, from_rule + '"' + bad + "\"\n");
    }
    EXPECT_EQ(world.ask("1", "0").body,
              "Limit must be a whole number from 1 to 9223372036854775807, not \"0\"\n");
    EXPECT_EQ(world.ask("a\nb", "1").body, from_rule + "\"a\\nb\"\n");
    EXPECT_EQ(world.ask(std::string(10'000, '9'), "1").body,
              from_rule + '"' + std::string(40, '9') + "\"\n");
    EXPECT_EQ(world.counters.bad_requests, 11u);
}

TEST(ScanEventApi, CanRefuseZero) {
    ApiWorld world({.from_min = 1});
    EXPECT_EQ(world.ask("0", "1").status, 400);
    EXPECT_EQ(world.ask("1", "1").status, 200);
}

TEST(ScanEventApi, CanBeExclusive) {
    ApiWorld world({.from_is_exclusive = true});
    EXPECT_EQ(ids_of(world.ask("150", "2")), (Ids{151, 152}));
    EXPECT_EQ(ids_of(world.ask("300", "2")), Ids{});
    EXPECT_EQ(ids_of(world.ask("9223372036854775807", "2")), Ids{});
}

TEST(ScanEventApi, CanCapLimit) {
    ApiWorld world({.limit_max = 7});
    EXPECT_EQ(ids_of(world.ask("101", "1000")), range(101, 107));
    EXPECT_EQ(ids_of(world.ask("101", "3")), range(101, 103));
}

TEST(ScanEventApi, CanForgetOldEvents) {
    ApiWorld world({.retained_from = 200});
    EXPECT_EQ(ids_of(world.ask("150", "2")), (Ids{200, 201}));
    EXPECT_EQ(ids_of(world.ask()).front(), 200);
    ApiWorld strict({.retained_from = 200, .forgotten_is_gone = true});
    EXPECT_EQ(strict.ask("199", "2").status, 410);
    EXPECT_EQ(ids_of(strict.ask("200", "1")), (Ids{200}));
    EXPECT_EQ(ids_of(strict.ask("1", "1")), (Ids{200}));
    EXPECT_EQ(strict.counters.gone, 1u);
}

TEST(ScanEventApi, AnEmptyPageHasFiveForms) {
    const auto empty = [](EmptyPage form) {
        return ApiWorld({.empty_page = form}).ask("301", "1");
    };
    EXPECT_EQ(empty(EmptyPage::null).body, "null");
    EXPECT_EQ(empty(EmptyPage::empty_body).status, 200);
    EXPECT_EQ(empty(EmptyPage::empty_body).body, "");
    EXPECT_EQ(empty(EmptyPage::no_content).status, 204);
    EXPECT_EQ(empty(EmptyPage::not_found).status, 404);
    EXPECT_EQ(empty(EmptyPage::empty_list).body, R"({"ScanEvents":[]})");
}

TEST(ScanEventApi, CanRequireABearerToken) {
    ApiWorld world({.bearer_token = "s3cret"});
    EXPECT_EQ(world.ask({.authorization = "Bearer s3cret"}).status, 200);
    for (const std::string wrong :
         {"", "s3cret", "Bearer s3cre", "Bearer s3crets", "Basic s3cret"}) {
        const auto reply = world.ask({.authorization = wrong});
        EXPECT_EQ(reply.status, 401);
        EXPECT_EQ(header(reply, "WWW-Authenticate"), "Bearer");
    }
    EXPECT_EQ(world.counters.unauthorized, 5u);
}

TEST(ScanEventApi, GzipsForClientsThatAcceptIt) {
    ApiWorld world({.gzip = true});
    EXPECT_EQ(header(world.ask(), "Content-Encoding"), "");
    const auto zipped = world.ask({.accepts_gzip = true});
    EXPECT_EQ(header(zipped, "Content-Encoding"), "gzip");
    EXPECT_TRUE(zipped.body.starts_with("\x1f\x8b"));
    EXPECT_EQ(header(ApiWorld({}).ask({.accepts_gzip = true}), "Content-Encoding"), "");
}

TEST(ScanEventApi, NewEventsBecomeVisibleAsTimeGoes) {
    ApiWorld world({}, {}, {.events_per_second = 10});
    EXPECT_EQ(ids_of(world.ask()), Ids{});
    world.clock.advance(milliseconds(350));
    EXPECT_EQ(ids_of(world.ask()), range(101, 103));
}

}  // namespace
}  // namespace scan
