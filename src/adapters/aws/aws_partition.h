#pragma once

#include <span>
#include <string_view>

namespace scan {

// One of Amazon's worlds of regions, each with names of hosts of its own. The table is that of
// botocore's partitions.json; a test compares it with the botocore of the machine.
struct AwsPartition {
    std::string_view id;
    std::string_view region_prefix;  // empty: of all regions that no other partition has
    std::string_view suffix;         // of a service's hosts: `<service>.<region>.<suffix>`
    std::string_view dual_stack_suffix;
};

std::span<const AwsPartition> aws_partitions();

// A region that nobody knows yet is one of the standard partition.
const AwsPartition& partition_of_region(std::string_view region);

// nullptr: the host is none of Amazon's. Partitions that share their suffixes: any of them.
const AwsPartition* partition_of_host(std::string_view host);

}  // namespace scan
