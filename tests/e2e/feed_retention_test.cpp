#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/e2e/end_to_end.h"
#include "tests/e2e/naive_oracle.h"

namespace scan {
namespace {

// A feed that forgets its old events while nobody reads it.
class FeedRetention : public EndToEnd, public ::testing::WithParamInterface<Arguments> {
protected:
    const Arguments source_ = {"--parcels", "200", "--events", "1000"};
};

TEST_P(FeedRetention, BeyondTheCursorIsRecordedAndWarnedOfAndTheWorkGoesOn) {
    const std::vector<std::string> events = events_served(folder_.path(), source_);
    const auto id_of = [&](std::size_t index) {
        return std::stoll(events[index].substr(events[index].find(':') + 1));
    };
    const std::int64_t read_to = id_of(399);
    const std::int64_t retained_from = id_of(700);
    {
        // Nobody sees more of this one than its first 400 events.
        FeedServerProcess server(
            folder_.path(),
            source_ + Arguments{"--events-per-second", "0.0001", "--visible-at-start", "400"});
        ASSERT_EQ(catch_up(server.url()).code, 0);
        ASSERT_EQ(cursor(), read_to);
    }
    FeedServerProcess server(
        folder_.path(),
        source_ + GetParam() + Arguments{"--retained-from", std::to_string(retained_from)});
    const Finished end = catch_up(server.url());
    EXPECT_EQ(end.code, 0) << end.errors;
    EXPECT_NE(end.errors.find("Z WARN"), std::string::npos) << end.errors;
    EXPECT_NE(end.errors.find("feed gap"), std::string::npos) << end.errors;

    const auto gaps =
        store().rows("SELECT after_event_id, before_event_id FROM feed_gap WHERE proven = 1");
    ASSERT_EQ(gaps.size(), 1u);
    EXPECT_EQ(gaps[0], (TableFile::Row{std::to_string(read_to), std::to_string(retained_from)}));
    std::vector<std::string> seen(events.begin(), events.begin() + 400);
    seen.insert(seen.end(), events.begin() + 700, events.end());
    EXPECT_EQ(difference(apply_in_order(seen), store().parcels()), "");

    // What the first worker still owed a second reading is forgotten too: nothing proves that an id came late there, or that none did.
    const std::string all = "SELECT count(*) FROM feed_gap";
    const auto told = store().number(all);
    EXPECT_EQ(
        store().number(fmt::format(
            "SELECT count(*) FROM feed_gap WHERE proven = 0 AND before_event_id <= {}", read_to)),
        told - 1);

    EXPECT_EQ(catch_up(server.url()).code, 0);
    EXPECT_EQ(store().number(all), told) << "told twice";
}

INSTANTIATE_TEST_SUITE_P(Feed, FeedRetention,
                         ::testing::Values(Arguments{}, Arguments{"--forgotten-is-gone"}),
                         [](const auto& flags) {
                             return flags.param.empty() ? "ThatBeginsLater" : "ThatSaysGone";
                         });

}  // namespace
}  // namespace scan
