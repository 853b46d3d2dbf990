#include "adapters/http/gzip_reader.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "adapters/http/testing/gzip.h"

namespace scan {
namespace {

using Outcome = GzipReader::Outcome;
constexpr std::size_t kMax = 1024 * 1024;

struct Reading {
    Outcome outcome = Outcome::taken;
    std::string text;
    bool is_whole = false;
};

Reading read(std::string_view body, std::size_t piece_bytes = 7, std::size_t bytes_max = kMax) {
    GzipReader reader;
    Reading reading;
    while (!body.empty() && reading.outcome == Outcome::taken) {
        reading.outcome = reader.take(body.substr(0, piece_bytes), reading.text, bytes_max);
        body.remove_prefix(std::min(piece_bytes, body.size()));
    }
    reading.is_whole = reader.is_whole();
    return reading;
}

TEST(GzipReader, ReadsMembersBehindEachOther) {
    for (const std::size_t piece : {1UL, 2UL, 7UL, 1000UL}) {
        const Reading reading = read(gzip("one ") + gzip("") + gzip("two"), piece);
        EXPECT_EQ(reading.outcome, Outcome::taken);
        EXPECT_EQ(reading.text, "one two");
        EXPECT_TRUE(reading.is_whole);
    }
}

TEST(GzipReader, LeavesOutWhatStandsBehindTheLastMember) {
    const std::string zeros(600, '\0');
    for (const std::string& behind :
         {zeros, std::string("\n"), "garbage" + gzip("x"), zeros + "x"}) {
        const Reading reading = read(gzip("text") + behind);
        EXPECT_EQ(reading.outcome, Outcome::taken);
        EXPECT_EQ(reading.text, "text");
        EXPECT_TRUE(reading.is_whole);
    }
    EXPECT_EQ(read(gzip("a") + zeros + gzip("b")).text, "ab");
}

TEST(GzipReader, KnowsACutBody) {
    const std::string body = gzip("one") + gzip("two");
    for (std::size_t length = 1; length < body.size(); ++length) {
        const Reading reading = read(body.substr(0, length));
        EXPECT_EQ(reading.outcome, Outcome::taken) << length;
        EXPECT_EQ(reading.is_whole, length == gzip("one").size()) << length;
    }
    EXPECT_TRUE(GzipReader().is_whole());
}

TEST(GzipReader, KnowsWhatIsNoGzip) {
    for (const std::string& body : {std::string("plain text"), std::string(100, '\0'),
                                    "\x1f" + std::string("no gzip at all")})
        EXPECT_EQ(read(body).outcome, Outcome::corrupt);
    std::string damaged = gzip("a text that is damaged");
    damaged[damaged.size() - 6] ^= 1;  // in its checksum
    EXPECT_EQ(read(damaged).outcome, Outcome::corrupt);
}

TEST(GzipReader, MakesNoMoreThanItMay) {
    const std::string body = gzip(std::string(100'000, '0'));
    EXPECT_EQ(read(body, 7, 100'000).text.size(), 100'000u);
    const Reading reading = read(body, 7, 99'999);
    EXPECT_EQ(reading.outcome, Outcome::too_large);
    EXPECT_LE(reading.text.size(), 99'999u);
    EXPECT_EQ(read(gzip("ab") + gzip("c"), 7, 2).outcome, Outcome::too_large);
}

RC_GTEST_PROP(GzipReader, GivesBackWhatWasCompressed, (const std::vector<std::string>& texts)) {
    std::string body;
    std::string whole;
    for (const std::string& text : texts) {
        body += gzip(text);
        whole += text;
    }
    const Reading reading = read(body, *rc::gen::inRange<std::size_t>(1, 100));
    RC_ASSERT(reading.outcome == Outcome::taken);
    RC_ASSERT(reading.text == whole && reading.is_whole);
}

}  // namespace
}  // namespace scan
