#include "adapters/http_feed/feed_headers.h"

#include <gtest/gtest.h>

#include "adapters/http/testing/contains.h"

namespace scan {
namespace {

TEST(FeedHeaders, AreNamesWithValuesOrFiles) {
    const auto headers =
        parse_feed_headers(" X-Tenant: a b:c ;x-key:@/run/secrets/key; Ocp-Apim-Trace :true;");
    ASSERT_TRUE(headers) << headers.error();
    ASSERT_EQ(headers->size(), 3u);
    EXPECT_EQ((*headers)[0].name, "X-Tenant");
    EXPECT_EQ((*headers)[0].value.read().value(), "a b:c");
    EXPECT_EQ((*headers)[1].name, "x-key");
    EXPECT_EQ((*headers)[1].value.path(), "/run/secrets/key");
    EXPECT_EQ((*headers)[2].value.read().value(), "true");
    EXPECT_TRUE(parse_feed_headers("")->empty());
}

TEST(FeedHeaders, AreShownWithoutTheirValues) {
    const auto headers = parse_feed_headers("X-Key: s3cret; X-Other: @/run/x");
    EXPECT_EQ(feed_headers_shown(*headers), "X-Key: (hidden); X-Other: @/run/x");
}

TEST(FeedHeaders, MayNotOverrideTheClientsOwn) {
    for (const char* text : {"Host: x", "user-agent: curl", "ACCEPT: text/html",
                             "X: y; Accept-Encoding: br", "Content-Length: 1", "Connection: close",
                             "Transfer-Encoding: chunked", "Expect: 100-continue"}) {
        const auto headers = parse_feed_headers(text);
        ASSERT_FALSE(headers) << text;
        EXPECT_PRED2(contains, headers.error(), "is the worker's own");
    }
    EXPECT_EQ(parse_feed_headers("user-agent: curl").error(), "User-Agent is the worker's own");
}

TEST(FeedHeaders, RefuseWhatIsNoHeaderAndQuoteNoValue) {
    const std::pair<const char*, const char*> rows[] = {
        {"X-Key", "not `Name: value`"},
        {": s3cret", "not `Name: value`"},
        {"X Key: s3cret", "not `Name: value`"},
        {"X-Key:", "X-Key is empty"},
        {"X-Key: @", "X-Key is empty"},
        {"X: a; x: b", "x stands there twice"},
        {"X: a\r\nY: b", "X holds a control character"},
        {"X: a;;Y: b", "not `Name: value`"},
    };
    for (const auto& [text, fault] : rows) {
        const auto headers = parse_feed_headers(text);
        ASSERT_FALSE(headers) << text;
        EXPECT_EQ(headers.error(), fault);
        EXPECT_FALSE(contains(headers.error(), "s3cret"));
    }
    std::string many;
    for (int i = 0; i < 33; ++i) many += "X-" + std::to_string(i) + ": v;";
    EXPECT_EQ(parse_feed_headers(many).error(), "more than 32 headers");
}

}  // namespace
}  // namespace scan
