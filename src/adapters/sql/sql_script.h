#pragma once

#include <string_view>
#include <vector>

namespace scan {

// The statements of a script, without the semicolons that end them; the views point into `script`.
// Knows 'strings', "identifiers", [identifiers], -- and /* */ comments, and $tag$ quotes $tag$; not
// the bodies of triggers and procedures outside such quotes.
std::vector<std::string_view> split_script(std::string_view script);

}  // namespace scan
