#pragma once

#include <vector>

#include "sim/judge/true_event.h"
#include "sim/scenario/scenario.h"

namespace scan::sim {

// The parcel whose events the store rejects.
inline constexpr std::int64_t kPoisonParcel = 666;
// A queue's limit, small enough that a simulation can exceed it.
inline constexpr std::size_t kMessageBytesMax = 8192;

// All events of a scenario, in ascending order of their ids and, but for stray ones, of becoming
// due. One is never due: the carrier shows it when faults are over, because a feed that is empty
// for ever could not tell what it forgot. It is good, and the last but for stray ones.
std::vector<TrueEvent> make_events(const Scenario& scenario);

}  // namespace scan::sim
