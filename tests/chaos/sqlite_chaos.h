#pragma once

#include "tests/chaos/chaos_engines.h"
#include "tests/e2e/small_disk.h"

namespace scan {

// Two SQLite files, on a disk of their own that can become full, if one can be mounted.
class SqliteChaos final : public ChaosEngines {
public:
    explicit SqliteChaos(const std::filesystem::path& folder);

    Settings settings() const override;
    std::unique_ptr<Tables> store() const override;
    std::int64_t messages() override;
    std::int64_t dead_letters() override;
    ParcelTable kept(ParcelTable table) const override { return table; }
    std::vector<ChaosFault> faults(RunWatch& watch) override;
    std::string left_out() const override;
    bool may_end(const std::string& errors) const override;
    std::vector<ExplainedError> explained_errors() const override;
    std::vector<BoundedFile> bounded_files() const override;
    void keep(const std::filesystem::path& folder) const override;

private:
    ChaosFault lock_of(const std::string& file) const;

    const std::filesystem::path folder_;
    const SmallDisk disk_;
    const std::string why_not_mounted_;
};

}  // namespace scan
