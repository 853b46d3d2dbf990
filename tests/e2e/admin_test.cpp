#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <csignal>
#include <cstring>

#include "tests/e2e/end_to_end.h"
#include "tests/e2e/engines.h"
#include "tests/e2e/http_ask.h"
#include "tests/e2e/mute_server.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

// Health is told from memory. The bound is that of the contract, with room for a machine that is starved.
constexpr Milliseconds kAtOnce{1'000};

// What stands behind `mark` in the log, up to the line's end: the address of a listener.
std::string address_after(const Process& worker, std::string_view mark) {
    const std::string log = worker.errors();
    const std::size_t at = log.find(mark);
    if (at == log.npos) return "";
    const std::size_t begin = at + mark.size();
    return log.substr(begin, log.find('\n', begin) - begin);
}

// A worker that answers at a free port.
class AdminServerOfAWorker : public EndToEnd {
protected:
    Arguments flags(const Settings& changes = {}) const {
        Settings settings{{"admin-listen", "127.0.0.1:0"}};
        for (const auto& [name, value] : changes) settings[name] = value;
        return Arguments{"run"} + worker_flags(server_.url(), settings);
    }
    std::string admin_url(Process& worker) const { return url_behind(worker, "page and API at "); }
    std::string metrics_url(Process& worker) const {
        return url_behind(worker, "health and metrics at ");
    }
    static bool comes(Process& worker, const std::string& url, long status) {
        return worker.wait_for([&] { return http_ask(url).status == status; }, kPatience);
    }

    FeedServerProcess server_{folder_.path(), {"--parcels", "10", "--events", "20"}};

private:
    static std::string url_behind(Process& worker, std::string_view mark) {
        EXPECT_TRUE(
            worker.wait_for([&] { return !address_after(worker, mark).empty(); }, kPatience))
            << worker.errors();
        return address_after(worker, mark);
    }
};

TEST_F(AdminServerOfAWorker, TellsHealthAndMetrics) {
    Process worker(launch(flags()));
    const std::string url = admin_url(worker);
    EXPECT_TRUE(comes(worker, url + "/readyz", 200)) << http_ask(url + "/readyz").body;
    EXPECT_EQ(http_ask(url + "/livez").body, "ok\n");
    EXPECT_TRUE(http_ask(url + "/readyz?verbose")
                    .body.starts_with("[+] stages: all are on their way\n[+] store: answered "));
    EXPECT_TRUE(worker.wait_for(
        [&] {
            const std::string text = http_ask(url + "/metrics").body;
            return text.find("\nscan_events_applied_total 20\n") != text.npos &&
                   text.find("\nscan_queue_messages{state=\"visible\"} 0\n") != text.npos;
        },
        kPatience))
        << http_ask(url + "/metrics").body;
    const std::string metrics = http_ask(url + "/metrics").body;
    for (const std::string_view line :
         {"\nscan_lease_held 1\n", "\nscan_lease_epoch 1\n",
          "scan_feed_requests_total{outcome=\"ok\"} ", "\nscan_store_apply_seconds_count ",
          "\nscan_queue_send_seconds_count ",
          "\nscan_build_info{version=", "\nprocess_resident_memory_bytes "})
        EXPECT_NE(metrics.find(line), metrics.npos) << line;
    EXPECT_EQ(http_ask(url + "/livez", {"Host: evil.example"}).status, 421);
    EXPECT_EQ(http_ask(url + "/nothing").status, 404);
    worker.signal(SIGTERM);
    EXPECT_EQ(worker.wait(kPatience), 0) << worker.errors();
}

TEST_F(AdminServerOfAWorker, TellsTheStatusOfTheWorkAsTheCommandDoes) {
    Process worker(launch(flags()));
    const std::string url = admin_url(worker);
    EXPECT_TRUE(worker.wait_for(
        [&] {
            return http_ask(url + "/api/v1/status").body.find("\"state\":\"up_to_date\"") !=
                   std::string::npos;
        },
        kPatience))
        << http_ask(url + "/api/v1/status").body;
    EXPECT_NE(http_ask(url + "/api/v1/workers").body.find("\"admin_address\":\"" + url + "\""),
              std::string::npos)
        << http_ask(url + "/api/v1/workers").body;
    EXPECT_NE(http_ask(url + "/metrics").body.find("\nscan_lag_seconds 0\n"), std::string::npos);
    // A stream has no end; what came until curl gave up is enough.
    const std::string stream = http_ask(url + "/api/v1/stream").body;
    EXPECT_TRUE(stream.starts_with("event: status\ndata: {\"state\":")) << stream.substr(0, 200);
    EXPECT_EQ(http_ask(url + "/api/v1/parcels/x").status, 400);
    EXPECT_EQ(http_ask(url + "/api/v1/parcels/9007199254740993").status, 404);
}

TEST_F(AdminServerOfAWorker, ServesThreePathsAndNothingElseToScrapers) {
    Process worker(
        launch(flags({{"admin-token", "opensesame"}, {"metrics-listen", "127.0.0.1:0"}})));
    const std::string admin = admin_url(worker);
    const std::string metrics = metrics_url(worker);
    for (const char* path : {"/livez", "/readyz", "/metrics"})
        EXPECT_TRUE(comes(worker, metrics + path, 200)) << path;
    EXPECT_EQ(http_ask(metrics + "/metrics", {"Host: any.example"}).status, 200);
    for (const char* path : {"/", "/api/v1/status", "/metrics/"})
        EXPECT_EQ(http_ask(metrics + path).status, 404) << path;
    EXPECT_EQ(http_ask(admin + "/metrics").status, 401);
    EXPECT_EQ(http_ask(admin + "/metrics", {"Authorization: Bearer opensesame"}).status, 200);
    EXPECT_EQ(http_ask(admin + "/livez").status, 200);
}

TEST_F(AdminServerOfAWorker, ReadsItsTokensAnewWhenTheirFileChanges) {
    const std::filesystem::path file = folder_.path() / "tokens";
    write_file(file, "viewer read first-token\n");
    Process worker(launch(flags({{"admin-tokens-file", file.string()}})));
    const std::string url = admin_url(worker) + "/metrics";
    const auto status = [&](const std::string& token) {
        return http_ask(url, {"Authorization: Bearer " + token}).status;
    };
    EXPECT_EQ(status("first-token"), 200);
    EXPECT_EQ(status("second-token"), 401);
    write_file(file, "viewer read second-token\n");
    EXPECT_TRUE(worker.wait_for([&] { return status("second-token") == 200; }, kPatience));
    EXPECT_EQ(status("first-token"), 401);
    write_file(file, "viewer\n");
    EXPECT_TRUE(
        worker.wait_for([&] { return worker.has_logged("cannot be read anew"); }, kPatience));
    EXPECT_EQ(status("second-token"), 200);
}

TEST_F(AdminServerOfAWorker, AnswersAtOnceWhileStoreAndQueueAreBlackHoles) {
    MuteServer store;
    MuteServer queue;
    store.keep_connections();
    queue.keep_connections();
    const std::string store_port = store.origin().substr(store.origin().rfind(':') + 1);
    Process worker(launch(
        flags({{"store-url", "postgres://u:p@127.0.0.1:" + store_port + "/scans?sslmode=disable"},
               {"store-timeout", "2s"},
               {"queue-url", queue.origin() + "/1/events"},
               {"shutdown-grace", "1s"}}),
        {"AWS_ACCESS_KEY_ID=key", "AWS_SECRET_ACCESS_KEY=secret"}));
    const std::string url = admin_url(worker);
    ASSERT_TRUE(worker.wait_for(
        [&] { return store.connections_kept() > 0 && queue.connections_kept() > 0; }, kPatience));
    for (int i = 0; i < 20; ++i) {
        const HttpTold live = http_ask(url + "/livez");
        EXPECT_EQ(live.status, 200) << live.body;
        EXPECT_LT(live.took, kAtOnce);
        const HttpTold ready = http_ask(url + "/readyz");
        EXPECT_EQ(ready.status, 503);
        EXPECT_EQ(ready.body, "[-] store: has not answered yet\n[-] queue: has not answered yet\n");
        EXPECT_LT(ready.took, kAtOnce);
    }
    worker.signal(SIGTERM);
    EXPECT_TRUE(worker.wait(kPatience)) << worker.errors();
}

TEST_F(AdminServerOfAWorker, DoesNotStartWhereAPortThatWasSetIsTaken) {
    MuteServer other;
    const std::string address = other.origin().substr(std::strlen("http://"));
    for (const char* flag : {"admin-listen", "metrics-listen"}) {
        const Finished refused = run(flags({{flag, address}}));
        EXPECT_EQ(refused.code, 2) << refused.errors;
        EXPECT_NE(refused.errors.find("cannot listen at " + address + ": Address already in use"),
                  std::string::npos)
            << refused.errors;
    }
}

TEST_F(AdminServerOfAWorker, IsAskedByTheHealthCommand) {
    const std::string socket = "unix:" + (folder_.path() / "admin.sock").string();
    Process worker(launch(flags({{"admin-listen", socket}})));
    admin_url(worker);
    EXPECT_EQ(run({"health", "--admin-listen", socket}).code, 0);
    EXPECT_TRUE(worker.wait_for(
        [&] { return run({"health", "--ready", "--url", socket}).code == 0; }, kPatience));
    worker.signal(SIGTERM);
    EXPECT_EQ(worker.wait(kPatience), 0);
    const Finished gone = run({"health", "--url", socket});
    EXPECT_EQ(gone.code, 1);
    EXPECT_NE(gone.errors.find("no answer at " + socket), std::string::npos) << gone.errors;
    EXPECT_EQ(run({"health"}).code, 2);
}

TEST_F(AdminServerOfAWorker, TellsTheServiceManager) {
    const std::string path = (folder_.path() / "notify").string();
    const int notices = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    sockaddr_un where{};
    where.sun_family = AF_UNIX;
    std::memcpy(where.sun_path, path.c_str(), path.size() + 1);
    ASSERT_EQ(::bind(notices, reinterpret_cast<const sockaddr*>(&where), sizeof where), 0);
    std::string heard;
    const auto hears = [&](std::string_view text) {
        char notice[512];
        const ssize_t size = ::recv(notices, notice, sizeof notice, MSG_DONTWAIT);
        if (size > 0) heard += std::string(notice, static_cast<std::size_t>(size)) + "\n";
        return heard.find(text) != std::string::npos;
    };
    Process worker(launch(flags({{"admin-listen", "off"}}),
                          {"NOTIFY_SOCKET=" + path, "WATCHDOG_USEC=1000000"}));
    for (const std::string_view text : {"READY=1\n", "STATUS=ready\n", "WATCHDOG=1\n"})
        EXPECT_TRUE(worker.wait_for([&] { return hears(text); }, kPatience)) << text << heard;
    worker.signal(SIGTERM);
    EXPECT_EQ(worker.wait(kPatience), 0);
    for (int i = 0; i < 100; ++i) hears("");
    EXPECT_TRUE(hears("STOPPING=1\n")) << heard;
    ::close(notices);
}

TEST_F(AdminServerOfAWorker, ReadsTheLevelOfTheLogAnewAtSighup) {
    const std::filesystem::path file = folder_.path() / "worker.toml";
    write_file(file, "[log]\nlevel = \"info\"\n");
    Process worker(launch(flags() + Arguments{"--config", file.string()}));
    admin_url(worker);
    write_file(file, "[log]\nlevel = \"debug\"\n");
    worker.signal(SIGHUP);
    EXPECT_TRUE(worker.wait_for([&] { return worker.has_logged("log.level was read anew: debug"); },
                                kPatience))
        << worker.errors();
}

// A worker whose queue and store are a PostgreSQL database that goes away and comes back.
class ReadinessOnPostgres : public AdminServerOfAWorker {
protected:
    PostgresCluster cluster_;
};

TEST_F(ReadinessOnPostgres, GoesAndComesWithTheServer) {
    PostgresEngines engines(cluster_.folder(), 3);
    Process worker(launch(flags(engines.settings()), engines.environment()));
    const std::string url = admin_url(worker);
    EXPECT_TRUE(comes(worker, url + "/readyz", 200)) << http_ask(url + "/readyz").body;
    cluster_.stop();
    EXPECT_TRUE(comes(worker, url + "/readyz", 503));
    EXPECT_EQ(http_ask(url + "/livez").status, 200);
    cluster_.start();
    EXPECT_TRUE(comes(worker, url + "/readyz", 200)) << http_ask(url + "/readyz").body;
}

}  // namespace
}  // namespace scan
