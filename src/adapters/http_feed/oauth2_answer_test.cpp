#include "adapters/http_feed/oauth2_answer.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

struct Row {
    const char* body;
    Duration lifetime;
};

TEST(OAuth2Answer, GrantsATokenForABoundedTime) {
    const Row kRows[] = {
        {R"({"access_token":"abc","token_type":"Bearer","expires_in":3600})", seconds(3600)},
        {R"({"expires_in":"3600","token_type":"bearer","access_token":"abc","scope":"x"})",
         seconds(3600)},
        {R"({"access_token":"abc","expires_in":59.9})", seconds(59)},
        {R"({"access_token":"abc"})", seconds(300)},
        {R"({"access_token":"abc","token_type":"BearerToken"})", seconds(300)},
        {R"({"access_token":"abc","token_type":"bEaReR"})", seconds(300)},
        {R"({"access_token":"abc","expires_in":null})", seconds(300)},
        {R"({"access_token":"abc","expires_in":"soon"})", seconds(300)},
        {R"({"access_token":"abc","expires_in":0})", seconds(1)},
        {R"({"access_token":"abc","expires_in":-5})", seconds(1)},
        {R"({"access_token":"abc","expires_in":9223372036854775807})", hours(24)},
        {R"({"access_token":"abc","expires_in":1e300})", hours(24)},
    };
    for (const Row& row : kRows) {
        const auto grant = parse_oauth2_grant(row.body);
        ASSERT_TRUE(grant) << row.body << grant.error().message;
        EXPECT_EQ(grant->access_token, "abc");
        EXPECT_EQ(grant->lifetime, row.lifetime) << row.body;
    }
}

TEST(OAuth2Answer, IsRejectedUnquotedWhereItIsNoToken) {
    for (const char* body :
         {"", "<html>s3cret</html>", "null", "[]", "\"s3cret\"", "{}", R"({"access_token":""})",
          R"({"access_token":7})", R"({"access_token":"s3cret\r\nX: y"})",
          R"({"access_token":"s3 cret"})", R"({"access_token":"s3crét"})",
          R"({"access_token":"s3cret","token_type":"mac"})",
          R"({"access_token":"s3cret","token_type":"BearerTokens"})",
          R"({"access_token":"s3cret")"}) {
        const auto grant = parse_oauth2_grant(body);
        ASSERT_FALSE(grant) << body;
        EXPECT_EQ(grant.error().code, ErrorCode::rejected);
        EXPECT_EQ(grant.error().message.find("s3c"), std::string::npos);
    }
}

TEST(OAuth2Answer, NestedAMillionLevelsDeepIsNone) {
    std::string deep = R"({"access_token":)" + std::string(1'000'000, '[');
    EXPECT_FALSE(parse_oauth2_grant(deep));
    deep += std::string(1'000'000, ']') + "}";
    EXPECT_FALSE(parse_oauth2_grant(deep));
    EXPECT_EQ(oauth2_refusal(deep), "");
}

TEST(OAuth2Answer, NamesTheReasonOfARefusal) {
    EXPECT_EQ(oauth2_refusal(R"({"error":"invalid_client","error_description":"no"})"),
              "invalid_client");
    EXPECT_EQ(oauth2_refusal("{\"error\":\"a\\nb\"}"), "a b");
    for (const char* body : {"", "nope", "{}", "[]", R"({"error":{"code":1}})"})
        EXPECT_EQ(oauth2_refusal(body), "");
    EXPECT_LT(oauth2_refusal("{\"error\":\"" + std::string(1000, 'x') + "\"}").size(), 100u);
}

}  // namespace
}  // namespace scan
