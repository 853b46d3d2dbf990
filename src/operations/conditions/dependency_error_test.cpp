#include "operations/conditions/dependency_error.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

using enum ConditionId;

TEST(DependencyError, OfTheFeedIsToldByCodeAndAnswer) {
    const struct {
        ErrorCode code;
        std::optional<int> status;
        std::optional<ConditionId> trouble;
    } rows[] = {
        {ErrorCode::transient, std::nullopt, feed_unreachable},
        {ErrorCode::transient, 500, feed_failing},
        {ErrorCode::throttled, 429, feed_throttled},
        {ErrorCode::throttled, 503, feed_failing},
        {ErrorCode::denied, 401, feed_denied},
        {ErrorCode::denied, std::nullopt, feed_denied},
        {ErrorCode::rejected, 404, feed_failing},
        {ErrorCode::stopped, std::nullopt, std::nullopt},
    };
    for (const auto& row : rows)
        EXPECT_EQ(trouble_of_feed({row.code, ""}, row.status), row.trouble)
            << row.status.value_or(0);
}

TEST(DependencyError, OfQueueAndStoreIsNoneIfOnlyTheInputIsAtFault) {
    EXPECT_EQ(trouble_of_queue({ErrorCode::denied, ""}), queue_denied);
    EXPECT_EQ(trouble_of_queue({ErrorCode::throttled, ""}), queue_unreachable);
    EXPECT_EQ(trouble_of_store({ErrorCode::denied, ""}), store_denied);
    EXPECT_EQ(trouble_of_store({ErrorCode::transient, ""}), store_unreachable);
    for (const ErrorCode code : {ErrorCode::rejected, ErrorCode::stopped}) {
        EXPECT_EQ(trouble_of_queue({code, ""}), std::nullopt);
        EXPECT_EQ(trouble_of_store({code, ""}), std::nullopt);
    }
}

TEST(DependencyError, OfAFullDiskOrOfOtherTablesIsItsOwnCondition) {
    const auto denied = [](ErrorCause cause) {
        return Error{.code = ErrorCode::denied, .message = "", .cause = cause};
    };
    EXPECT_EQ(trouble_of_store(denied(ErrorCause::no_room)), store_full);
    EXPECT_EQ(trouble_of_store(denied(ErrorCause::schema_older)), schema_older);
    EXPECT_EQ(trouble_of_store(denied(ErrorCause::no_tables)), schema_older);
    EXPECT_EQ(trouble_of_store(denied(ErrorCause::schema_newer)), schema_newer);
    EXPECT_EQ(trouble_of_queue(denied(ErrorCause::schema_older)), schema_older);
    EXPECT_EQ(trouble_of_queue(denied(ErrorCause::schema_newer)), schema_newer);
    // Where there is no database, the URL may be wrong, and nothing is to be made at another place.
    EXPECT_EQ(trouble_of_store(denied(ErrorCause::no_database)), store_denied);
    EXPECT_EQ(trouble_of_queue(denied(ErrorCause::no_database)), queue_denied);
    // The queue's row speaks of its disk itself.
    EXPECT_EQ(trouble_of_queue(denied(ErrorCause::no_room)), queue_denied);
}

}  // namespace
}  // namespace scan
