#pragma once

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string_view>

namespace scan {

// Writes what happened in a run and when into a file beside the logs. One thread.
class Chronicle final {
public:
    explicit Chronicle(const std::filesystem::path& file) : lines_(file) {}

    void note(std::string_view what);
    // On the screen, too.
    void tell(std::string_view what);

    std::chrono::seconds age() const;

private:
    std::ofstream lines_;
    const std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

}  // namespace scan
