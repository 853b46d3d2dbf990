#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "adapters/aws/aws_endpoints.h"
#include "adapters/aws/aws_partition.h"
#include "adapters/aws/aws_region.h"
#include "adapters/http/testing/temporary_folder.h"
#include "base/json_text.h"

namespace scan {
namespace {

// What the worker knows of Amazon's names and files, beside what botocore knows.
class Botocore : public testing::Test {
protected:
    std::vector<std::string> ask(const std::string& question) {
        const std::string output = folder_.file("answer");
        const std::string command =
            fmt::format("python3 '{}' {} >'{}'", SCAN_ASK_BOTOCORE, question, output);
        EXPECT_EQ(std::system(command.c_str()), 0);
        std::vector<std::string> lines;
        std::ifstream file(output);
        for (std::string line; std::getline(file, line);) lines.push_back(line);
        return lines;
    }

    TemporaryFolder folder_;
};

TEST_F(Botocore, NamesTheSameEndpointInEachOfItsRegions) {
    int compared = 0;
    for (const std::string& line : ask("endpoints")) {
        std::istringstream words(line);
        std::string service;
        std::string region;
        std::string url;
        int fips = 0;
        int dual_stack = 0;
        words >> service >> region >> fips >> dual_stack >> url;
        // An older botocore knows less of what a partition has.
        if (url == "-") continue;
        const AwsEndpoints endpoints(
            {{"AWS_USE_FIPS_ENDPOINT", fips != 0 ? "true" : "false"},
             {"AWS_USE_DUALSTACK_ENDPOINT", dual_stack != 0 ? "True" : ""}});
        const RequestUrl own = endpoints.of_amazon(service, region);
        EXPECT_EQ(own.to_string(), url + "/") << line;
        EXPECT_TRUE(is_amazon_host(own.host)) << line;
        if (service == "sqs") {
            EXPECT_EQ(region_of_host(own.host), region) << line;
        }
        ++compared;
    }
    EXPECT_GT(compared, 300);
}

struct Files {
    const char* credentials;
    const char* config;
};

TEST_F(Botocore, ReadsTheSameFromTheSharedFiles) {
    const std::string many = [] {
        std::string text;
        for (int i = 0; i < 3000; ++i)
            text += fmt::format("[profile p{}]\nregion = eu-west-{}\n\n", i, i % 3);
        return text + "[profile work]\nregion = eu-west-1\n";
    }();
    const Files rows[] = {
        {"[work]\naws_access_key_id = A\naws_secret_access_key=s=/+\n",
         "[profile work]\nregion = eu-west-1\naws_access_key_id = B\n[default]\nregion = x\n"},
        {"[work]\nAWS_ACCESS_KEY_ID: A\nAws_Secret_Access_Key : a:b\n", "[profile work]\n"},
        {"[work]\n  aws_access_key_id = A\n  aws_secret_access_key = s\n",
         "[profile work]\n\tregion = eu-west-1\n\toutput = json\n"},
        {"# [work]\n[work]\n; a = b\n#c = d\naws_access_key_id = A # not a comment\n",
         "  # indented\n[profile work]\nregion=eu-west-1 ; neither\n\n\noutput =\n"},
        {"", "[profile \"work\"]\nregion = quoted\n"},
        {"", "[profile   'work'  ]\nregion = \"kept\"\n"},
        {"", "[work]\nregion = no profile\n"},
        {"",
         "[profile work]\ns3 =\n  max_concurrent_requests = 20\n  addressing_style = path\n"
         "region = after\nservices = mine\n[services mine]\nsqs =\n"
         "    endpoint_url = http://127.0.0.1:4566\n\n  sns =\n    endpoint_url = b=c\n"},
        {"", "[profile work]\nlong = one\n  two\n\n  three\nregion = r\n"},
        {"", "[profile work]\r\nregion = eu-west-1\r\n"},
        {"", many.c_str()},
    };
    for (const Files& row : rows) {
        const std::string credentials = folder_.write("credentials", row.credentials);
        const std::string config = folder_.write("config", row.config);
        std::vector<std::string> expected =
            ask(fmt::format("profile '{}' '{}' work", credentials, config));
        const auto profile = read_profile({{"AWS_SHARED_CREDENTIALS_FILE", credentials},
                                           {"AWS_CONFIG_FILE", config},
                                           {"AWS_PROFILE", "work"}});
        std::vector<std::string> read;
        for (const auto& [key, value] : profile.value_or(AwsProfile()))
            read.push_back(fmt::format("[{}, {}]", json_quote(key), json_quote(value)));
        EXPECT_EQ(read, expected) << row.credentials << std::string(row.config).substr(0, 300);
    }
}

}  // namespace
}  // namespace scan
