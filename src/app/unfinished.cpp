#include "app/unfinished.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace scan {

Unfinished::Part::Part(Unfinished& all, std::string name) : all_(all), name_(std::move(name)) {
    const MutexLock lock(all_.mutex_);
    all_.names_.push_back(name_);
}

Unfinished::Part::~Part() {
    const MutexLock lock(all_.mutex_);
    all_.names_.erase(std::ranges::find(all_.names_, name_));
}

std::string Unfinished::text() const {
    const MutexLock lock(mutex_);
    if (names_.empty()) return "nothing";
    std::vector<std::string> distinct;
    for (const std::string& name : names_) {
        if (std::ranges::find(distinct, name) == distinct.end()) distinct.push_back(name);
    }
    return fmt::format("{}", fmt::join(distinct, ", "));
}

}  // namespace scan
