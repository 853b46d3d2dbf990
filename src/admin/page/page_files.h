#pragma once

#include <span>

#include "admin/page/static_site.h"

namespace scan {

// The page: what web/ was bundled to when the program was built.
std::span<const StaticFile> page_files();

}  // namespace scan
