#pragma once

#include <string>

#include "operations/conditions/verdict.h"

namespace scan {

// What `status` prints: the sentence, the conditions with since-when and what to do, and the figures, in lines of at most `width`
// columns.
std::string status_text(const Facts& facts, const Verdict& verdict, std::size_t width);

// What `workers` prints.
std::string workers_text(const Facts& facts);

}  // namespace scan
