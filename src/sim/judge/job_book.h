#pragma once

#include <fmt/format.h>

#include <map>

#include "operations/ports/job_board.h"
#include "sim/judge/violations.h"

namespace scan::sim {

// Knows who may write of a job: whoever claimed it last.
//
// Rule: nobody else writes of it, it never goes back, and one that has ended is ended.
class JobBook {
public:
    explicit JobBook(Violations& violations) : violations_(violations) {}

    void claimed(const JobClaim& claim) { known_[claim.job_id].epoch = claim.epoch; }
    void written(const JobClaim& claim) {
        if (claim.epoch != known_[claim.job_id].epoch) object(claim, "is another's by now");
    }
    void moved(const JobClaim& claim, std::int64_t position) {
        written(claim);
        Known& known = known_[claim.job_id];
        if (position < known.position) object(claim, "went back");
        known.position = position;
    }
    void ended(std::int64_t job_id) { known_[job_id].has_ended = true; }
    void goes_on(const JobClaim& claim) {
        written(claim);
        if (known_[claim.job_id].has_ended) object(claim, "goes on after its end");
    }

private:
    struct Known {
        std::int64_t epoch = 0;
        std::int64_t position = 0;
        bool has_ended = false;
    };

    void object(const JobClaim& claim, std::string_view what) {
        violations_.add(Rule::one_claim_moves_a_job,
                        fmt::format("job {}, written under the claim of epoch {}, {}", claim.job_id,
                                    claim.epoch, what));
    }

    Violations& violations_;
    std::map<std::int64_t, Known> known_;
};

}  // namespace scan::sim
