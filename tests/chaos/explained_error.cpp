#include "tests/chaos/explained_error.h"

#include <algorithm>
#include <fstream>

namespace scan {
namespace {

constexpr std::size_t kUnexplainedMax = 100;

}  // namespace

ErrorLines error_lines(const std::filesystem::path& folder,
                       const std::vector<ExplainedError>& explanations,
                       const std::map<std::string, std::uint64_t>& fault_counts) {
    ErrorLines found;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".err") continue;
        std::ifstream log(entry.path());
        std::string line;
        while (std::getline(log, line)) {
            if (line.find("Z ERROR ") == std::string::npos) continue;
            const auto reason =
                std::ranges::find_if(explanations, [&](const ExplainedError& explanation) {
                    const auto count = fault_counts.find(explanation.fault);
                    return count != fault_counts.end() && count->second > 0 &&
                           line.find(explanation.text) != std::string::npos;
                });
            if (reason != explanations.end()) {
                ++found.explained[reason->text];
            } else if (found.unexplained.size() < kUnexplainedMax) {
                found.unexplained.push_back(entry.path().filename().string() + ": " + line);
            }
        }
    }
    return found;
}

}  // namespace scan
