#include "feed_server/page_text.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include "feed_server/testing/listed_feed.h"

namespace scan {
namespace {

constexpr Instant kStart{std::chrono::hours(1)};

std::string page_of(const FeedDialect& dialect, std::vector<EventId> ids) {
    const ListedFeed source(std::move(ids));
    VisibleFeed feed(source, {}, {}, kStart, 1);
    return page_text(feed, feed.page({1}, 100, kStart), dialect);
}

TEST(PageText, HasTheDocumentedEnvelope) {
    EXPECT_EQ(page_of({}, {}), R"({"ScanEvents":[]})");
    EXPECT_EQ(
        page_of({}, {{3}, {4}}),
        R"({"ScanEvents":[{"EventId":3,"ParcelId":5002,"Type":"STATUS","CreatedDateTimeUtc":"2021-05-11T21:11:34Z"},)"
        R"({"EventId":4,"ParcelId":5002,"Type":"STATUS","CreatedDateTimeUtc":"2021-05-11T21:11:34Z"}]})");
}

TEST(PageText, CanBeABareArrayAndCamelCase) {
    EXPECT_EQ(page_of({.envelope = Envelope::none}, {}), "[]");
    EXPECT_EQ(
        page_of({.key_case = KeyCase::camel, .envelope = Envelope::none}, {{3}}),
        R"([{"eventId":3,"parcelId":5002,"type":"STATUS","createdDateTimeUtc":"2021-05-11T21:11:34Z"}])");
    EXPECT_EQ(page_of({.key_case = KeyCase::camel}, {}), R"({"scanEvents":[]})");
}

TEST(PageText, CamelCaseChangesKeysAndNothingElse) {
    EXPECT_EQ(with_camel_case_keys(
                  R"({"Key" : "Value","A\"B":["Type",{"C":null}],"é":"X:","":1,"x":"\\"})"),
              R"({"key" : "Value","a\"B":["Type",{"c":null}],"é":"X:","":1,"x":"\\"})");
    EXPECT_EQ(with_camel_case_keys("null"), "null");
}

TEST(PageText, GzipsToAWholeMember) {
    const std::string text = page_of({}, {{3}, {4}});
    const std::string zipped = gzip_text(text);
    std::string plain(text.size() + 1, '\0');
    z_stream stream{};
    ASSERT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
    std::string input = zipped;
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef*>(plain.data());
    stream.avail_out = static_cast<uInt>(plain.size());
    EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
    plain.resize(stream.total_out);
    inflateEnd(&stream);
    EXPECT_EQ(plain, text);
}

}  // namespace
}  // namespace scan
