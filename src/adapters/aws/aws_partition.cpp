#include "adapters/aws/aws_partition.h"

#include <algorithm>
#include <array>

namespace scan {
namespace {

constexpr std::array<AwsPartition, 8> kPartitions{{
    {"aws-cn", "cn-", "amazonaws.com.cn", "api.amazonwebservices.com.cn"},
    {"aws-eusc", "eusc-", "amazonaws.eu", "api.amazonwebservices.eu"},
    {"aws-iso", "us-iso-", "c2s.ic.gov", "api.aws.ic.gov"},
    {"aws-iso-b", "us-isob-", "sc2s.sgov.gov", "api.aws.scloud"},
    {"aws-iso-e", "eu-isoe-", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"},
    {"aws-iso-f", "us-isof-", "csp.hci.ic.gov", "api.aws.hci.ic.gov"},
    {"aws-us-gov", "us-gov-", "amazonaws.com", "api.aws"},
    {"aws", "", "amazonaws.com", "api.aws"},
}};

bool is_below(std::string_view host, std::string_view suffix) {
    return host.size() > suffix.size() && host.ends_with(suffix) &&
           host[host.size() - suffix.size() - 1] == '.';
}

}  // namespace

std::span<const AwsPartition> aws_partitions() {
    return kPartitions;
}

const AwsPartition& partition_of_region(std::string_view region) {
    // The last has an empty prefix, which every region has.
    return *std::ranges::find_if(kPartitions, [region](const AwsPartition& partition) {
        return region.starts_with(partition.region_prefix);
    });
}

const AwsPartition* partition_of_host(std::string_view host) {
    const auto found = std::ranges::find_if(kPartitions, [host](const AwsPartition& partition) {
        return is_below(host, partition.suffix) || is_below(host, partition.dual_stack_suffix);
    });
    return found == kPartitions.end() ? nullptr : &*found;
}

}  // namespace scan
