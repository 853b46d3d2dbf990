#pragma once

#include <benchmark/benchmark.h>

#include <map>
#include <string>
#include <vector>

namespace scan::bench {

// Prints what was measured as one table: the median of the repetitions, and its ratio to the bare
// loop measured in the same run. A benchmark "decode" is compared with "decode/bare" if that
// exists. Other counters are printed as they are.
class RatioTable final : public benchmark::BenchmarkReporter {
public:
    bool ReportContext(const Context& context) override;
    void ReportRuns(const std::vector<Run>& runs) override;
    void Finalize() override;

private:
    struct Row {
        std::vector<double> rates;  // of each repetition
        std::string unit;
        std::string notes;
    };
    static double median(std::vector<double> values);

    std::map<std::string, Row> rows_;  // by name: "decode" stands before "decode/bare"
};

}  // namespace scan::bench
