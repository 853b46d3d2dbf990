#include "app/commands/report_context.h"

#include "config/config_report.h"

namespace scan {

ReportContext report_context(const LoadedConfig& loaded) {
    return {.version = SCAN_VERSION,
            .settings = config_show_text(loaded),
            .settings_json = config_show_json(loaded)};
}

}  // namespace scan
