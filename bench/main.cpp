#include <benchmark/benchmark.h>

#include "bench/ratio_table.h"

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    scan::bench::RatioTable table;
    benchmark::RunSpecifiedBenchmarks(&table);
    return 0;
}
