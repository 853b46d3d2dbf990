#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

#include "adapters/http/testing/gzip.h"
#include "adapters/http/testing/http_client_fixture.h"
#include "adapters/http/testing/raw_server.h"

namespace scan {
namespace {

struct EncodedBody {
    const char* encoding;
    std::string body;
    const char* text;
};

TEST_F(HttpClientTest, ReadsABodyWhateverIsRightlyOrWronglySaidOfItsEncoding) {
    const EncodedBody bodies[] = {
        {"gzip", gzip("one ") + gzip("two"), "one two"},
        {"x-gzip", gzip("text") + std::string(1000, '\0'), "text"},
        {"GZIP, identity", gzip("text"), "text"},
        {"UTF-8", "text", "text"},
        {"identity", "text", "text"},
        {"none", "text", "text"},
        {"", "text", "text"},
        {"gzip", "", ""},
    };
    for (const EncodedBody& body : bodies) {
        RawServer server([&](RawConnection& connection) {
            connection.read_request();
            connection.write(fmt::format("{}Content-Encoding: {}\r\nContent-Length: {}\r\n\r\n{}",
                                         kOk, body.encoding, body.body.size(), body.body));
        });
        const auto response = send(get(server.url()));
        ASSERT_TRUE(response) << body.encoding << ": " << response.error().message;
        EXPECT_EQ(response->body, body.text) << body.encoding;
    }
}

// What a gateway says matters, not that the page it says it with cannot be read.
TEST_F(HttpClientTest, KeepsTheStatusOfARefusalWhoseBodyCannotBeRead) {
    for (const char* encoding : {"br", "gzip"}) {
        RawServer server([&](RawConnection& connection) {
            connection.read_request();
            connection.write(
                fmt::format("HTTP/1.1 503 No\r\nRetry-After: 7\r\nContent-Encoding: "
                            "{}\r\nContent-Length: 5\r\n\r\n12345",
                            encoding));
        });
        const auto response = send(get(server.url()));
        ASSERT_TRUE(response) << response.error().message;
        EXPECT_EQ(response->status, 503);
        EXPECT_EQ(response->retry_after, "7");
        EXPECT_EQ(response->body, "");
    }
}

}  // namespace
}  // namespace scan
