#pragma once

#include "config/load_config.h"
#include "operations/telling/report.h"

namespace scan {

// What a report says of this program and its settings.
ReportContext report_context(const LoadedConfig& loaded);

}  // namespace scan
