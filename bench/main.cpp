#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "bench/ratio_table.h"

int main(int argc, char** argv) {
    // A machine is not equally fast for minutes: what is compared takes turns.
    std::string interleaving = "--benchmark_enable_random_interleaving=true";
    std::vector<char*> arguments(argv, argv + argc);
    arguments.insert(arguments.begin() + 1, interleaving.data());
    int count = static_cast<int>(arguments.size());
    arguments.push_back(nullptr);
    benchmark::Initialize(&count, arguments.data());
    if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) return 2;
    scan::bench::RatioTable table;
    benchmark::RunSpecifiedBenchmarks(&table);
    return 0;
}
