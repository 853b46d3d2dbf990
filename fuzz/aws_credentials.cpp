#include "adapters/aws/aws_credentials.h"

#include "adapters/aws/aws_region.h"
#include "adapters/aws/aws_shared_file.h"
#include "adapters/aws/web_identity_credentials.h"
#include "fuzz/target.h"

namespace scan {
namespace {

void check(const Result<AwsCredentials>& credentials) {
    if (!credentials) {
        promise(!credentials.error().message.empty(), "an error says what is wrong");
        return;
    }
    promise(!credentials->access_key_id.empty() && !credentials->secret_access_key.empty(),
            "credentials are complete");
}

}  // namespace

void fuzz(std::string_view input) {
    check(parse_credentials_json(input));
    check(parse_assumed_role(input));
    const AwsSharedFile file = AwsSharedFile::parse(input);
    for (const auto& [key, value] : file.section("profile", "default")) {
        promise(!key.empty(), "a key has a name");
        promise(value.find('\0') == value.npos || input.find('\0') != input.npos,
                "a value is a part of the file");
    }
    if (const auto region = region_of_host(input))
        promise(is_region(*region), "a host's region is a region");
    (void)is_amazon_host(input);
}

}  // namespace scan
