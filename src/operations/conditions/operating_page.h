#pragma once

#include <string>

namespace scan {

// The runbook docs/operating.md: a section for each row of the table of conditions, in Markdown.
std::string operating_page();

// The same table for programs: {"conditions":[{"id","severity","holds","meaning","action","metric","runbook"}]}.
std::string conditions_document();

}  // namespace scan
