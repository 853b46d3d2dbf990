#include "adapters/http/request_url.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

TEST(RequestUrl, IsReadInParts) {
    const RequestUrl url =
        RequestUrl::parse("HTTPS://Api.Example.com:8443/v1/x%20y?a=1&b=%2F").value();
    EXPECT_EQ(url, (RequestUrl{"https", "api.example.com", 8443, "/v1/x%20y", "a=1&b=%2F"}));
    EXPECT_EQ(url.to_string(), "https://api.example.com:8443/v1/x%20y?a=1&b=%2F");
    EXPECT_EQ(url.host_port(), "api.example.com:8443");
    EXPECT_EQ(url.origin(), "https://api.example.com:8443");
}

TEST(RequestUrl, KnowsTheSchemesPort) {
    EXPECT_EQ(RequestUrl::parse("http://h").value().port, 80);
    EXPECT_EQ(RequestUrl::parse("https://h").value().port, 443);
    EXPECT_EQ(RequestUrl::parse("http://h:80").value().to_string(), "http://h/");
    EXPECT_EQ(RequestUrl::parse("http://[::1]:8080/x").value().to_string(), "http://[::1]:8080/x");
}

TEST(RequestUrl, IsRefusedWithoutQuotingItWhereItCannotBeUsed) {
    const std::string kTexts[] = {"",
                                  "secret",
                                  "secret.example.com/path",
                                  "ftp://secret/x",
                                  "file:///secret",
                                  "http://",
                                  "http:///secret",
                                  "http://secret:99999/",
                                  "http://secret:0/",
                                  "http://secret:port/",
                                  "http://sec ret/",
                                  "http://host/sec ret",
                                  "http://host/secret\r\nX: y",
                                  "http://secret%0d%0a/",
                                  "http://secret%7f/",
                                  "http://secret%ff/",
                                  "http://%73ecret/",
                                  "http:/secret/",
                                  "http:secret/://",
                                  std::string("http://host/\0secret", 19),
                                  "http://host/#secret",
                                  "http://user:secret@host/",
                                  "http://secret@host/"};
    for (const std::string& text : kTexts) {
        const auto url = RequestUrl::parse(text);
        ASSERT_FALSE(url) << text;
        EXPECT_EQ(url.error().code, ErrorCode::denied) << text;
        EXPECT_EQ(url.error().message.find("secret"), std::string::npos) << url.error().message;
    }
}

TEST(RequestUrl, IsReadBackFromItsOwnText) {
    for (const char* text : {"http://h/x?a=b", "http://h/.http://.//?n", "https://[::1]:8443/a%20b",
                             "http://127.1/../a", "http://h?x=http:///y"}) {
        const auto url = RequestUrl::parse(text);
        ASSERT_TRUE(url) << text;
        EXPECT_EQ(RequestUrl::parse(url->to_string()).value(), *url) << text;
    }
}

TEST(RequestUrl, KnowsThisMachine) {
    for (const char* text : {"http://localhost/", "http://LOCALHOST:8080", "http://127.0.0.1",
                             "http://127.9.8.7", "http://[::1]:1"}) {
        EXPECT_TRUE(RequestUrl::parse(text).value().is_loopback()) << text;
    }
    for (const char* text :
         {"http://localhost.example.com", "http://128.0.0.1", "http://127.0.0.1.example.com",
          "http://[::2]", "http://10.0.0.127", "http://example.com"}) {
        EXPECT_FALSE(RequestUrl::parse(text).value().is_loopback()) << text;
    }
}

}  // namespace
}  // namespace scan
