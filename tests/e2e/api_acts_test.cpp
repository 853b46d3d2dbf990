#include <gtest/gtest.h>
#include <simdjson.h>

#include <csignal>

#include "admin/api/testing/api_description.h"
#include "tests/e2e/end_to_end.h"
#include "tests/e2e/http_ask.h"

namespace scan {
namespace {

// What a person does about a running worker's store and queue, over HTTP.
class ApiActs : public EndToEnd {
protected:
    void SetUp() override {
        ASSERT_EQ(run({"migrate"}).code, 0);
        write_file(folder_ / "tokens", "ops act act-token\nviewer read read-token\n");
    }
    // Where the worker answers.
    std::string url_of(Process& worker) const {
        constexpr std::string_view kMark = "page and API at ";
        EXPECT_TRUE(
            worker.wait_for([&] { return worker.has_logged(std::string(kMark)); }, kPatience))
            << worker.errors();
        const std::string log = worker.errors();
        const std::size_t begin = log.find(kMark) + kMark.size();
        return log.substr(begin, log.find('\n', begin) - begin) + "/api/v1";
    }
    HttpTold get(const std::string& url) {
        return described("GET", url, http_ask(url, {"Authorization: Bearer read-token"}));
    }
    HttpTold post(const std::string& url, const std::string& body,
                  const std::string& token = "act-token") {
        return described(
            "POST", url,
            http_ask(url, {"Authorization: Bearer " + token, "Content-Type: application/json"},
                     &body));
    }

    FeedServerProcess server_{folder_.path(), {"--parcels", "10", "--events", "20"}};
    simdjson::dom::parser parser_;

private:
    // Sees that the answer is as the worker's own description says.
    HttpTold described(std::string_view method, const std::string& url, HttpTold told) {
        const std::size_t path = url.find("/api/v1");
        if (!description_) {
            description_.emplace(http_ask(url.substr(0, path) + "/api/v1/openapi.json",
                                          {"Authorization: Bearer read-token"})
                                     .body);
        }
        EXPECT_EQ(description_->faults({.method = method,
                                        .target = std::string_view(url).substr(path),
                                        .status = static_cast<int>(told.status),
                                        .content_type = told.content_type,
                                        .body = told.body}),
                  "")
            << method << ' ' << url << ": " << told.status << ' ' << told.body;
        return told;
    }

    std::optional<ApiDescription> description_;
};

TEST_F(ApiActs, AFailedEventIsRetriedAndTheAuditSaysByWhomAndWhy) {
    store().execute(
        "INSERT INTO failed_event (id, event_id, parcel_id, reason, detail, body, body_hash, "
        "occurrences, failed_at_utc, last_failed_at_utc) VALUES (1, NULL, NULL, 'bad timestamp', "
        R"('the month is 13', '{"EventId":7,"ParcelId":7,"Type":"PICKUP",)"
        R"("CreatedDateTimeUtc":"2026-01-01T00:00:00Z","StatusCode":"","User":{"RunId":"1"}}', )"
        "'hash', 1, '2026-01-01T00:00:00.0000000Z', '2026-01-01T00:00:00.0000000Z')");
    Process worker(launch(
        Arguments{"run"} +
        worker_flags(server_.url(), {{"admin-listen", "127.0.0.1:0"},
                                     {"admin-tokens-file", (folder_ / "tokens").string()}})));
    const std::string api = url_of(worker);
    ASSERT_EQ(get(api + "/failed-events").status, 200) << get(api + "/failed-events").body;

    const std::string all = R"({"all":true,"reason":"the rules were mended"})";
    EXPECT_EQ(post(api + "/failed-events/retry", all, "wrong").status, 401);
    EXPECT_EQ(post(api + "/failed-events/retry", all, "read-token").status, 403);
    const HttpTold no_reason = post(api + "/failed-events/retry", R"({"all":true})");
    EXPECT_EQ(no_reason.status, 400);
    EXPECT_NE(no_reason.body.find(R"("culprit":"reason")"), std::string::npos) << no_reason.body;
    EXPECT_EQ(get(api + "/audit").body, R"({"audit":[],"page_token":null})");

    const HttpTold dry = post(api + "/failed-events/retry", R"({"all":true,"dry_run":true})");
    EXPECT_NE(dry.body.find(R"("would_apply":1)"), std::string::npos) << dry.body;
    const HttpTold done = post(api + "/failed-events/retry", all);
    EXPECT_EQ(done.status, 200);
    EXPECT_NE(done.body.find(R"("queued":1)"), std::string::npos) << done.body;
    EXPECT_TRUE(worker.wait_for(
        [&] {
            return get(api + "/failed-events/1").body.find(R"("state":"resolved")") !=
                   std::string::npos;
        },
        kPatience))
        << get(api + "/failed-events/1").body;
    EXPECT_EQ(get(api + "/parcels/7").status, 200);

    const std::string audit = get(api + "/audit").body;
    const simdjson::dom::element row = parser_.parse(audit)["audit"].at(0);
    EXPECT_EQ(row["who"].get_string().value(), "ops");
    EXPECT_EQ(row["what"].get_string().value(), "failed retry --all");
    EXPECT_EQ(row["reason"].get_string().value(), "the rules were mended");
    EXPECT_EQ(row["result"].get_string().value(), "1 queued");
    EXPECT_EQ(run({"audit", "--json"}).output, audit + "\n") << "the command says the same";
    worker.signal(SIGTERM);
    EXPECT_EQ(worker.wait(kPatience), 0) << worker.errors();
}

TEST_F(ApiActs, TheDocumentsAreThoseOfTheCommands) {
    Process worker(launch(
        Arguments{"run"} +
        worker_flags(server_.url(), {{"admin-listen", "127.0.0.1:0"},
                                     {"admin-tokens-file", (folder_ / "tokens").string()}})));
    const std::string api = url_of(worker);
    ASSERT_TRUE(worker.wait_for([&] { return parcels() == 10; }, kPatience)) << worker.errors();
    struct Same {
        const char* path;
        Arguments command;
    };
    for (const auto& [path, command] :
         std::vector<Same>{{"/parcels?limit=3", {"parcels", "--limit", "3"}},
                           {"/failed-events?state=all", {"failed", "list", "--state", "all"}},
                           {"/failed-events/groups", {"failed", "groups"}},
                           {"/feed-gaps", {"gaps", "list"}},
                           {"/dead-letters", {"dead-letters", "list"}},
                           {"/jobs", {"jobs"}}}) {
        const HttpTold told = get(api + path);
        EXPECT_EQ(told.status, 200) << path;
        EXPECT_EQ(told.body + "\n", run(command + Arguments{"--json"}).output) << path;
    }
    for (const char* path : {"/status", "/workers", "/figures", "/session", "/cursor",
                             "/parcels/1?history=true", "/openapi.json", "/nothing"})
        get(api + path);
    EXPECT_NE(get(api + "/checks").body.find(R"({"name":"feed","works":true)"), std::string::npos)
        << get(api + "/checks").body;
    EXPECT_NE(get(api + "/report").body.find(R"("version":)"), std::string::npos);
    const std::string settings = get(api + "/settings").body;
    EXPECT_NE(settings.find(R"("feed.url":{"value":")"), std::string::npos) << settings;
    EXPECT_EQ(settings.find("act-token"), std::string::npos);
}

}  // namespace
}  // namespace scan
