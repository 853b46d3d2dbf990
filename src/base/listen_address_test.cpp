#include "base/listen_address.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

TEST(ListenAddress, IsReadAsItIsWritten) {
    struct Case {
        const char* written;
        const char* text;
        bool is_loopback;
    };
    for (const Case& each :
         {Case{"off", "off", true}, Case{"127.0.0.1:8080", "127.0.0.1:8080", true},
          Case{"localhost:80", "127.0.0.1:80", true}, Case{"[::1]:0", "[::1]:0", true},
          Case{"[::]:9", "[::]:9", false}, Case{":9090", "0.0.0.0:9090", false},
          Case{"*:9090", "0.0.0.0:9090", false}, Case{"10.0.0.7:1", "10.0.0.7:1", false},
          Case{"unix:/run/x.sock", "unix:/run/x.sock", true}}) {
        const auto address = parse_listen_address(each.written);
        ASSERT_TRUE(address) << each.written;
        EXPECT_EQ(address->text(), each.text);
        EXPECT_EQ(address->is_loopback(), each.is_loopback) << each.written;
    }
}

TEST(ListenAddress, RefusesWhatIsNone) {
    for (const std::string& written :
         {std::string(), std::string("8080"), std::string("127.0.0.1"), std::string("127.0.0.1:"),
          std::string("127.0.0.1:65536"), std::string("127.0.0.1:-1"), std::string("example.org:1"),
          std::string("::1:80"), std::string("[::1:80"), std::string("unix:relative"),
          "unix:/" + std::string(200, 'x')})
        EXPECT_FALSE(parse_listen_address(written)) << written;
}

TEST(ListenAddress, IsOpenedAtItsUrl) {
    EXPECT_EQ(parse_listen_address("[::1]:8080")->url("https"), "https://[::1]:8080");
    EXPECT_EQ(parse_listen_address("unix:/a")->url("http"), "unix:/a");
}

}  // namespace
}  // namespace scan
