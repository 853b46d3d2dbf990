#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "operations/conditions/facts.h"

namespace scan {

// A worker's facts as the text of its row: JSON, pure ASCII.
std::string stored_worker(const WorkerFacts& facts);

// nullopt: it is no such text. What this program does not know is left out, because a newer worker may have written it.
std::optional<WorkerFacts> worker_of(std::string_view text);

}  // namespace scan
