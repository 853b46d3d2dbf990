#include "adapters/aws/aws_region.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

TEST(AwsRegion, StandsInTheNamesOfAmazonsHosts) {
    for (const auto& [host, region] : std::initializer_list<std::pair<const char*, const char*>>{
             {"sqs.eu-west-1.amazonaws.com", "eu-west-1"},
             {"sqs.cn-north-1.amazonaws.com.cn", "cn-north-1"},
             {"sqs-fips.us-gov-west-1.amazonaws.com", "us-gov-west-1"},
             {"sqs.ap-southeast-2.api.aws", "ap-southeast-2"},
             {"vpce-0a1b-2c.sqs.eu-west-1.vpce.amazonaws.com", "eu-west-1"},
             {"sqs.eusc-de-east-1.amazonaws.eu", "eusc-de-east-1"},
             {"sqs.cn-north-1.api.amazonwebservices.com.cn", "cn-north-1"},
             {"sqs.us-iso-east-1.c2s.ic.gov", "us-iso-east-1"},
             {"sqs.us-isob-east-1.sc2s.sgov.gov", "us-isob-east-1"},
             {"sqs-fips.eu-isoe-west-1.api.cloud-aws.adc-e.uk", "eu-isoe-west-1"},
             {"us-west-2.queue.amazonaws.com", "us-west-2"},
             {"queue.amazonaws.com", "us-east-1"}}) {
        EXPECT_EQ(region_of_host(host), region) << host;
    }
}

TEST(AwsRegion, IsUnknownOfOtherHosts) {
    for (const char* host : {"localhost", "127.0.0.1", "sqs.eu-west-1.example.com", "",
                             "sqs.eu-west-1.amazonaws.com.evil.org", "amazonaws.com",
                             "sqs.eu-west-1.amazonaws.eu.org", "api.aws"}) {
        EXPECT_EQ(region_of_host(host), std::nullopt) << host;
    }
}

}  // namespace
}  // namespace scan
