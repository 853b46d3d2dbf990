#include "adapters/aws/aws_endpoints.h"

#include <gtest/gtest.h>

#include "adapters/http/testing/contains.h"
#include "adapters/http/testing/temporary_folder.h"

namespace scan {
namespace {

class Endpoints : public testing::Test {
protected:
    // Where SQS in eu-west-1 is with these variables; an error's message if that cannot be said.
    std::string sqs(AwsVariables variables) const {
        variables.try_emplace("AWS_CONFIG_FILE", config_);
        variables.try_emplace("AWS_SHARED_CREDENTIALS_FILE", folder_.file("none"));
        const auto url = AwsEndpoints(variables).endpoint("sqs", "eu-west-1");
        return url ? url->to_string() : url.error().message;
    }

    TemporaryFolder folder_;
    std::string config_ = folder_.file("none");
};

TEST_F(Endpoints, AreAmazonsUnlessOthersWereChosen) {
    EXPECT_EQ(sqs({}), "https://sqs.eu-west-1.amazonaws.com/");
    EXPECT_EQ(sqs({{"AWS_ENDPOINT_URL", "http://a:1"}}), "http://a:1/");
    EXPECT_EQ(sqs({{"AWS_ENDPOINT_URL", "http://a:1"}, {"AWS_ENDPOINT_URL_SQS", "http://b:2"}}),
              "http://b:2/");
    EXPECT_EQ(
        sqs({{"AWS_ENDPOINT_URL", "http://a:1"}, {"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"}}),
        "https://sqs.eu-west-1.amazonaws.com/");
    EXPECT_PRED2(contains, sqs({{"AWS_ENDPOINT_URL_SQS", "b"}}), "AWS_ENDPOINT_URL_SQS: ");
}

TEST_F(Endpoints, AreThoseOfTheProfileUnlessAVariableSaysOtherwise) {
    config_ = folder_.write("config",
                            "[default]\nendpoint_url = http://c:3\nservices = s\n"
                            "ca_bundle = /ca.pem\nuse_dualstack_endpoint = true\n"
                            "[services s]\nsns =\n  endpoint_url = http://d:4\n");
    EXPECT_EQ(sqs({}), "http://c:3/");
    EXPECT_EQ(sqs({{"AWS_ENDPOINT_URL", "http://a:1"}}), "http://a:1/");
    const AwsEndpoints endpoints({{"AWS_CONFIG_FILE", config_}});
    EXPECT_EQ(endpoints.endpoint("sns", "eu-west-1")->to_string(), "http://d:4/");
    EXPECT_EQ(endpoints.ca_file(), "/ca.pem");
    EXPECT_TRUE(endpoints.uses_dual_stack());
    const AwsVariables other{{"AWS_CONFIG_FILE", config_},
                             {"AWS_CA_BUNDLE", "/other.pem"},
                             {"AWS_USE_DUALSTACK_ENDPOINT", "false"}};
    EXPECT_EQ(AwsEndpoints(other).ca_file(), "/other.pem");
    EXPECT_FALSE(AwsEndpoints(other).uses_dual_stack());
}

TEST_F(Endpoints, WithFipsAreAmazonsAlone) {
    EXPECT_EQ(sqs({{"AWS_USE_FIPS_ENDPOINT", "true"}}),
              "https://sqs-fips.eu-west-1.amazonaws.com/");
    EXPECT_EQ(sqs({{"AWS_USE_FIPS_ENDPOINT", "true"}, {"AWS_USE_DUALSTACK_ENDPOINT", "true"}}),
              "https://sqs-fips.eu-west-1.api.aws/");
    EXPECT_EQ(sqs({{"AWS_USE_FIPS_ENDPOINT", "true"}, {"AWS_ENDPOINT_URL_SQS", "http://b:2"}}),
              "AWS_USE_FIPS_ENDPOINT: not together with AWS_ENDPOINT_URL_SQS");
}

}  // namespace
}  // namespace scan
