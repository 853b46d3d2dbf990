#include "adapters/sqs/batch_run.h"

#include <algorithm>
#include <iterator>

namespace scan {
namespace {

constexpr int kRoundsMax = 3;

bool may_pass(const Result<>& result) {
    return !result && (result.error().code == ErrorCode::transient ||
                       result.error().code == ErrorCode::throttled);
}

}  // namespace

void BatchRun::run(std::span<const std::size_t> sizes, const Call& call,
                   std::vector<Result<>>& results) {
    Places places;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        if (results[i]) places.push_back(i);
    }
    for (int rounds = 1; !places.empty(); ++rounds) {
        places = round(fill(places, sizes), call, results);
        if (places.empty() || rounds == kRoundsMax) return;
        if (!clock_.sleep_until(clock_.now() + backoff_.next(), stop_)) return;
    }
}

std::vector<BatchRun::Places> BatchRun::fill(const Places& places,
                                             std::span<const std::size_t> sizes) const {
    std::vector<Places> batches;
    std::size_t bytes = 0;
    for (const std::size_t place : places) {
        const bool fits = !batches.empty() && batches.back().size() < limits_.entries_max &&
                          bytes + sizes[place] <= limits_.bytes_max;
        if (!fits) {
            batches.emplace_back();
            bytes = 0;
        }
        batches.back().push_back(place);
        bytes += sizes[place];
    }
    // From the front first: a stack.
    std::ranges::reverse(batches);
    return batches;
}

BatchRun::Places BatchRun::round(std::vector<Places> batches, const Call& call,
                                 std::vector<Result<>>& results) {
    Places again;
    while (!batches.empty()) {
        const Places batch = std::move(batches.back());
        batches.pop_back();
        const auto answer = call(batch);
        if (answer) {
            for (std::size_t i = 0; i < batch.size(); ++i) {
                results[batch[i]] = (*answer)[i];
                if (may_pass((*answer)[i])) again.push_back(batch[i]);
            }
        } else if (answer.error().code == ErrorCode::rejected && batch.size() > 1) {
            const auto middle = batch.begin() + static_cast<std::ptrdiff_t>(batch.size() / 2);
            batches.emplace_back(middle, batch.end());
            batches.emplace_back(batch.begin(), middle);
        } else {
            for (const std::size_t place : batch) results[place] = std::unexpected(answer.error());
            if (answer.error().code == ErrorCode::rejected) continue;
            for (const Places& rest : batches) {
                for (const std::size_t place : rest)
                    results[place] = std::unexpected(answer.error());
            }
            return {};
        }
    }
    return again;
}

}  // namespace scan
