#pragma once

#include <string>

namespace scan {

// docs/api.md: the description of the API for people, in Markdown; made of openapi.json.
std::string api_page();

}  // namespace scan
