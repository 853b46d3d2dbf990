#include "pipeline/event_page/compressed_body.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <zstd.h>

#include "base/base64.h"
#include "base/json_text.h"
#include "pipeline/event_page/event_page_decoder.h"
#include "pipeline/testing/page_text.h"

namespace scan {
namespace {

std::string frame_of(std::string_view text) {
    std::string frame(ZSTD_compressBound(text.size()), '\0');
    frame.resize(ZSTD_compress(frame.data(), frame.size(), text.data(), text.size(), 1));
    return frame;
}

std::string body_of(std::string_view frame) {
    return "zstd:" + base64(frame);
}

std::string fault_of(std::string_view body) {
    const auto page = EventPageDecoder().decode(body);
    return page ? "none" : page.error().message;
}

TEST(CompressedBody, ComesBackByteForByteAndIsSmaller) {
    BodyCompressor compressor;
    BodyExpander expander;
    std::string page;
    for (int id = 1; id <= 500; ++id) page += event_text(id);
    for (const std::string& text : {std::string(), std::string("{}"), page}) {
        const std::string body = compressor.compress(text);
        ASSERT_TRUE(is_compressed(body));
        const auto back = expander.expand(body);
        ASSERT_TRUE(back) << back.error().message;
        EXPECT_EQ(*back, text);
    }
    EXPECT_LT(4 * compressor.compress(page).size(), page.size());
}

TEST(CompressedBody, IsTextThatEveryQueueCarries) {
    const std::string body = BodyCompressor().compress(page_text({event_text(1)}));
    EXPECT_EQ(body.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                     "0123456789+/=:"),
              body.npos)
        << body;
}

TEST(CompressedBody, IsAPageWhereverAPageIsRead) {
    EventPageDecoder decoder;
    const std::string text = page_text({event_text(1), event_text(2, ",oops"), event_text(3)});
    const std::string body = BodyCompressor().compress(text);
    for (const std::string& form :
         {body, "\xEF\xBB\xBF " + body + "\n",
          fmt::format(R"({{"TopicArn":"arn:aws:sns:x","Message":{}}})", json_quote(body))}) {
        const auto page = decoder.decode(form);
        ASSERT_TRUE(page) << page.error().message;
        ASSERT_EQ(page->events().size(), 3u);
        EXPECT_TRUE(page->events()[0].event);
        EXPECT_FALSE(page->events()[1].event) << "a malformed event costs only itself";
        EXPECT_EQ(page->events()[2].text, event_text(3));
    }
}

TEST(CompressedBody, HoldsAPageAndNoFurtherForm) {
    BodyCompressor compressor;
    const std::string body = compressor.compress(page_text({event_text(1)}));
    EXPECT_EQ(fault_of(compressor.compress(body)),
              "not a page of scan events: it is compressed twice");
    EXPECT_EQ(fault_of(compressor.compress(R"({"TopicArn":"t","Message":"[]"})")),
              "not a page of scan events: a notification inside another form");
}

TEST(CompressedBody, ThatIsNotWhatTheMarkSaysIsRefused) {
    EXPECT_EQ(fault_of("zstd:"), "not a compressed page: it is no zstd frame");
    EXPECT_EQ(fault_of("zstd:not base64"), "not a compressed page: it is no base64");
    EXPECT_EQ(fault_of("zstd:bm8gZnJhbWU="), "not a compressed page: it is no zstd frame");
    const std::string frame = frame_of(page_text({event_text(1)}));
    for (std::size_t length = 0; length < frame.size(); ++length)
        EXPECT_NE(fault_of(body_of(std::string_view(frame).substr(0, length))), "none") << length;
    EXPECT_EQ(fault_of(body_of(frame)), "none");
}

TEST(CompressedBody, ChangedOnItsWayIsRefused) {
    const std::string body = BodyCompressor().compress(page_text({event_text(1), event_text(2)}));
    const std::string frame = from_base64(body.substr(5)).value();
    for (std::size_t i = 0; i < frame.size(); ++i) {
        std::string changed = frame;
        changed[i] = static_cast<char>(changed[i] ^ 0x10);
        const auto page = EventPageDecoder().decode(body_of(changed));
        // A bit of the header that nobody uses.
        EXPECT_TRUE(!page || page->events().size() == 2) << i;
    }
}

TEST(CompressedBody, BeyondItsBoundIsRefusedByItsClaim) {
    const std::string text(kExpandedBytesMax + 1, ' ');
    EXPECT_EQ(fault_of(body_of(frame_of(text))),
              "not a compressed page: it says that it holds 16777217 bytes, more than 16777216");
    EXPECT_EQ(fault_of(body_of(frame_of(text.substr(1)))), "none") << "blanks are no events";
}

TEST(CompressedBody, ThatHoldsMoreThanItSaysIsRefused) {
    // A second frame behind the first: together they are more than the first one says.
    const std::string honest = frame_of("[]");
    const std::string bomb = honest + frame_of(std::string(64 * 1024 * 1024, ' '));
    EXPECT_TRUE(fault_of(body_of(bomb)).starts_with("not a compressed page: "))
        << fault_of(body_of(bomb));
}

TEST(CompressedBody, ThatDoesNotSayHowMuchItHoldsIsRefused) {
    std::string frame(1000, '\0');
    ZSTD_CCtx* const context = ZSTD_createCCtx();
    ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0);
    frame.resize(ZSTD_compress2(context, frame.data(), frame.size(), "[]", 2));
    ZSTD_freeCCtx(context);
    EXPECT_EQ(fault_of(body_of(frame)), "not a compressed page: it does not say how long it is");
}

TEST(CompressedBody, PeopleSeeThePage) {
    const std::string page = page_text({event_text(1)});
    EXPECT_EQ(legible_body(BodyCompressor().compress(page)), page);
    EXPECT_EQ(legible_body(page), page);
    EXPECT_EQ(legible_body("zstd:?"), "zstd:?");
}

}  // namespace
}  // namespace scan
