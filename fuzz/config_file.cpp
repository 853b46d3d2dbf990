#include "config/config_file.h"

#include "base/utf8.h"
#include "fuzz/target.h"

namespace scan {

void fuzz(std::string_view input) {
    const auto assignments = parse_config_file(input, "worker.toml");
    if (!assignments) {
        const std::string& error = assignments.error();
        promise(is_utf8(error) && !error.empty(), "an error says something");
        const bool has_gap =
            error.starts_with('\n') || error.ends_with('\n') || error.contains("\n\n");
        promise(!has_gap, "an error has a line for each fault");
        return;
    }
    Config config;
    for (const Assignment& assignment : *assignments) {
        promise(assignment.setting != nullptr, "a value has its setting");
        const auto read = assignment.setting->read(config, assignment.text);
        if (!read) {
            const std::string error = refusal(assignment, read.error());
            promise(error.find('\n') == error.npos, "a refusal is one line");
            continue;
        }
        const auto again = assignment.setting->read(config, *read);
        if (assignment.setting->secret) continue;
        promise(again && *again == *read, "a value is read back from its canonical spelling");
    }
}

}  // namespace scan
