#include <gtest/gtest.h>

#include "operations/acting/failed_event_retry.h"

namespace scan {
namespace {

using enum ActOutcome;

FailedActResult result_of(std::initializer_list<ActOutcome> outcomes, bool is_dry_run = false) {
    FailedActResult result{.is_dry_run = is_dry_run, .selected = {}};
    for (const ActOutcome outcome : outcomes) result.add({.outcome = outcome});
    return result;
}

TEST(FailedActResult, IsDoneOfAllIfNoneIsMissingOrFailsOrWasClosedOtherwise) {
    EXPECT_TRUE(is_done_of_all(result_of({}), queued)) << "a filter may select nothing";
    EXPECT_TRUE(is_done_of_all(result_of({queued, on_its_way}), queued));
    EXPECT_TRUE(is_done_of_all(result_of({discarded}), discarded));
    EXPECT_FALSE(is_done_of_all(result_of({discarded, on_its_way}), discarded));
    for (const ActOutcome other : {fails_still, was_closed, not_found})
        EXPECT_FALSE(is_done_of_all(result_of({queued, other}), queued)) << name_of(other);
}

TEST(FailedActResult, OfADryRunIsDoneOfAllThatAreThere) {
    for (const ActOutcome outcome : {would_apply, changes_nothing, fails_still, was_closed})
        EXPECT_TRUE(is_done_of_all(result_of({outcome}, true), queued)) << name_of(outcome);
    EXPECT_FALSE(is_done_of_all(result_of({would_apply, not_found}, true), queued));
}

}  // namespace
}  // namespace scan
