#include "config/http_url.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

using Query = HttpUrl::Query;

TEST(HttpUrl, ReadsItsParts) {
    const auto url = parse_http_url("HTTPS://Feed.Example:8443/base/", Query::refused);
    ASSERT_TRUE(url);
    EXPECT_EQ(*url, (HttpUrl{HttpUrl::Scheme::https, "feed.example", "8443", "/base"}));
    EXPECT_EQ(http_url_text(*url), "https://feed.example:8443/base");
}

TEST(HttpUrl, WritesItsCanonicalSpelling) {
    struct Row {
        const char* text;
        const char* canonical;
    };
    for (const Row& row : {Row{"http://host", "http://host"}, Row{"http://host/", "http://host"},
                           Row{"http://[::1]:8080/", "http://[::1]:8080"},
                           Row{"http://[FE80::1]", "http://[fe80::1]"},
                           Row{"https://host/a/b//", "https://host/a/b"}}) {
        const auto url = parse_http_url(row.text, Query::refused);
        ASSERT_TRUE(url) << row.text << ": " << url.error();
        EXPECT_EQ(http_url_text(*url), row.canonical);
    }
    EXPECT_EQ(http_url_text(parse_http_url("https://host/t?p=1/", Query::allowed).value()),
              "https://host/t?p=1/");
}

TEST(HttpUrl, RefusesWhatCannotBeAskedSafely) {
    for (const char* text : {"",
                             "host",
                             "host:80",
                             "//host",
                             "http:/host",
                             "ftp://host",
                             "file:///etc/passwd",
                             "http://",
                             "http:///path",
                             "http://host:0",
                             "http://host:65536",
                             "http://host:",
                             "http://host:8o",
                             "http://[::1",
                             "http://[host]",
                             "http://[::1]x",
                             "http://::1",
                             "http://ho st",
                             "http://host/\r\nX: y",
                             "http://h\xc3\xb6st",
                             "http://host/#f",
                             "http://host?q=1",
                             "http://host/?q=1",
                             "http://a,b"}) {
        EXPECT_FALSE(parse_http_url(text, Query::refused)) << text;
    }
}

TEST(HttpUrl, RefusesAPasswordAndDoesNotRepeatIt) {
    const auto url = parse_http_url("https://worker:s3cret@host/", Query::refused);
    ASSERT_FALSE(url);
    EXPECT_EQ(url.error().find("s3cret"), std::string::npos);
}

TEST(HttpUrl, IsShownWithoutTheValuesOfItsQuery) {
    const std::pair<const char*, const char*> rows[] = {
        {"https://host/a", "https://host/a"},
        {"https://host/a?", "https://host/a?"},
        {"https://host/a?code=s3cret", "https://host/a?code=***"},
        {"https://host/a?x=s3cret&y=s3cret=&z=", "https://host/a?x=***&y=***&z=***"},
        {"https://host/a?s3cret", "https://host/a?***"},
        {"https://host/a?x=1&s3cret", "https://host/a?x=***&***"},
    };
    for (const auto& [url, shown] : rows) EXPECT_EQ(without_query_values(url), shown);
}

TEST(HttpUrl, KnowsThisMachine) {
    const auto loopback = [](const char* text) {
        return is_loopback(parse_http_url(text, Query::refused).value());
    };
    for (const char* text : {"http://localhost:1", "http://LOCALHOST", "http://127.0.0.1",
                             "http://127.9.9.9:80", "http://[::1]:80", "http://feed.localhost"}) {
        EXPECT_TRUE(loopback(text)) << text;
    }
    for (const char* text :
         {"http://localhost.example", "http://127.0.0.1.example", "http://127.1.example.com",
          "http://10.0.0.1", "http://[::2]", "http://128.0.0.1"}) {
        EXPECT_FALSE(loopback(text)) << text;
    }
}

}  // namespace
}  // namespace scan
