#pragma once

#include <string>

#include "operations/conditions/verdict.h"

namespace scan {

// The JSON of `status --json` and of GET /api/v1/status, from the facts of look_around (status_look.h) and what follows from them. What is
// not known is null.
std::string status_document(const Facts& facts, const Verdict& verdict);

// The JSON of `workers --json` and of GET /api/v1/workers.
std::string workers_document(const Facts& facts);

// Whether a script should take the state for a failure: false if parcels are up to date or catching up.
bool is_alarming(WorkState state);

}  // namespace scan
