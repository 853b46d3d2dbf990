#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tests/chaos/explained_error.h"
#include "tests/chaos/fault.h"
#include "tests/chaos/run_watch.h"
#include "tests/e2e/settings.h"
#include "tests/e2e/tables.h"

namespace scan {

// A file that must not grow without end.
struct BoundedFile {
    std::filesystem::path path;
    std::uintmax_t bytes_max;
};

// The queue and the store of a run's workers, what can befall them, and what has come into them as
// another tool sees it.
class ChaosEngines {
public:
    // A message that was received so often in vain becomes a dead letter.
    static constexpr std::uint32_t kReceiveCountMax = 50;

    virtual ~ChaosEngines() = default;

    // The settings that make a worker use them.
    virtual Settings settings() const = 0;
    virtual std::vector<std::string> environment() const { return {}; }

    virtual std::unique_ptr<Tables> store() const = 0;
    // Messages in the queue, those in flight and dead letters included.
    virtual std::int64_t messages() = 0;
    virtual std::int64_t dead_letters() = 0;
    // As the store can keep it.
    virtual ParcelTable kept(ParcelTable table) const = 0;

    virtual std::vector<ChaosFault> faults(RunWatch& watch) = 0;
    // Faults that this machine does not allow, and why; empty: none.
    virtual std::string left_out() const { return ""; }
    // Whether a worker may end by itself that printed this: what only a person can mend ends its
    // start.
    virtual bool may_end(const std::string& /*errors*/) const { return false; }
    virtual std::vector<ExplainedError> explained_errors() const = 0;
    virtual std::vector<BoundedFile> bounded_files() const = 0;
    // Copies what would be gone with this to a folder, for someone to look at.
    virtual void keep(const std::filesystem::path& folder) const = 0;
};

// "sqlite" or "postgres+sqs", with files in `folder`.
std::unique_ptr<ChaosEngines> make_chaos_engines(const std::string& name,
                                                 const std::filesystem::path& folder);

}  // namespace scan
