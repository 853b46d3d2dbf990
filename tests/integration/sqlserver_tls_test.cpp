#include <gtest/gtest.h>

#include <cstdlib>

#include "adapters/http/testing/certificates.h"
#include "adapters/sqlserver/sqlserver_engine.h"
#include "adapters/sqlserver/testing/sqlserver_database.h"

namespace scan {
namespace {

// TEST_SQLSERVER_CA_FILE: the authority of the server's certificate, which must be good for
// "localhost" and not for 127.0.0.1.
class SqlServerTls : public testing::Test {
protected:
    void SetUp() override {
        if (!SqlServerDatabase::is_available()) GTEST_SKIP() << SqlServerDatabase::kMissing;
        database_.emplace();
        address_ = database_->address();
        address_.encrypt = true;
        address_.trust_server_certificate = false;
    }

    Result<> ping() {
        return make_sqlserver_engine({.address = address_}, clock_)->parcel_store()->ping();
    }

    static bool is_authority_known() { return std::getenv("TEST_SQLSERVER_CA_FILE") != nullptr; }

    std::optional<SqlServerDatabase> database_;
    SqlServerAddress address_;
    SystemClock clock_;
};

TEST_F(SqlServerTls, AServerOfAnUnknownAuthorityIsRefused) {
    const TemporaryFolder folder;
    const CertificateAuthority other(folder, "other");
    for (const std::string& ca_file : {other.file(), std::string()}) {
        address_.ca_file = ca_file;
        const auto refused = ping();
        ASSERT_FALSE(refused) << ca_file;
        EXPECT_NE(refused.error().message.find("certificate"), std::string::npos)
            << refused.error().message;
    }
}

TEST_F(SqlServerTls, AServerOfAnotherNameIsRefused) {
    if (!is_authority_known()) GTEST_SKIP() << "set TEST_SQLSERVER_CA_FILE";
    address_.ca_file = std::getenv("TEST_SQLSERVER_CA_FILE");
    address_.host = "localhost";
    const auto right = ping();
    EXPECT_TRUE(right) << right.error().message;
    address_.host = "127.0.0.1";
    EXPECT_FALSE(ping());
}

TEST_F(SqlServerTls, AServerThatIsToBeTrustedIs) {
    address_.trust_server_certificate = true;
    const auto trusted = ping();
    EXPECT_TRUE(trusted) << trusted.error().message;
}

}  // namespace
}  // namespace scan
