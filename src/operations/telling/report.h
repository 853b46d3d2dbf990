#pragma once

#include <string>

#include "operations/conditions/verdict.h"

namespace scan {

// What a ticket should say beside the state.
struct ReportContext {
    std::string version;
    std::string settings;  // for people, a line each, without secrets
    std::string settings_json;
};

// The Markdown of `report`, and its JSON, also of GET /api/v1/report: state, conditions with since-when, figures, workers, settings.
std::string report_markdown(const Facts& facts, const Verdict& verdict,
                            const ReportContext& context);
std::string report_document(const Facts& facts, const Verdict& verdict,
                            const ReportContext& context);

}  // namespace scan
