#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <stop_token>
#include <vector>

#include "base/backoff.h"
#include "base/error.h"

namespace scan {

struct BatchLimits {
    std::size_t entries_max = 10;
    std::size_t bytes_max = 0;  // of all entries of a batch; a larger entry travels alone
};

// Carries any number of entries through calls that take a batch each. A batch that is rejected as a
// whole is halved until the culprits are alone; entries that fail on their own are tried again,
// without their neighbours; once a whole batch cannot be had for a reason of the service's, what
// follows is not tried.
class BatchRun {
public:
    // Makes one call for the entries at these places; one result each, in order, or the error of
    // the whole call.
    using Call = std::function<Result<std::vector<Result<>>>(std::span<const std::size_t> places)>;

    // `stop`: nothing is tried again once it is requested.
    BatchRun(BatchLimits limits, Clock& clock, Backoff backoff, std::stop_token stop)
        : limits_(limits), clock_(clock), backoff_(backoff), stop_(std::move(stop)) {}

    // One result for each entry, in order; `sizes` in bytes. Entries whose result stands in
    // `results` as an error already are left alone.
    void run(std::span<const std::size_t> sizes, const Call& call, std::vector<Result<>>& results);

private:
    using Places = std::vector<std::size_t>;

    std::vector<Places> fill(const Places& places, std::span<const std::size_t> sizes) const;
    // The places that are worth another try.
    Places round(std::vector<Places> batches, const Call& call, std::vector<Result<>>& results);

    BatchLimits limits_;
    Clock& clock_;
    Backoff backoff_;
    std::stop_token stop_;
};

}  // namespace scan
