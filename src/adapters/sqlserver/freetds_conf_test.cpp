#include "adapters/sqlserver/freetds_conf.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace scan {
namespace {

const SqlServerAddress kAddress{
    .host = "db.example", .database = "ScanEvents", .user = "worker", .password = "s3cret"};

TEST(FreetdsConf, ChecksTheServersCertificateUnlessItIsTrusted) {
    const std::string checked = freetds_section("scan1", kAddress, std::chrono::seconds(10));
    EXPECT_NE(checked.find("\tencryption = require\n"), std::string::npos) << checked;
    EXPECT_NE(checked.find("\tca file = system\n"), std::string::npos) << checked;
    EXPECT_NE(checked.find("\tcheck certificate hostname = yes\n"), std::string::npos) << checked;
    EXPECT_NE(checked.find("\tconnect timeout = 5\n"), std::string::npos) << checked;
    EXPECT_EQ(checked.find("s3cret"), std::string::npos);

    SqlServerAddress trusted = kAddress;
    trusted.trust_server_certificate = true;
    EXPECT_EQ(freetds_section("scan1", trusted, std::chrono::seconds(10)).find("ca file"),
              std::string::npos);
}

TEST(FreetdsConf, IsFoundByTheDriverAsLongAsItIsNeeded) {
    std::string path;
    {
        const FreetdsConf one(kAddress, std::chrono::seconds(10));
        SqlServerAddress plain = kAddress;
        plain.encrypt = false;
        const FreetdsConf two(plain, std::chrono::seconds(10));
        EXPECT_NE(one.server_name(), two.server_name());
        path = std::getenv("FREETDSCONF");
        std::ifstream file(path);
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        EXPECT_NE(text.find("[" + one.server_name() + "]"), std::string::npos);
        EXPECT_NE(text.find("[" + two.server_name() + "]"), std::string::npos);
    }
    EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(FreetdsConf, NamesItsSectionAsTheServerIsAddressed) {
    SqlServerAddress other = kAddress;
    other.database = "Queue";
    const FreetdsConf one(kAddress, std::chrono::seconds(10));
    {
        const FreetdsConf two(other, std::chrono::seconds(10));
        EXPECT_EQ(one.server_name(), "db.example,1433");
        EXPECT_EQ(two.server_name(), "db.example,1433");
    }
    std::ifstream file(std::getenv("FREETDSCONF"));
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    EXPECT_NE(text.find("[db.example,1433]"), std::string::npos) << "one still needs it";
    SqlServerAddress bracketed = kAddress;
    bracketed.host = "[::1]";
    EXPECT_EQ(FreetdsConf(bracketed, std::chrono::seconds(10)).server_name(), "::1,1433");
}

}  // namespace
}  // namespace scan
