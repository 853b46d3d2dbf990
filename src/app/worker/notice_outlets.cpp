#include "app/worker/notice_outlets.h"

#include <fmt/format.h>

#include <utility>

#include "adapters/http/http_client.h"
#include "base/child_process.h"

namespace scan {
namespace {

constexpr Duration kTimeout = std::chrono::seconds(10);
constexpr std::size_t kAnswerBytesMax = 64 * 1024;

class CommandOutlet final : public NoticeOutlet {
public:
    explicit CommandOutlet(std::vector<std::string> words) : words_(std::move(words)) {}

    std::string name() const override { return "notify.command"; }

    Result<> send(const std::string& document, std::stop_token stop) override {
        const auto printed = run_child(
            {.arguments = words_, .input = document + "\n", .timeout = kTimeout}, std::move(stop));
        if (!printed) return std::unexpected(printed.error());
        return {};
    }

private:
    const std::vector<std::string> words_;
};

class UrlOutlet final : public NoticeOutlet {
public:
    UrlOutlet(std::string url, Secret token) : url_(std::move(url)), token_(std::move(token)) {}

    std::string name() const override { return "notify.url"; }

    Result<> send(const std::string& document, std::stop_token stop) override {
        HttpRequest request;
        const auto url = RequestUrl::parse(url_);
        if (!url) return std::unexpected(url.error());
        request.method = HttpMethod::post;
        request.url = *url;
        request.headers = {{"Content-Type", "application/json"}};
        if (!token_.empty()) {
            const auto token = token_.read();
            if (!token) return std::unexpected(token.error());
            request.headers.push_back({"Authorization", "Bearer " + *token});
        }
        request.body = document;
        request.timeout = kTimeout;
        request.body_bytes_max = kAnswerBytesMax;
        request.may_be_too_large = true;
        // It is asked once in a while, so no connection is kept.
        auto http = HttpClient::create({});
        if (!http) return std::unexpected(http.error());
        const auto answer = (*http)->send(request, std::move(stop));
        if (!answer) return std::unexpected(answer.error());
        if (answer->status >= 200 && answer->status < 300) return {};
        return fail(ErrorCode::transient,
                    fmt::format("{} answered {}", url->host_port(), answer->status));
    }

private:
    const std::string url_;
    const Secret token_;
};

}  // namespace

std::vector<std::unique_ptr<NoticeOutlet>> notice_outlets(const NotifyConfig& config) {
    std::vector<std::unique_ptr<NoticeOutlet>> outlets;
    if (!config.command.empty()) outlets.push_back(std::make_unique<CommandOutlet>(config.command));
    if (!config.url.empty())
        outlets.push_back(std::make_unique<UrlOutlet>(config.url, config.token));
    return outlets;
}

}  // namespace scan
