#include "admin/access/access.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "admin/access/session_route.h"
#include "admin/access/sites.h"

namespace scan {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

AdminRequest head_of(Headers headers, Method method = Method::get) {
    return {.method = method, .target = "/", .headers = std::move(headers)};
}

ListenAddress at(std::string_view text) {
    return *parse_listen_address(text);
}

// A file that ends with the test.
class TextFile final {
public:
    explicit TextFile(std::string_view text)
        : path_(::testing::TempDir() + "scan-tokens-" + std::to_string(::getpid())) {
        write(text);
    }
    ~TextFile() { std::filesystem::remove(path_); }
    TextFile(const TextFile&) = delete;
    TextFile& operator=(const TextFile&) = delete;

    void write(std::string_view text) const { std::ofstream(path_) << text; }
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

// 0: nothing refuses.
int status(const std::optional<AdminReply>& refused) {
    return refused ? refused->status : 0;
}

TEST(HostNames, AreThoseOfTheLoopbackTheListenerAndTheOperator) {
    const HostNames names(at("10.1.2.3:8080"), {"Scans.Example"});
    for (const char* ours : {"localhost", "localhost:8080", "127.0.0.1:9", "[::1]:8080", "10.1.2.3",
                             "scans.example:443", "SCANS.EXAMPLE"})
        EXPECT_TRUE(names.has(ours)) << ours;
    for (const char* other : {"", "evil.example", "10.1.2.4", "localhost.evil.example",
                              "localhost:80@evil", "[::1", "[::1]x", ":80", "scans.example.evil"})
        EXPECT_FALSE(names.has(other)) << other;
}

TEST(HostNames, OfAListenerOnEveryAddressAreAllAddressesAndNoOtherName) {
    const HostNames names(at("0.0.0.0:8080"), {});
    EXPECT_TRUE(names.has("10.1.2.3:8080"));
    EXPECT_TRUE(names.has("[fd00::1]:8080"));
    EXPECT_FALSE(names.has("evil.example"));
}

TEST(Access, RefusesAnotherHost) {
    const TokenBook none({}, "");
    const Access access(at("127.0.0.1:8080"), {}, none);
    EXPECT_EQ(status(access.refuse_host(head_of({{"host", "127.0.0.1:8080"}}))), 0);
    EXPECT_EQ(status(access.refuse_host(head_of({{"host", "evil.example"}}))), 421);
    EXPECT_EQ(status(access.refuse_host(head_of({}))), 421);
}

TEST(Access, WithoutATokenIsReadOnly) {
    const TokenBook none({}, "");
    const Access access(at("127.0.0.1:8080"), {}, none);
    AdminRequest read = head_of({});
    EXPECT_EQ(status(access.refuse(read, Permission::read)), 0);
    EXPECT_EQ(status(access.refuse(read, Permission::health)), 0);
    AdminRequest act = head_of({{"content-type", "application/json"}}, Method::post);
    EXPECT_EQ(status(access.refuse(act, Permission::act)), 403);
}

TEST(Access, WithATokenAsksForItOnLoopbackToo) {
    TokenBook tokens(Secret::of_text("opensesame"), "");
    ASSERT_TRUE(tokens.reload());
    const Access access(at("127.0.0.1:8080"), {}, tokens);
    struct Case {
        const char* authorization;
        int status;
    };
    for (const Case& each : {Case{"Bearer opensesame", 0}, Case{"bearer  opensesame", 0},
                             Case{"Bearer opensesam", 401}, Case{"Bearer opensesame2", 401},
                             Case{"Bearer ", 401}, Case{"opensesame", 401}, Case{"Basic x", 401}}) {
        AdminRequest request = head_of({{"authorization", each.authorization}});
        EXPECT_EQ(status(access.refuse(request, Permission::read)), each.status)
            << each.authorization;
        EXPECT_EQ(request.who, each.status == 0 ? "admin" : "");
    }
    AdminRequest bare = head_of({});
    const auto refused = access.refuse(bare, Permission::read);
    ASSERT_EQ(status(refused), 401);
    EXPECT_EQ(refused->headers.front().first, "WWW-Authenticate");
    EXPECT_EQ(status(access.refuse(bare, Permission::none)), 0);
    EXPECT_EQ(status(access.refuse(bare, Permission::health)), 0);
    const Access elsewhere(at("0.0.0.0:8080"), {}, tokens);
    EXPECT_EQ(status(elsewhere.refuse(bare, Permission::health)), 401);
}

TEST(Access, LetsATokenThatReadsOnlyRead) {
    const TextFile file("# names\n\nviewer read look-only-token\n oncall  act\tmay-act-token\r\n");
    TokenBook tokens({}, file.path());
    ASSERT_TRUE(tokens.reload());
    const Access access(at("127.0.0.1:8080"), {}, tokens);
    const auto asked = [&](const char* token, Permission needed) {
        AdminRequest request = head_of({{"authorization", std::string("Bearer ") + token},
                                        {"content-type", "application/json; charset=utf-8"}},
                                       Method::post);
        return std::pair(status(access.refuse(request, needed)), request.who);
    };
    EXPECT_EQ(asked("look-only-token", Permission::read), std::pair(0, std::string("viewer")));
    EXPECT_EQ(asked("look-only-token", Permission::act).first, 403);
    EXPECT_EQ(asked("may-act-token", Permission::act), std::pair(0, std::string("oncall")));
    EXPECT_EQ(asked("viewer", Permission::read).first, 401);
}

TEST(Access, RefusesActionsThatABrowserSendsForAnotherPage) {
    TokenBook tokens(Secret::of_text("t"), "");
    ASSERT_TRUE(tokens.reload());
    const Access access(at("127.0.0.1:8080"), {"scans.example"}, tokens);
    struct Case {
        Headers headers;
        int status;
    };
    const std::pair<std::string, std::string> json{"content-type", "application/json"};
    for (const Case& each : {
             Case{{json}, 0},
             Case{{json, {"origin", "http://127.0.0.1:8080"}, {"sec-fetch-site", "same-origin"}},
                  0},
             Case{{json, {"origin", "https://scans.example"}}, 0},
             Case{{json, {"origin", "https://evil.example"}}, 403},
             Case{{json, {"origin", "null"}}, 403},
             Case{{json, {"sec-fetch-site", "cross-site"}}, 403},
             Case{{json, {"sec-fetch-site", "same-site"}}, 403},
             Case{{}, 415},
             Case{{{"content-type", "text/plain"}}, 415},
             Case{{{"content-type", "application/jsonx"}}, 415},
             Case{{{"content-type", "application/x-www-form-urlencoded"}}, 415},
         }) {
        AdminRequest request = head_of(each.headers, Method::post);
        request.headers.emplace_back("authorization", "Bearer t");
        EXPECT_EQ(status(access.refuse(request, Permission::act)), each.status)
            << (each.headers.empty() ? "" : each.headers.back().second);
    }
}

TEST(TokenBook, IsReadAnewAndKeepsWhatItHasWhileTheFileIsWrong) {
    const TextFile file("viewer read old\n");
    TokenBook tokens({}, file.path());
    ASSERT_TRUE(tokens.reload());
    file.write("viewer read\n");
    const auto wrong = tokens.reload();
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().message,
              file.path() + ":1: not a line `name read token` or `name act token`");
    EXPECT_TRUE(tokens.find("old"));
    file.write("viewer read new\n");
    ASSERT_TRUE(tokens.reload());
    EXPECT_FALSE(tokens.find("old"));
    EXPECT_EQ(tokens.find("new"), (TokenGrant{"viewer", TokenRight::read}));
    file.write("a read x\na act y\n");
    EXPECT_FALSE(tokens.reload());
}

TEST(Session, SaysWhoAsksAndWhatItMayDo) {
    const TextFile file("desk read r\nops act a\n");
    TokenBook tokens({}, file.path());
    ASSERT_TRUE(tokens.reload());
    const TokenBook none({}, "");
    const auto session = [](const TokenBook& book, Headers headers) {
        const Access access(at("127.0.0.1:8080"), {}, book);
        Router router;
        add_session_route(router, access);
        AdminRequest request = head_of(std::move(headers));
        return router.routes().front().handler(request).body;
    };
    EXPECT_EQ(session(tokens, {{"authorization", "Bearer a"}}), R"({"name":"ops","may":"act"})");
    EXPECT_EQ(session(tokens, {{"authorization", "Bearer r"}}), R"({"name":"desk","may":"read"})");
    EXPECT_EQ(session(none, {}), R"({"name":null,"may":"read"})");
}

TEST(AdminSite, AsksForHostThenRouteThenToken) {
    Router router;
    router.add({.pattern = "/api", .handler = [](const AdminRequest&) { return AdminReply{}; }});
    TokenBook tokens(Secret::of_text("t"), "");
    ASSERT_TRUE(tokens.reload());
    const Access access(at("127.0.0.1:8080"), {}, tokens);
    AdminSite site(router, access);
    const auto ask = [&](std::string path, Headers headers) {
        AdminRequest request = head_of(std::move(headers));
        request.path = {std::move(path)};
        const auto admitted = site.admit(request);
        const auto* const reply = std::get_if<AdminReply>(&admitted);
        return reply == nullptr ? 0 : reply->status;
    };
    const std::pair<std::string, std::string> host{"host", "localhost"};
    EXPECT_EQ(ask("api", {{"host", "evil"}, {"authorization", "Bearer t"}}), 421);
    EXPECT_EQ(ask("other", {host}), 404);
    EXPECT_EQ(ask("api", {host}), 401);
    EXPECT_EQ(ask("api", {host, {"authorization", "Bearer t"}}), 0);
    MetricsSite open(router);
    AdminRequest request = head_of({{"host", "evil"}});
    request.path = {"api"};
    EXPECT_TRUE(std::holds_alternative<const Route*>(open.admit(request)));
}

}  // namespace
}  // namespace scan
