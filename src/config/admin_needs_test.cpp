#include "config/admin_needs.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

using Settings = std::map<std::string_view, std::string>;

// What keeps a worker from serving; "" = nothing.
std::string lack(Settings settings) {
    auto loaded = load_config({std::nullopt, std::move(settings)}, {});
    if (!loaded) return loaded.error();
    const auto safe = require_safe_admin(*loaded);
    return safe ? "" : safe.error();
}

bool names(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

TEST(AdminNeeds, NothingOnTheLoopback) {
    for (const char* address : {"off", "127.0.0.1:8080", "[::1]:0", "unix:/run/admin.sock"})
        EXPECT_EQ(lack({{"admin.listen", address}}), "") << address;
    EXPECT_EQ(lack({}), "");
}

TEST(AdminNeeds, ATokenAndCoverForOtherMachines) {
    const Settings open{{"admin.listen", "0.0.0.0:8080"}};
    EXPECT_EQ(lack(open),
              "admin.listen = 0.0.0.0:8080 (flag --admin-listen): open to other machines without a "
              "token; allowed: a loopback address, unix:/path, or a token (admin.token or "
              "admin.tokens_file)");
    Settings in_the_clear = open;
    in_the_clear["admin.token"] = "secret-token";
    EXPECT_TRUE(names(lack(in_the_clear), "tokens over plain http")) << lack(in_the_clear);
    EXPECT_FALSE(names(lack(in_the_clear), "secret-token"));
    Settings allowed = in_the_clear;
    allowed["admin.allow_insecure"] = "true";
    EXPECT_EQ(lack(allowed), "");
    Settings covered = in_the_clear;
    covered["admin.tls_cert"] = "/no/such/file";
    EXPECT_TRUE(names(lack(covered), "admin.tls_cert = \"/no/such/file\"")) << lack(covered);
}

TEST(AdminNeeds, NoTokenForMetricsAnywhere) {
    EXPECT_EQ(lack({{"metrics.listen", "0.0.0.0:9090"}}), "");
}

TEST(AdminNeeds, FilesThatCanBeRead) {
    EXPECT_TRUE(names(lack({{"admin.tokens_file", "/no/such/file"}}), "admin.tokens_file"));
    EXPECT_TRUE(names(lack({{"admin.token_file", "/no/such/file"}}), "admin.token_file"));
    EXPECT_TRUE(names(lack({{"admin.tls_key", "/dev/null"}}), "without admin.tls_cert"));
}

TEST(AdminNeeds, AddressesAndNames) {
    EXPECT_TRUE(names(lack({{"admin.listen", "8080"}}), "no port"));
    EXPECT_TRUE(names(lack({{"metrics.listen", "example.org:1"}}), "no IPv4 address"));
    EXPECT_EQ(lack({{"admin.hosts", "scans.example, b"}}), "");
    EXPECT_TRUE(names(lack({{"admin.hosts", "http://scans.example"}}), "not the name of a host"));
    EXPECT_TRUE(names(lack({{"admin.base_path", "scans"}}), "does not begin with /"));
    EXPECT_EQ(load_config({std::nullopt, {{"admin.hosts", "a,  b.c"}}}, {})->config.admin.hosts,
              (std::vector<std::string>{"a", "b.c"}));
}

}  // namespace
}  // namespace scan
