#include "app/desk/certificate_look.h"

#include <fmt/format.h>

#include <algorithm>

#include "adapters/http/certificate_end.h"
#include "operations/conditions/time_for_people.h"

namespace scan {
namespace {

constexpr Duration kInterval = std::chrono::minutes(1);
constexpr Duration kSoon = std::chrono::minutes(10);
// So far ahead the monotonic clock does not overflow.
constexpr Duration kLongest = std::chrono::hours(24 * 365 * 100);

std::vector<std::string> paths_of(const std::vector<CertificateLook::File>& files) {
    std::vector<std::string> paths;
    paths.reserve(files.size());
    for (const auto& file : files) paths.push_back(file.path);
    return paths;
}

}  // namespace

CertificateLook::CertificateLook(const std::vector<File>& files, CredentialWatch& watch,
                                 Clock& clock)
    : files_(files), watch_(watch), clock_(clock), stamps_(paths_of(files)) {}

void CertificateLook::look() {
    if (!stamps_.have_changed() && clock_.now() < next_) return;
    next_ = clock_.now() + kInterval;
    for (const File& file : files_)
        if (!file.path.empty()) look_at(file);
}

void CertificateLook::look_at(const File& file) {
    const auto end = certificate_end(file.path);
    if (!end) return watch_.not_renewed(file.setting, end.error());
    const Duration left = std::min(between(clock_.utc_now(), *end), kLongest);
    const auto known = told_.find(file.setting);
    if (known == told_.end() || known->second != *end) {
        watch_.obtained(file.setting, clock_.now() + left);
        told_[file.setting] = *end;
    }
    if (left > kSoon) return;
    watch_.not_renewed(
        file.setting, {ErrorCode::denied, fmt::format("no newer certificate is in {}", file.path)});
}

}  // namespace scan
