#include "app/desk/admin_entrance.h"

#include <gtest/gtest.h>

#include "config/load_config.h"

namespace scan {
namespace {

Config config_with(std::map<std::string_view, std::string> settings) {
    auto loaded = load_config({std::nullopt, std::move(settings)}, {});
    EXPECT_TRUE(loaded) << loaded.error();
    return loaded->config;
}

class Entrance : public ::testing::Test {
protected:
    Log log_{LogLevel::error, LogFormat::text};
};

TEST_F(Entrance, TakesAFreePort) {
    const auto entrance = open_entrance(
        config_with({{"admin.listen", "127.0.0.1:0"}, {"metrics.listen", "[::1]:0"}}), log_);
    ASSERT_TRUE(entrance) << entrance.error().message;
    EXPECT_NE(entrance->admin->address().port, 0);
    EXPECT_EQ(entrance->metrics->address().host, "::1");
    EXPECT_FALSE(entrance->tls);
}

TEST_F(Entrance, IsClosedIfTheDefaultPortIsTakenAndAnErrorIfItWasSet) {
    const auto first = open_entrance(config_with({{"admin.listen", "127.0.0.1:0"}}), log_);
    ASSERT_TRUE(first);
    Config config = config_with({{"admin.listen", first->admin->address().text()}});
    const auto refused = open_entrance(config, log_);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message, "admin.listen: cannot listen at " +
                                           first->admin->address().text() +
                                           ": Address already in use");
    config.admin.is_listen_set = false;
    const auto without = open_entrance(config, log_);
    ASSERT_TRUE(without);
    EXPECT_FALSE(without->admin);
}

TEST_F(Entrance, NamesWhatIsWrongWithTokensAndCertificates) {
    const auto tokens = open_entrance(
        config_with({{"admin.listen", "off"}, {"admin.tokens_file", "/no/such/file"}}), log_);
    ASSERT_FALSE(tokens);
    EXPECT_TRUE(tokens.error().message.starts_with("admin.token, admin.tokens_file: "));
    const auto tls = open_entrance(
        config_with({{"admin.listen", "off"}, {"admin.tls_cert", "/dev/null"}}), log_);
    ASSERT_FALSE(tls);
    EXPECT_TRUE(tls.error().message.starts_with(
        "admin.tls_cert, admin.tls_key: the certificate /dev/null: "))
        << tls.error().message;
}

}  // namespace
}  // namespace scan
