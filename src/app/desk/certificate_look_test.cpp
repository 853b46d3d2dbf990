#include "app/desk/certificate_look.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "operations/conditions/time_for_people.h"
#include "operations/telling/credential_board.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

// They end with 2029 and with 2030.
constexpr const char* kFormer =
    "-----BEGIN CERTIFICATE-----\n"
    "MIH+MIGmAgEBMAoGCCqGSM49BAMCMAwxCjAIBgNVBAMMAXQwHhcNMjUwMTAxMDAw\n"
    "MDAwWhcNMzAwMTAxMDAwMDAwWjAMMQowCAYDVQQDDAF0MFkwEwYHKoZIzj0CAQYI\n"
    "KoZIzj0DAQcDQgAEmh8OPniNgFnWuWECr8eaFiSmXEv2RQdJ5whcNcX6Lph/q8cG\n"
    "oXv5jtsC8VIWg49CGDsy7ABJIcuS3koLTQ19KDAKBggqhkjOPQQDAgNHADBEAiBy\n"
    "kiVv2Po4ihLsMHfRpQN3UPzEQ4XujojXZ6o0qNpzxAIgZ4lLABznDHcRLdhUu5LJ\n"
    "KI1vqJYou6oCIGuLQ/G/71o=\n"
    "-----END CERTIFICATE-----\n";
constexpr const char* kLatter =
    "-----BEGIN CERTIFICATE-----\n"
    "MIH/MIGmAgEBMAoGCCqGSM49BAMCMAwxCjAIBgNVBAMMAXQwHhcNMjUwMTAxMDAw\n"
    "MDAwWhcNMzEwMTAxMDAwMDAwWjAMMQowCAYDVQQDDAF0MFkwEwYHKoZIzj0CAQYI\n"
    "KoZIzj0DAQcDQgAEs6kiT/JuIX20nRN0ihNsIX9Ozr8h5gnIfn+okX34gEJcMUy1\n"
    "dL13drwjJ0KvNGUvXbtuz1cdmx74dRnzYDZNpjAKBggqhkjOPQQDAgNIADBFAiEA\n"
    "m2uHDKhM1tsCAMeSkQV3O+6LQftnieDfBMpMe5j4Cu8CIH7js8JU905GoAwmuiiG\n"
    "oswyR+XaqNs2laNBoRPcFaAe\n"
    "-----END CERTIFICATE-----\n";

class CertificateLookTest : public testing::Test {
protected:
    CertificateLookTest() {
        write(kFormer);
        clock_.jump_utc(between(clock_.utc_now(), *UtcTime::parse("2029-12-31T22:00:00Z")));
    }
    ~CertificateLookTest() override { std::filesystem::remove(path_); }
    void write(const std::string& text) const { std::ofstream(path_) << text; }
    std::vector<Sign> signs() {
        look_.look();
        return board_.read();
    }

    const std::string path_ =
        std::filesystem::temp_directory_path() / ("certificate-" + std::to_string(::getpid()));
    ManualClock clock_;
    CredentialBoard board_{clock_};
    CertificateLook look_{{{"admin.tls_cert", path_}, {"feed.client_cert", ""}}, board_, clock_};
};

TEST_F(CertificateLookTest, OneThatEndsWithinTenMinutesIsToldUntilItsFileHasANewerOne) {
    EXPECT_TRUE(signs().empty());
    clock_.advance(1h + 49min);
    EXPECT_TRUE(signs().empty());
    clock_.advance(1min);
    ASSERT_EQ(signs().size(), 1u);
    const UtcTime since = signs()[0].since;
    clock_.advance(5min);
    EXPECT_EQ(signs()[0].detail,
              "admin.tls_cert ends soon and is not renewed: no newer "
              "certificate is in " +
                  path_);
    EXPECT_EQ(signs()[0].since, since);
    EXPECT_EQ(signs()[0].ends_at, UtcTime::parse("2030-01-01T00:00:00Z").value());
    clock_.advance(5min);
    EXPECT_TRUE(signs()[0].detail.starts_with("admin.tls_cert ended and was not renewed"));
    write(std::string(kLatter) + kFormer);
    EXPECT_TRUE(signs().empty());
}

TEST_F(CertificateLookTest, AFileWithoutOneIsToldWhenTheLastOneOfItEnds) {
    EXPECT_TRUE(signs().empty());
    write("nothing");
    EXPECT_TRUE(signs().empty());
    clock_.advance(1h + 55min);
    EXPECT_TRUE(signs().at(0).detail.ends_with(path_ + " has no certificate"));
}

}  // namespace
}  // namespace scan
