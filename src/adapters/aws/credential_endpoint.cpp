#include "adapters/aws/credential_endpoint.h"

#include <fmt/format.h>

#include "adapters/aws/aws_refusal.h"

namespace scan {
namespace {

constexpr std::size_t kAnswerBytesMax = 64 * 1024;

}  // namespace

Result<std::string> CredentialEndpoint::ask(HttpMethod method, const RequestUrl& url,
                                            std::vector<HttpHeader> headers, std::string body,
                                            std::stop_token stop) {
    if (!http_) {
        HttpClientSettings settings;
        settings.proxy = proxy_;
        settings.ca_file = ca_file_;
        auto made = HttpClient::create(settings);
        if (!made) return std::unexpected(made.error());
        http_ = std::move(*made);
    }
    HttpRequest request;
    request.method = method;
    request.url = url;
    request.headers = std::move(headers);
    request.body = std::move(body);
    request.timeout = timeout_;
    request.body_bytes_max = kAnswerBytesMax;
    auto response = http_->send(request, std::move(stop));
    if (!response) return std::unexpected(response.error());
    if (response->status == 200) return std::move(response->body);
    Error error = refusal_error(parse_refusal(response->body), response->status);
    error.message = fmt::format("{} {}", url.host_port(), error.message);
    return std::unexpected(std::move(error));
}

}  // namespace scan
