#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace scan::sim {

// The checker's rules.
enum class Rule {
    nothing_lost,
    table_is_the_fold,
    cursor_behind_queue,
    commit_before_acknowledge,
    no_dead_letter_by_outage,
    one_epoch_moves_the_cursor,
    converges_and_idles,
    no_unexpected_error,
    asks_within_bounds,
    found_done,
    one_claim_moves_a_job,
    acts_as_told,
};

constexpr std::string_view to_string(Rule rule) {
    switch (rule) {
        case Rule::nothing_lost: return "nothing is lost";
        case Rule::table_is_the_fold: return "the table is the fold of the feed";
        case Rule::cursor_behind_queue: return "the cursor passes only what the queue accepted";
        case Rule::commit_before_acknowledge: return "nothing is acknowledged before its commit";
        case Rule::no_dead_letter_by_outage: return "an outage alone burns no receive";
        case Rule::one_epoch_moves_the_cursor: return "one lease epoch at a time moves the cursor";
        case Rule::converges_and_idles: return "without faults it converges and then idles";
        case Rule::no_unexpected_error: return "no error is reported that no fault explains";
        case Rule::found_done: return "it is done when a worker finds it done";
        case Rule::one_claim_moves_a_job: return "one claim at a time moves a job";
        case Rule::acts_as_told: return "an operator's act does what it says, and no more";
        case Rule::asks_within_bounds: return "the feed is asked as often as is needed";
    }
    return "";
}

struct Violation {
    Rule rule;
    std::string what;
};

// What a run did wrong: the first of it, because one wrong thing brings others.
class Violations {
public:
    static constexpr std::size_t kKept = 10;

    void add(Rule rule, std::string what) {
        if (all_.size() < kKept) all_.push_back({rule, std::move(what)});
    }
    bool empty() const { return all_.empty(); }
    const std::vector<Violation>& all() const { return all_; }

private:
    std::vector<Violation> all_;
};

}  // namespace scan::sim
