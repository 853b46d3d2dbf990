#pragma once

#include <optional>
#include <string_view>

#include "base/error.h"
#include "operations/conditions/condition.h"

namespace scan {

// What a worker depends on.
enum class Dependency { feed, queue, store };

std::string_view name_of(Dependency dependency);

// The condition that an error of queue or store stands for; nullopt: none, because only the input is at fault or the call was stopped.
std::optional<ConditionId> trouble_of_queue(const Error& error);
std::optional<ConditionId> trouble_of_store(const Error& error);

// The same of the feed. `status` is that of its answer; nullopt: there was no answer.
std::optional<ConditionId> trouble_of_feed(const Error& error, std::optional<int> status);

}  // namespace scan
