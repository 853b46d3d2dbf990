#include "adapters/aws/aws_region.h"

#include <algorithm>
#include <vector>

#include "adapters/aws/aws_partition.h"

namespace scan {
namespace {

std::vector<std::string_view> labels_of(std::string_view host) {
    std::vector<std::string_view> labels;
    while (true) {
        const std::size_t dot = host.find('.');
        labels.push_back(host.substr(0, dot));
        if (dot == host.npos) return labels;
        host.remove_prefix(dot + 1);
    }
}

}  // namespace

bool is_amazon_host(std::string_view host) {
    return partition_of_host(host) != nullptr;
}

bool is_region(std::string_view text) {
    return !text.empty() && text.size() <= 32 && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

std::optional<std::string> region_of_host(std::string_view host) {
    if (!is_amazon_host(host)) return std::nullopt;
    if (host == "queue.amazonaws.com") return "us-east-1";
    const auto labels = labels_of(host);
    for (std::size_t i = 0; i + 1 < labels.size(); ++i) {
        const bool is_service = labels[i] == "sqs" || labels[i] == "sqs-fips";
        if (is_service && is_region(labels[i + 1])) return std::string(labels[i + 1]);
        if (labels[i + 1] == "queue" && is_region(labels[i])) return std::string(labels[i]);
    }
    return std::nullopt;
}

}  // namespace scan
