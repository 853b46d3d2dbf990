#pragma once

#include <string>

#include "pipeline/ports/cursor_store.h"

namespace scan {

// The JSON of `cursor show --json` and of GET /api/v1/cursor.
std::string cursor_document(const Cursor& cursor);

}  // namespace scan
