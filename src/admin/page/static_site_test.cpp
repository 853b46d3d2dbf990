#include "admin/page/static_site.h"

#include <gtest/gtest.h>

#include <array>

#include "admin/http/request_target.h"

namespace scan {
namespace {

// `printf 'hello\n' | gzip -9n`
constexpr char kHello[] =
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xcb\x48\xcd\xc9\xc9\xe7\x02\x00\x20\x30\x3a\x36\x06"
    "\x00\x00\x00";

class StaticFiles : public ::testing::Test {
protected:
    StaticFiles() { add_static_site(router_, files_); }

    AdminReply get(std::string_view target,
                   std::vector<std::pair<std::string, std::string>> headers = {}) {
        AdminRequest request{.target = std::string(target),
                             .path = parse_target(target)->path,
                             .headers = std::move(headers)};
        const auto found = router_.find(request);
        if (const auto* refused = std::get_if<AdminReply>(&found)) return *refused;
        return std::get<const Route*>(found)->handler(request);
    }

    std::string_view gzip_{kHello, sizeof kHello - 1};
    std::array<StaticFile, 2> files_{
        StaticFile{"/index.html", "text/html; charset=utf-8", gzip_, "\"a1\""},
        StaticFile{"/assets/page.js", "text/javascript", gzip_, "\"b2\""}};
    Router router_;
};

TEST_F(StaticFiles, AreSentPackedOrUnpacked) {
    const AdminReply packed = get("/", {{"accept-encoding", "gzip, br"}});
    EXPECT_EQ(packed.content_type, "text/html; charset=utf-8");
    EXPECT_EQ(packed.body, gzip_);
    EXPECT_EQ(get("/index.html").body, "hello\n");
    EXPECT_EQ(get("/assets/page.js").content_type, "text/javascript");
    EXPECT_EQ(get("/assets/other.js").status, 404);
}

TEST_F(StaticFiles, AreNotSentToWhoHasThem) {
    const AdminReply same = get("/", {{"if-none-match", "W/\"x\", \"a1\""}});
    EXPECT_EQ(same.status, 304);
    EXPECT_TRUE(same.body.empty());
    EXPECT_EQ(get("/", {{"if-none-match", "\"b2\""}}).status, 200);
}

}  // namespace
}  // namespace scan
