#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace scan {

// Lines of severity ERROR that a fault explains.
struct ExplainedError {
    std::string fault;  // its kind
    std::string text;   // stands in the line
};

struct ErrorLines {
    std::map<std::string, std::uint64_t> explained;  // by the text that explains them
    std::vector<std::string> unexplained;            // at most a hundred, whole
};

// Those in the logs (*.err) of a folder, of a run in which faults of these kinds happened.
ErrorLines error_lines(const std::filesystem::path& folder,
                       const std::vector<ExplainedError>& explanations,
                       const std::map<std::string, std::uint64_t>& fault_counts);

}  // namespace scan
