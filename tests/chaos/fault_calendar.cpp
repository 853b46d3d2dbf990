#include "tests/chaos/fault_calendar.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace scan {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kShortest{200};
// Between the beginnings of two faults.
constexpr milliseconds kGapMin{300};
constexpr milliseconds kGapMax{4'000};
// So often a fault lasts up to `kLongFactor` times as long as others of its kind.
constexpr double kLongRate = 0.06;
constexpr int kLongFactor = 4;
constexpr double kCompanionRate = 0.7;

}  // namespace

FaultCalendar::FaultCalendar(std::vector<ChaosFault> faults, Random random,
                             milliseconds duration_max, const Seasons& seasons,
                             Chronicle& chronicle)
    : faults_(std::move(faults)),
      random_(random),
      duration_max_(duration_max),
      seasons_(seasons),
      chronicle_(chronicle) {
    for (const ChaosFault& fault : faults_) counts_[fault.kind] = 0;
}

void FaultCalendar::step(SteadyTime now) {
    while (!lasting_.empty() && lasting_.begin()->first <= now) {
        const Lasting over = std::move(lasting_.begin()->second);
        lasting_.erase(lasting_.begin());
        end(over);
    }
    while (!companions_.empty() && *companions_.begin() <= now) {
        companions_.erase(companions_.begin());
        begin(*companion_, now);
    }
    if (next_ && now < *next_) return;
    if (next_) begin(draw(), now);
    const auto spread = static_cast<std::uint64_t>((kGapMax - kGapMin).count());
    next_ = now + kGapMin + milliseconds(random_.below(spread));
}

void FaultCalendar::end_all() {
    for (const auto& [when, lasting] : std::exchange(lasting_, {})) end(lasting);
}

void FaultCalendar::end(const Lasting& lasting) {
    chronicle_.note(fmt::format("ends: {}", lasting.kind));
    lasting.end();
    befallen_.erase(lasting.victim);
}

const ChaosFault& FaultCalendar::draw() {
    const unsigned all =
        std::accumulate(faults_.begin(), faults_.end(), 0u,
                        [](unsigned sum, const ChaosFault& fault) { return sum + fault.weight; });
    std::uint64_t left = random_.below(all);
    for (const ChaosFault& fault : faults_) {
        if (left < fault.weight) return fault;
        left -= fault.weight;
    }
    return faults_.back();
}

// Evenly on the scale of a logarithm: short ones are the more frequent.
milliseconds FaultCalendar::draw_duration(const ChaosFault& fault, SteadyTime now) {
    milliseconds longest = fault.longest;
    if (random_.chance(kLongRate)) longest *= kLongFactor;
    if (fault.is_outage && seasons_.is_peaceful(now)) longest = Seasons::kOutageMax;
    longest = std::clamp(longest, kShortest, std::max(duration_max_, kShortest));
    const double ratio = static_cast<double>(longest.count()) / kShortest.count();
    return milliseconds(std::llround(kShortest.count() * std::pow(ratio, random_.unit())));
}

void FaultCalendar::begin(const ChaosFault& fault, SteadyTime now) {
    if (befallen_.contains(fault.victim)) return;
    const auto begun = fault.begin(random_);
    if (!begun) return;
    ++counts_[fault.kind];
    if (!begun->end) {
        chronicle_.note(fmt::format("{} {}", fault.kind, begun->what));
        return;
    }
    const milliseconds lasts = draw_duration(fault, now);
    chronicle_.note(fmt::format("{} {} for {:.1f} s", fault.kind, begun->what,
                                static_cast<double>(lasts.count()) / 1000));
    if (fault.is_outage && companion_ && random_.chance(kCompanionRate))
        companions_.insert(now +
                           milliseconds(random_.below(static_cast<std::uint64_t>(lasts.count()))));
    lasting_.emplace(now + lasts, Lasting{fault.kind, fault.victim, begun->end});
    if (!fault.victim.empty()) befallen_.insert(fault.victim);
}

}  // namespace scan
