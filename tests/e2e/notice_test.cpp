#include <gtest/gtest.h>

#include <csignal>

#include "adapters/http/testing/http_server.h"
#include "base/mutex.h"
#include "tests/e2e/end_to_end.h"

namespace scan {
namespace {

// What others are told by a worker whose feed refuses its token until that is renewed.
class Notice : public EndToEnd {
protected:
    Process::Launch worker(const Settings& changes) const {
        Settings settings{{"status-grace", "1s"},
                          {"feed-auth", "bearer"},
                          {"feed-token-file", (folder_ / "token").string()},
                          {"admin-listen", "off"}};
        for (const auto& [name, value] : changes) settings[name] = value;
        return launch(Arguments{"run"} + worker_flags(server_.url(), settings));
    }
    void SetUp() override { write_file(folder_ / "token", "wrong"); }

    FeedServerProcess server_{folder_.path(),
                              {"--parcels", "10", "--events", "20", "--bearer-token", "right"}};
};

TEST_F(Notice, RunsAProgramWithTheStatusWhenTheStateIsBad) {
    Process process(worker({{"notify-command", "sh -c \"cat >> told\""}}));
    ASSERT_TRUE(
        process.wait_for([&] { return process.has_logged("was told that the state"); }, kPatience))
        << process.errors();
    const std::string told = read_file(folder_ / "told");
    EXPECT_TRUE(told.starts_with("{\"former_state\":\"up_to_date\",\"since_utc\":\"")) << told;
    EXPECT_NE(told.find("\"state\":\"failing\""), told.npos) << told;
    EXPECT_NE(told.find("\"id\":\"feed-denied\""), told.npos) << told;
    process.signal(SIGTERM);
    EXPECT_EQ(process.wait(kPatience), 0) << process.errors();
    // After a restart with what was wrong mended, its end is told.
    write_file(folder_ / "token", "right");
    Process next(worker({{"notify-command", "sh -c \"cat >> told\""}}));
    EXPECT_TRUE(next.wait_for(
        [&] {
            return read_file(folder_ / "told").find("{\"former_state\":\"failing\",") != told.npos;
        },
        kPatience))
        << next.errors();
}

TEST_F(Notice, PostsItToAUrlWithTheTokenOfAFile) {
    Mutex mutex;
    std::vector<std::string> authorizations;
    std::vector<std::string> bodies;
    HttpServer hook([&](httplib::Server& server) {
        server.Post("/hook", [&](const httplib::Request& request, httplib::Response&) {
            const MutexLock lock(mutex);
            authorizations.push_back(request.get_header_value("Authorization"));
            bodies.push_back(request.body);
        });
    });
    write_file(folder_ / "hook-token", "s3cret");
    Process process(worker({{"notify-url", hook.url() + "/hook"},
                            {"notify-token-file", (folder_ / "hook-token").string()}}));
    ASSERT_TRUE(
        process.wait_for([&] { return process.has_logged("was told that the state"); }, kPatience))
        << process.errors();
    const MutexLock lock(mutex);
    ASSERT_EQ(bodies.size(), 1u);
    EXPECT_EQ(authorizations[0], "Bearer s3cret");
    EXPECT_NE(bodies[0].find("\"state\":\"failing\""), std::string::npos) << bodies[0];
    EXPECT_EQ(process.errors().find("s3cret"), std::string::npos);
}

TEST_F(Notice, OneThatCannotBeToldCostsAWarningAndACounter) {
    Process process(worker(
        {{"notify-url", "http://127.0.0.1:9/hook/s3cret"}, {"notify-command", "/nowhere/at/all"}}));
    for (const char* line : {"notify.url could not be told", "notify.command could not be told"})
        EXPECT_TRUE(process.wait_for([&] { return process.has_logged(line); }, kPatience))
            << process.errors();
    EXPECT_EQ(process.errors().find("s3cret"), std::string::npos) << process.errors();
}

}  // namespace
}  // namespace scan
