#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace scan {

struct ChaosOptions {
    std::filesystem::path program;  // the worker
    std::string commit = "unknown";
    std::chrono::seconds duration{20 *
                                  60};  // of each engine's run: so long are events made and faults
    std::vector<std::string> engines = {"sqlite", "postgres+sqs"};
    std::uint64_t seed = 0;  // 0: a fresh one
    std::uint32_t events_per_second = 120;
};

// From `--name value` pairs. The error says what is wrong, on one line.
std::expected<ChaosOptions, std::string> parse_chaos_options(std::span<char* const> arguments);

}  // namespace scan
