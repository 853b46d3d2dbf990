#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "adapters/http/testing/contains.h"
#include "adapters/http/testing/http_server.h"
#include "adapters/http/testing/proxy_environment.h"
#include "adapters/http/testing/temporary_folder.h"
#include "adapters/http_feed/http_feed.h"

namespace scan {

// The answers that a test makes the feed give, and the questions that it was asked.
class ScriptedFeed {
public:
    using Answer = std::function<void(const httplib::Request&, httplib::Response&)>;

    explicit ScriptedFeed(Answer answer)
        : answer_(std::move(answer)), server_([this](httplib::Server& server) {
              server.Get(".*",
                         [this](const httplib::Request& request, httplib::Response& response) {
                             const std::scoped_lock lock(mutex_);
                             requests_.push_back(request);
                             answer_(request, response);
                         });
          }) {}

    std::string url() const { return server_.url(); }
    int port() const { return server_.port(); }

    std::vector<httplib::Request> requests() {
        const std::scoped_lock lock(mutex_);
        return requests_;
    }

    std::vector<std::string> asked_from() {
        std::vector<std::string> ids;
        for (const auto& request : requests())
            ids.push_back(request.get_param_value("FromEventId"));
        return ids;
    }

private:
    std::mutex mutex_;
    Answer answer_;
    std::vector<httplib::Request> requests_;
    HttpServer server_;
};

class HttpFeedTest : public testing::Test {
protected:
    HttpFeedTest() { forget_proxies(); }

    std::unique_ptr<HttpFeed> connect(const std::string& url) {
        settings_.url = url;
        settings_.path = "/v1/scans/scanevents";
        auto feed = HttpFeed::create(settings_, clock_);
        EXPECT_TRUE(feed) << feed.error().message;
        return std::move(*feed);
    }

    Result<FeedReply> fetch(const std::string& url, std::int64_t from = 7) {
        return connect(url)->fetch(EventId{from}, 100, {});
    }

    static void expect_error(const Result<FeedReply>& reply, ErrorCode code,
                             const std::string& message) {
        ASSERT_FALSE(reply);
        EXPECT_EQ(reply.error().code, code) << reply.error().message;
        EXPECT_PRED2(contains, reply.error().message, message);
    }

    ManualClock clock_;
    TemporaryFolder folder_;
    HttpFeedSettings settings_;
};

}  // namespace scan
