#include "pipeline/fetching/pages_ahead.h"

#include <gtest/gtest.h>

#include "adapters/memory/memory_feed.h"
#include "pipeline/event_page/event_page_encoder.h"
#include "pipeline/testing/scan_events.h"

namespace scan {
namespace {

using Asker = PagesAhead::Asker;

constexpr std::int64_t kPage = 10;

// A feed with every id, read by nobody but the test.
class PagesAheadTest : public ::testing::Test {
protected:
    explicit PagesAheadTest(LaneSettings settings = {.requests = 4, .pages_per_range = 5})
        : ahead_(settings) {}

    // The reader takes pages one after the other.
    void read_by_reader(int pages) {
        for (int i = 0; i < pages; ++i) {
            ahead_.reader_took({.from = EventId{position_},
                                .to = EventId{position_ + kPage},
                                .events = kPage,
                                .has_news = true,
                                .limit = kPage});
            position_ += kPage;
        }
    }

    std::optional<PagesAhead::Question> ask(Asker asker = Asker::lane) {
        return ahead_.question(asker, clock_.now(), clock_.utc_now());
    }
    FeedReader::Reading page_above(EventId id, std::int64_t events = kPage) {
        std::vector<std::string> texts;
        for (std::int64_t i = 1; i <= events; ++i)
            texts.push_back(feed_text(scan_event(id.value + i)));
        const std::vector<std::string_view> views(texts.begin(), texts.end());
        return {.page = decoder_.decode(encode_page(views)).value()};
    }
    void answer(const PagesAhead::Question& question) {
        ahead_.answered(question, page_above(question.range.ids.after), clock_.now());
    }
    void fail_with(const PagesAhead::Question& question, ErrorCode code) {
        ahead_.answered(question, fail(code, "it fails"), clock_.now());
    }
    static std::int64_t begin_of(const std::optional<PagesAhead::Question>& question) {
        return question ? question->range.ids.after.value : -1;
    }

    ManualClock clock_;
    EventPageDecoder decoder_;
    PagesAhead ahead_;
    std::int64_t position_ = 100;
};

TEST_F(PagesAheadTest, NothingIsAskedBeforeThreeFullPagesInARow) {
    read_by_reader(2);
    EXPECT_FALSE(ask());
    read_by_reader(1);
    EXPECT_EQ(begin_of(ask()), 180) << "the reader reads five pages itself";
}

TEST_F(PagesAheadTest, OneRequestAtATimeAsksNothing) {
    PagesAhead one(LaneSettings{});
    for (std::int64_t id = 0; id < 1'000; id += kPage)
        one.reader_took({EventId{id}, EventId{id + kPage}, kPage, true, kPage});
    EXPECT_FALSE(one.question(Asker::reader, clock_.now(), clock_.utc_now()));
}

TEST_F(PagesAheadTest, APageWaitsUntilTheReaderComesToIt) {
    read_by_reader(3);
    answer(*ask());
    EXPECT_FALSE(ahead_.take(EventId{179})) << "there is a hole between";
    const auto page = ahead_.take(EventId{185});
    ASSERT_TRUE(page);
    EXPECT_EQ(page->to, EventId{190});
    EXPECT_FALSE(ahead_.take(EventId{185})) << "it is taken once";
}

TEST_F(PagesAheadTest, APageThatShowsNothingMoreIsDropped) {
    read_by_reader(3);
    answer(*ask());
    EXPECT_FALSE(ahead_.take(EventId{190}));
    EXPECT_FALSE(ahead_.take(EventId{180})) << "dropped";
}

TEST_F(PagesAheadTest, OneOfTheRequestsIsLeftToTheReader) {
    read_by_reader(3);
    answer(*ask());
    EXPECT_EQ(begin_of(ask()), 190);
    EXPECT_EQ(begin_of(ask()), 230);
    EXPECT_EQ(begin_of(ask()), 280);
    EXPECT_FALSE(ask());
    EXPECT_EQ(begin_of(ask(Asker::reader)), 330);
    EXPECT_FALSE(ask(Asker::reader));
}

TEST_F(PagesAheadTest, APageThatSomebodyHasJustAskedForIsOnItsWay) {
    read_by_reader(3);
    const auto question = ask();
    EXPECT_TRUE(ahead_.is_on_its_way(EventId{180}, clock_.now()));
    EXPECT_TRUE(ahead_.is_on_its_way(EventId{185}, clock_.now()));
    EXPECT_FALSE(ahead_.is_on_its_way(EventId{179}, clock_.now()));
    EXPECT_FALSE(ahead_.is_on_its_way(EventId{195}, clock_.now()));
    EXPECT_FALSE(ahead_.is_on_its_way(EventId{180}, clock_.now() + std::chrono::seconds(5)))
        << "the reader does not wait for ever";
    answer(*question);
    EXPECT_FALSE(ahead_.is_on_its_way(EventId{180}, clock_.now())) << "it is here";
}

TEST_F(PagesAheadTest, AnAnswerOfBeforeTheEndIsDropped) {
    read_by_reader(3);
    const auto question = ask();
    ahead_.end();
    read_by_reader(3);
    answer(*question);
    EXPECT_FALSE(ahead_.take(EventId{180}));
}

TEST_F(PagesAheadTest, AFailureHalvesTheRequestsAndFullPagesAreReadFirst) {
    read_by_reader(3);
    answer(*ask());
    fail_with(*ask(), ErrorCode::throttled);
    ASSERT_TRUE(ahead_.take_failure());
    EXPECT_FALSE(ahead_.take_failure()) << "said once";
    EXPECT_EQ(ahead_.width(), 2u);
    EXPECT_FALSE(ask());
    EXPECT_TRUE(ahead_.take(EventId{180})) << "what is here is not lost";
    read_by_reader(3);
    EXPECT_EQ(ahead_.width(), 3u);
    EXPECT_EQ(begin_of(ask()), 190) << "what failed is asked for again";
}

TEST_F(PagesAheadTest, AnErrorAtAGuessMeansThatNothingIsThere) {
    read_by_reader(3);
    fail_with(*ask(), ErrorCode::rejected);
    EXPECT_FALSE(ask());
    EXPECT_FALSE(ahead_.take_failure());
    EXPECT_FALSE(ahead_.take_refusal());
}

TEST_F(PagesAheadTest, ThreeRefusedGuessesInARowEndItForGood) {
    for (int i = 0; i < 3; ++i) {
        EXPECT_FALSE(ahead_.take_refusal());
        read_by_reader(3);
        fail_with(*ask(), ErrorCode::rejected);
        ahead_.end();
    }
    EXPECT_TRUE(ahead_.take_refusal());
    EXPECT_FALSE(ahead_.take_refusal()) << "said once";
    read_by_reader(20);
    EXPECT_FALSE(ask());
}

// A busy feed's pages are full at its end, too.
TEST_F(PagesAheadTest, EachGuessAboveTheEndIsTriedHalfAsOften) {
    const auto guess_in_vain = [this] {
        for (int pages = 1;; ++pages) {
            read_by_reader(1);
            const auto question = ask();
            if (!question) continue;
            ahead_.answered(*question, page_above(question->range.ids.after, 0), clock_.now());
            read_by_reader(1);
            return pages;
        }
    };
    EXPECT_EQ(guess_in_vain(), 3);
    EXPECT_EQ(guess_in_vain(), 6);
    EXPECT_EQ(guess_in_vain(), 12);
}

TEST_F(PagesAheadTest, APollThatBringsNothingEndsIt) {
    read_by_reader(3);
    answer(*ask());
    ahead_.reader_took({EventId{130}, EventId{130}, 1, false, kPage});
    EXPECT_FALSE(ahead_.is_on());
    EXPECT_FALSE(ahead_.take(EventId{180}));
}

struct SmallPagesAhead : PagesAheadTest {
    SmallPagesAhead() : PagesAheadTest({.requests = 16, .bytes_max = 40'000}) {}
};

TEST_F(SmallPagesAhead, NoMorePagesAreReadThanFit) {
    read_by_reader(3);
    std::vector<EventId> begins;
    while (const auto question = ask()) {
        answer(*question);
        begins.push_back(question->range.ids.after);
        ASSERT_LT(begins.size(), 100u);
    }
    std::size_t bytes = 0;
    for (const EventId from : begins) {
        const auto page = ahead_.take(from);
        ASSERT_TRUE(page) << from.value;
        bytes += page->page.text().size() + page->page.events().size() * sizeof(PageEvent);
    }
    EXPECT_LE(bytes, 40'000u);
    EXPECT_GT(bytes, 20'000u);
    EXPECT_TRUE(ask()) << "there is room again";
}

}  // namespace
}  // namespace scan
