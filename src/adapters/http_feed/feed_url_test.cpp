#include "adapters/http_feed/feed_url.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

struct Row {
    const char* url;
    const char* path;
    const char* joined;
};

TEST(FeedUrl, JoinsUrlAndPathWithOneSlashAndKeepsBothQueries) {
    const Row kRows[] = {
        {"https://h", "/v1/scans/scanevents", "https://h/v1/scans/scanevents"},
        {"https://h/", "/v1/scans/scanevents", "https://h/v1/scans/scanevents"},
        {"https://h", "v1", "https://h/v1"},
        {"https://h/api", "/v1", "https://h/api/v1"},
        {"https://h/api/", "/v1", "https://h/api/v1"},
        {"https://h/api//", "//v1", "https://h/api/v1"},
        {"https://h/api/", "v1/", "https://h/api/v1/"},
        {"https://h/api", "", "https://h/api"},
        {"https://h/api/", "", "https://h/api/"},
        {"https://h/api", "/", "https://h/api"},
        {"https://h", "/", "https://h/"},
        {"https://h?tenant=7", "/v1", "https://h/v1?tenant=7"},
        {"https://h/api?tenant=7", "/v1?format=full", "https://h/api/v1?tenant=7&format=full"},
        {"https://h/api", "/v1?format=full", "https://h/api/v1?format=full"},
        {"https://h/api", "?format=full", "https://h/api?format=full"},
        {"http://127.0.0.1:8080/", "/v%31/x", "http://127.0.0.1:8080/v%31/x"},
    };
    for (const Row& row : kRows) {
        const auto url = join_feed_url(row.url, row.path);
        ASSERT_TRUE(url) << row.url << " " << row.path << " " << url.error().message;
        EXPECT_EQ(url->to_string(), row.joined);
    }
}

TEST(FeedUrl, NamesTheSettingThatIsWrong) {
    const Row kRows[] = {
        {"", "/v1", "feed.url: "},
        {"ftp://h", "/v1", "feed.url: "},
        {"h:8080", "/v1", "feed.url: "},
        {"https://user:s3cret@h", "/v1", "feed.url: "},
        {"https://h", "/v 1", "feed.path: "},
        {"https://h", "/v1\r\nX: y", "feed.path: "},
        {"https://h", "/v1#x", "feed.path: "},
    };
    for (const Row& row : kRows) {
        const auto url = join_feed_url(row.url, row.path);
        ASSERT_FALSE(url) << row.url << " " << row.path;
        EXPECT_EQ(url.error().code, ErrorCode::denied);
        EXPECT_EQ(url.error().message.find(row.joined), 0u) << url.error().message;
    }
}

TEST(FeedUrl, OfAPageCarriesFromEventIdAndLimitAfterAQueryOfItsOwn) {
    const auto page = [](const char* url, EventId from) {
        return feed_page_url(join_feed_url(url, "/v1").value(), from, 1000).to_string();
    };
    EXPECT_EQ(page("https://h", EventId{83269}), "https://h/v1?FromEventId=83269&Limit=1000");
    EXPECT_EQ(page("https://h?tenant=7", EventId{0}),
              "https://h/v1?tenant=7&FromEventId=0&Limit=1000");
    EXPECT_EQ(page("https://h?tenant=7&", EventId{1}),
              "https://h/v1?tenant=7&FromEventId=1&Limit=1000");
}

}  // namespace
}  // namespace scan
