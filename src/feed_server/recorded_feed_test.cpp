#include "feed_server/recorded_feed.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "feed_server/page_text.h"
#include "feed_server/testing/listed_feed.h"

namespace scan {
namespace {

class RecordedFeedFile : public testing::Test {
protected:
    RecordedFeedFile() {
        std::string name =
            (std::filesystem::temp_directory_path() / "recorded-feed-XXXXXX").string();
        folder_ = ::mkdtemp(name.data());
    }
    ~RecordedFeedFile() override { std::filesystem::remove_all(folder_); }

    std::string path(const std::string& name) const { return (folder_ / name).string(); }

    std::string write(const std::string& name, const std::string& content) const {
        std::ofstream(path(name), std::ios::binary) << content;
        return path(name);
    }

    static std::string read(const std::string& path) {
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    static std::vector<std::string> texts(const FeedSource& source) {
        std::vector<std::string> all;
        for (std::size_t index = 0; index < source.event_ids().size(); ++index) {
            source.append_event(index, all.emplace_back());
        }
        return all;
    }

    static std::string error_of(const std::string& path) {
        const auto feed = RecordedFeed::open(path);
        return feed ? "" : feed.error().message;
    }

private:
    std::filesystem::path folder_;
};

TEST_F(RecordedFeedFile, KeepsEachEventByteForByte) {
    const std::string odd = R"({ "EventId" : 7,"X":1.50e0, "User":null , "é":"\u00e9"})";
    const auto feed = RecordedFeed::open(
        write("feed.jsonl", odd + "\r\n\n  {\"eventId\":\"9\"}\t\n{\"EventId\":8}"));
    ASSERT_TRUE(feed) << feed.error().message;
    EXPECT_EQ(texts(**feed),
              (std::vector<std::string>{odd, R"({"EventId":8})", R"({"eventId":"9"})"}));
    EXPECT_EQ((*feed)->event_ids().back(), EventId{9});
}

TEST_F(RecordedFeedFile, ReadsWhatWriteJsonlWrotePlainAndGzipped) {
    const auto source = ListedFeed::range(83269, 93269, 3);
    for (const std::string name : {"feed.jsonl", "feed.jsonl.gz"}) {
        ASSERT_TRUE(write_jsonl(source, path(name)));
        const auto feed = RecordedFeed::open(path(name));
        ASSERT_TRUE(feed) << feed.error().message;
        EXPECT_EQ(texts(**feed), texts(source));
    }
    EXPECT_TRUE(read(path("feed.jsonl")).starts_with("{\"EventId\":83269,"));
    EXPECT_TRUE(read(path("feed.jsonl.gz")).starts_with("\x1f\x8b"));
}

TEST_F(RecordedFeedFile, NamesTheFileAndTheLineThatIsToBlame) {
    const std::string good = "{\"EventId\":1}\n";
    EXPECT_TRUE(error_of(write("a", good + "\n{\"EventId\":")).starts_with(path("a") + ":3: "));
    EXPECT_EQ(error_of(write("b", good + "[2]")), path("b") + ":2: not a JSON object");
    for (const std::string line :
         {R"({"EventId":0})", R"({"EventId":2.5})", R"({"EventId":"2x"})", R"({"Id":2})"}) {
        EXPECT_EQ(error_of(write("c", good + line)), path("c") + ":2: no positive EventId") << line;
    }
    EXPECT_EQ(error_of(write("d", good + "{\"EventId\":2}\n" + good)),
              path("d") + ":3: EventId 1 stands in line 1 already");
    const std::string filler(RecordedFeed::kLineBytesMax, ' ');
    EXPECT_EQ(error_of(write("e", "{\"EventId\":1" + filler + "}")),
              path("e") + ":1: longer than 1 MiB");
}

TEST_F(RecordedFeedFile, RefusesAFileThatIsMissingOrCutShort) {
    EXPECT_EQ(error_of(path("none")), path("none") + ": No such file or directory");
    EXPECT_NE(error_of(path(".")), "");
    ASSERT_TRUE(write_jsonl(ListedFeed::range(1, 1000), path("whole.gz")));
    const std::string zipped = read(path("whole.gz"));
    EXPECT_EQ(error_of(write("cut.gz", zipped.substr(0, zipped.size() / 2))),
              path("cut.gz") + ": unexpected end of file");
}

TEST_F(RecordedFeedFile, AFeedThatCannotBeWrittenNamesThePath) {
    const auto written = write_jsonl(ListedFeed::range(1, 1), path("no/such/folder.jsonl"));
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().message,
              path("no/such/folder.jsonl") + ": No such file or directory");
    if (std::filesystem::exists("/dev/full")) {
        EXPECT_FALSE(write_jsonl(ListedFeed::range(1, 1), "/dev/full"));
    }
}

TEST_F(RecordedFeedFile, AnEmptyFileIsAFeedWithoutEvents) {
    const auto feed = RecordedFeed::open(write("empty", ""));
    ASSERT_TRUE(feed);
    EXPECT_TRUE((*feed)->event_ids().empty());
}

TEST(RecordedFeed, ServesTheRealFeedOfTheSharedFolder) {
    const char* const given = std::getenv("SCAN_TEST_RECORDED_FEED");
    const std::string path = given != nullptr ? given : SCAN_SHARED_FEED;
    if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not there";
    const auto feed = RecordedFeed::open(path);
    ASSERT_TRUE(feed) << feed.error().message;
    const auto ids = (*feed)->event_ids();
    EXPECT_EQ(ids.size(), 16110u);
    EXPECT_EQ(ids.front(), EventId{83269});
    EXPECT_EQ(ids.back(), EventId{101272});
}

}  // namespace
}  // namespace scan
