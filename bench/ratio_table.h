#pragma once

#include <benchmark/benchmark.h>

#include <map>
#include <set>
#include <string>
#include <vector>

namespace scan::bench {

// Prints what was measured as one table: medians of the repetitions, and the rate's ratio to the bare
// loop measured in the same run. A benchmark "decode" is compared with "decode/bare" if that exists;
// one with a label, with the benchmarks that the label names, between bars. Counters are printed as
// notes. What was skipped with an error has no row; the error is told on stderr.
class RatioTable final : public benchmark::BenchmarkReporter {
public:
    bool ReportContext(const Context& context) override;
    void ReportRuns(const std::vector<Run>& runs) override;
    void Finalize() override;

private:
    struct Row {
        std::vector<double> rates;  // of each repetition
        std::string unit;
        std::string compared_with;
        std::map<std::string, std::vector<double>> notes;
    };
    static double median(std::vector<double> values);
    static std::string rate_of(const Row& row);
    static std::string notes_of(const Row& row);
    std::string ratios_of(const std::string& name, const Row& row) const;

    std::set<std::string> errors_;     // told already, once for all repetitions
    std::map<std::string, Row> rows_;  // by name: "decode" stands before "decode/bare"
};

}  // namespace scan::bench
