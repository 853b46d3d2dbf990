#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdio>
#include <fstream>
#include <thread>

#include "adapters/aws/container_credentials.h"
#include "adapters/aws/credential_cache.h"
#include "adapters/aws/credential_chain.h"
#include "adapters/aws/credential_process.h"
#include "adapters/aws/instance_credentials.h"
#include "adapters/aws/profile_credentials.h"
#include "adapters/aws/web_identity_credentials.h"
#include "adapters/http/testing/contains.h"
#include "adapters/http/testing/http_server.h"
#include "adapters/http/testing/proxy_environment.h"
#include "adapters/http/testing/temporary_folder.h"

namespace scan {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

// STS, a container's endpoint and a machine's metadata service in one, whose credentials live for
// an hour of the test's clock.
class Issuer {
public:
    explicit Issuer(ManualClock& clock)
        : clock_(clock), server_([this](httplib::Server& server) { route(server); }) {
        forget_proxies();
    }

    std::string url() const { return server_.url(); }

    int status = 200;
    std::string error;
    int issued = 0;
    std::vector<httplib::Request> requests;

private:
    void route(httplib::Server& server) {
        server.Post("/", [this](const auto& request, auto& response) {
            answer(request, response,
                   "<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult>"
                   "<Credentials><SessionToken>token-{0}</SessionToken>"
                   "<SecretAccessKey>secret-{0}</SecretAccessKey><Expiration>{1}</Expiration>"
                   "<AccessKeyId>key-{0}</AccessKeyId></Credentials>"
                   "</AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>");
        });
        const char* const json =
            R"({{"Code":"Success","AccessKeyId":"key-{0}","SecretAccessKey":"secret-{0}",)"
            R"("Token":"token-{0}","Expiration":"{1}"}})";
        server.Get("/container", [this, json](const auto& request, auto& response) {
            answer(request, response, json);
        });
        server.Put("/latest/api/token", [](const auto& request, auto& response) {
            const bool has_ttl =
                request.get_header_value("X-aws-ec2-metadata-token-ttl-seconds") == "21600";
            response.status = has_ttl ? 200 : 400;
            response.set_content("imds-token", "text/plain");
        });
        server.Get("/latest/meta-data/iam/security-credentials/",
                   [](const auto& request, auto& response) {
                       if (request.get_header_value("X-aws-ec2-metadata-token") != "imds-token")
                           response.status = 401;
                       response.set_content("worker-role", "text/plain");
                   });
        server.Get(
            "/latest/meta-data/iam/security-credentials/worker-role",
            [this, json](const auto& request, auto& response) { answer(request, response, json); });
    }

    void answer(const httplib::Request& request, httplib::Response& response,
                const std::string& form) {
        requests.push_back(request);
        response.status = status;
        if (status != 200) return response.set_content(error, "text/xml");
        const UtcTime expiry =
            *UtcTime::from_ticks(clock_.utc_now().ticks() + 3600 * UtcTime::kTicksPerSecond);
        response.set_content(fmt::format(fmt::runtime(form), ++issued, expiry.to_string()),
                             "text/plain");
    }

    ManualClock& clock_;
    HttpServer server_;
};

class CredentialSources : public testing::Test {
protected:
    // The access key that a fresh chain with these variables finds; an error's message where it
    // finds none.
    std::string key_of(AwsVariables variables) {
        variables.try_emplace("AWS_EC2_METADATA_DISABLED", "true");
        CredentialCache cache(credential_chain(variables, "eu-west-1"), clock_);
        const auto credentials = cache.get({});
        return credentials ? credentials->access_key_id : credentials.error().message;
    }

    AwsVariables web_identity() {
        return {{"AWS_WEB_IDENTITY_TOKEN_FILE", folder_.write("token", "web-token\n")},
                {"AWS_ROLE_ARN", "arn:aws:iam::1:role/worker"},
                {"AWS_ENDPOINT_URL_STS", issuer_.url()}};
    }

    ManualClock clock_;
    TemporaryFolder folder_;
    Issuer issuer_{clock_};
};

TEST_F(CredentialSources, AreAskedInTheOrderOfTheSdks) {
    AwsVariables variables{{"AWS_EC2_METADATA_SERVICE_ENDPOINT", issuer_.url()},
                           {"AWS_EC2_METADATA_DISABLED", "false"}};
    EXPECT_EQ(key_of(variables), "key-1");
    EXPECT_TRUE(issuer_.requests.back().path.ends_with("/worker-role"));

    variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = issuer_.url() + "/container";
    EXPECT_EQ(key_of(variables), "key-2");
    EXPECT_EQ(issuer_.requests.back().path, "/container");

    variables["AWS_SHARED_CREDENTIALS_FILE"] = folder_.write(
        "credentials", "[default]\naws_access_key_id = of-file\naws_secret_access_key = s\n");
    EXPECT_EQ(key_of(variables), "of-file");

    variables.merge(web_identity());
    EXPECT_EQ(key_of(variables), "key-3");
    EXPECT_EQ(issuer_.requests.back().method, "POST");

    variables["AWS_ACCESS_KEY_ID"] = "of-environment";
    variables["AWS_SECRET_ACCESS_KEY"] = "s";
    EXPECT_EQ(key_of(variables), "of-environment");
}

TEST_F(CredentialSources, SayWhereTheyWereLookedFor) {
    EXPECT_PRED2(contains, key_of({}), "no AWS credentials in: the environment, the web identity");
    EXPECT_PRED2(contains, key_of({{"AWS_ACCESS_KEY_ID", "a"}}), "only good together");
    EXPECT_PRED2(contains, key_of({{"AWS_PROFILE", "nobody"}}), "no profile nobody");
}

TEST_F(CredentialSources, ShowTheWebIdentityOfTheMoment) {
    CredentialCache cache(credential_chain(web_identity(), "eu-west-1"), clock_);
    ASSERT_TRUE(cache.get({}));
    EXPECT_EQ(
        issuer_.requests.back().body,
        "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3A"
        "role%2Fworker&RoleSessionName=scan-event-worker&WebIdentityToken=web-token");
    folder_.write("token", "rotated");
    clock_.advance(minutes(46));
    ASSERT_TRUE(cache.get({}));
    EXPECT_TRUE(issuer_.requests.back().body.ends_with("WebIdentityToken=rotated"));
}

TEST_F(CredentialSources, KeepNoSecretInTheErrorOfARefusal) {
    issuer_.status = 403;
    issuer_.error =
        "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></"
        "ErrorResponse>";
    const std::string message = key_of(web_identity());
    EXPECT_PRED2(contains, message, "answered 403 AccessDenied: no");
    EXPECT_FALSE(contains(message, "web-token"));
}

TEST_F(CredentialSources, SendTheContainersTokenAndOnlyToPlacesOfItsOwn) {
    AwsVariables variables{{"AWS_CONTAINER_CREDENTIALS_FULL_URI", issuer_.url() + "/container"},
                           {"AWS_CONTAINER_AUTHORIZATION_TOKEN", "of-variable"}};
    EXPECT_EQ(key_of(variables), "key-1");
    EXPECT_EQ(issuer_.requests.back().get_header_value("Authorization"), "of-variable");
    variables["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = folder_.write("token", "of-file\n");
    EXPECT_EQ(key_of(variables), "key-2");
    EXPECT_EQ(issuer_.requests.back().get_header_value("Authorization"), "of-file");

    variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = "http://example.com/container";
    EXPECT_PRED2(contains, key_of(variables), "plain http to example.com");
    EXPECT_EQ(issuer_.issued, 2);

    ContainerCredentials relative({{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/container"}},
                                  issuer_.url());
    EXPECT_EQ((*relative.fetch({}))->access_key_id, "key-3");
}

TEST_F(CredentialSources, AProfileMayNameACommand) {
    AwsVariables variables{
        {"AWS_PROFILE", "work"},
        {"AWS_CONFIG_FILE",
         folder_.write("config",
                       "[default]\nregion = a\n[profile work]\ncredential_process = echo "
                       "'{\"Version\":1,\"AccessKeyId\":\"of-command\","
                       "\"SecretAccessKey\":\"s\"}'\n")}};
    EXPECT_EQ(key_of(variables), "of-command");
    folder_.write("config", "[profile work]\ncredential_process = exit 3\n");
    EXPECT_PRED2(contains, key_of(variables), "credential_process: it failed");
    folder_.write("config", "[profile work]\nrole_arn = a\nsource_profile = b\n");
    EXPECT_PRED2(contains, key_of(variables), "is not supported; allowed:");
}

TEST_F(CredentialSources, ACommandThatHangsIsStopped) {
    std::stop_source stop;
    stop.request_stop();
    const auto output = run_credential_process("sleep 1000", stop.get_token());
    ASSERT_FALSE(output);
    EXPECT_EQ(output.error().code, ErrorCode::stopped);
    EXPECT_EQ(run_credential_process("yes", {}).error().code, ErrorCode::denied);
}

TEST_F(CredentialSources, ACommandThatGoesOnAfterItHasClosedItsOutputIsStoppedToo) {
    const std::string told = folder_.write("told", "");
    ASSERT_EQ(std::remove(told.c_str()), 0);
    ASSERT_EQ(::mkfifo(told.c_str(), 0600), 0);
    std::stop_source stop;
    const std::jthread stopping([&] {
        std::string line;
        std::getline(std::ifstream(told), line);
        stop.request_stop();
    });
    const auto output =
        run_credential_process("exec 1>&-; echo closed > " + told + "; sleep 30", stop.get_token());
    ASSERT_FALSE(output);
    EXPECT_EQ(output.error().code, ErrorCode::stopped);
}

TEST_F(CredentialSources, ACommandThatTakesTooLongIsEndedWhateverItDoesWithItsOutput) {
    for (const char* const command : {"sleep 30", "exec 1>&-; sleep 30"}) {
        const auto output = run_credential_process(command, {}, std::chrono::milliseconds(1));
        ASSERT_FALSE(output);
        EXPECT_EQ(output.error().code, ErrorCode::transient);
    }
}

TEST_F(CredentialSources, ServeForThreeDaysWithoutEverBeingExpired) {
    CredentialCache cache(credential_chain(web_identity(), "eu-west-1"), clock_);
    for (int minute = 0; minute < 72 * 60; ++minute) {
        clock_.advance(minutes(1));
        const auto credentials = cache.get({});
        ASSERT_TRUE(credentials) << credentials.error().message;
        EXPECT_GT(credentials->expires_at->ticks(),
                  clock_.utc_now().ticks() + 10 * 60 * UtcTime::kTicksPerSecond);
    }
    // Fetched anew a quarter of an hour before the hour is over.
    EXPECT_EQ(issuer_.issued, 72 * 60 / 45);
}

}  // namespace
}  // namespace scan
