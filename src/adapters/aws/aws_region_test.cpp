#include "adapters/sqs/aws_region.h"

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
             {"us-west-2.queue.amazonaws.com", "us-west-2"},
             {"queue.amazonaws.com", "us-east-1"}}) {
        EXPECT_EQ(region_of_host(host), region) << host;
    }
}

TEST(AwsRegion, IsUnknownOfOtherHosts) {
    for (const char* host : {"localhost", "127.0.0.1", "sqs.eu-west-1.example.com", "",
                             "sqs.eu-west-1.amazonaws.com.evil.org", "amazonaws.com"}) {
        EXPECT_EQ(region_of_host(host), std::nullopt) << host;
    }
}

TEST(AwsRegion, NamesTheHostOfAService) {
    EXPECT_EQ(amazon_origin("sns", "eu-west-1"), "https://sns.eu-west-1.amazonaws.com");
    EXPECT_EQ(amazon_origin("sts", "cn-north-1"), "https://sts.cn-north-1.amazonaws.com.cn");
}

}  // namespace
}  // namespace scan
