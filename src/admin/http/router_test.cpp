#include "admin/http/router.h"

#include <gtest/gtest.h>

#include "admin/http/request_target.h"

namespace scan {
namespace {

AdminReply nothing(const AdminRequest&) {
    return {};
}

AdminRequest asked(Method method, std::string_view target) {
    auto parsed = parse_target(target);
    return {.method = method,
            .target = std::string(target),
            .path = std::move(parsed->path),
            .query = std::move(parsed->query)};
}

// The pattern that answers, or the status of the refusal.
std::string answerer_of(const Router& router, AdminRequest& request) {
    const auto found = router.find(request);
    if (const auto* route = std::get_if<const Route*>(&found)) return (*route)->pattern;
    return std::to_string(std::get<AdminReply>(found).status);
}

TEST(Router, FindsByMethodAndPattern) {
    Router router("/scan/");
    router.add({.pattern = "/parcels", .handler = nothing});
    router.add({.pattern = "/parcels/{id}", .handler = nothing});
    router.add({.method = Method::del, .pattern = "/parcels/{id}", .handler = nothing});
    router.add({.method = Method::post, .pattern = "/failed-events/retry", .handler = nothing});
    router.add({.pattern = "/failed-events/{id}", .handler = nothing});
    router.add({.pattern = "/{*}", .handler = nothing});
    struct Case {
        Method method;
        const char* target;
        const char* answerer;
    };
    for (const Case& each :
         {Case{Method::get, "/scan/parcels", "/parcels"},
          Case{Method::head, "/scan/parcels?limit=3", "/parcels"},
          Case{Method::get, "/scan/parcels/7", "/parcels/{id}"},
          Case{Method::del, "/scan/parcels/7", "/parcels/{id}"},
          Case{Method::post, "/scan/failed-events/retry", "/failed-events/retry"},
          Case{Method::post, "/scan/parcels", "405"}, Case{Method::get, "/scan/", "/{*}"},
          Case{Method::get, "/scan/assets/page.js", "/{*}"},
          Case{Method::post, "/scan/assets/page.js", "404"},
          Case{Method::get, "/parcels", "404"}}) {
        AdminRequest request = asked(each.method, each.target);
        EXPECT_EQ(answerer_of(router, request), each.answerer) << each.target;
    }
}

TEST(Router, FillsInWhatThePatternNames) {
    Router router;
    router.add({.pattern = "/parcels/{id}", .handler = nothing});
    router.add({.pattern = "/static/{*}", .handler = nothing});
    AdminRequest parcel = asked(Method::get, "/parcels/a%2Fb%20c");
    EXPECT_EQ(answerer_of(router, parcel), "/parcels/{id}");
    EXPECT_EQ(parcel.parameters.at("id"), "a/b c");
    AdminRequest file = asked(Method::get, "/static/a/b.js");
    EXPECT_EQ(answerer_of(router, file), "/static/{*}");
    EXPECT_EQ(file.parameters.at("*"), "a/b.js");
    AdminRequest empty = asked(Method::get, "/parcels/");
    EXPECT_EQ(answerer_of(router, empty), "404");
}

TEST(RequestTarget, DecodesItsParts) {
    const auto target = parse_target("/a%20b/c?x=1&y=a+b%26c&z&&=e");
    ASSERT_TRUE(target);
    EXPECT_EQ(target->path, (std::vector<std::string>{"a b", "c"}));
    const std::vector<std::pair<std::string, std::string>> query{
        {"x", "1"}, {"y", "a b&c"}, {"z", ""}, {"", "e"}};
    EXPECT_EQ(target->query, query);
    EXPECT_TRUE(parse_target("/")->path.empty());
    EXPECT_TRUE(parse_target("/?x=1")->path.empty());
}

TEST(Problem, NamesItsCulprit) {
    const AdminReply reply = problem(400, "bad-parameter", "limit is \"x\"", "limit");
    EXPECT_EQ(reply.content_type, "application/problem+json");
    EXPECT_EQ(reply.body,
              "{\"type\":\"urn:scan-event-worker:problem:bad-parameter\",\"title\":\"Bad Request\","
              "\"status\":400,\"detail\":\"limit is \\\"x\\\"\",\"culprit\":\"limit\"}\n");
}

}  // namespace
}  // namespace scan
