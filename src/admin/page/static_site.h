#pragma once

#include <span>
#include <string_view>

#include "admin/http/router.h"

namespace scan {

// A file that is part of the program. Its bytes live as long as the program.
struct StaticFile {
    std::string_view path;  // "/index.html"
    std::string_view content_type;
    std::string_view gzip;  // its bytes, packed
    std::string_view etag;  // with its quotes
};

// GET of each file, for everybody, and of "/" for "/index.html". A client that has the file already is told so; one that takes no gzip is
// sent it unpacked.
void add_static_site(Router& router, std::span<const StaticFile> files);

}  // namespace scan
