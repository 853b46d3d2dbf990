#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "adapters/http/http_client.h"
#include "adapters/http/testing/proxy_environment.h"

namespace scan {

inline constexpr const char* kOk = "HTTP/1.1 200 OK\r\n";

inline HttpRequest get(const std::string& url) {
    HttpRequest request;
    request.url = RequestUrl::parse(url).value();
    request.timeout = std::chrono::seconds(30);
    request.body_bytes_max = 1024 * 1024;
    return request;
}

// A client of servers whose every byte is the test's.
class HttpClientTest : public testing::Test {
protected:
    HttpClientTest() { forget_proxies(); }

    Result<HttpResponse> send(const HttpRequest& request, std::stop_token stop = {}) {
        return client_->send(request, std::move(stop));
    }

    std::unique_ptr<HttpClient> client_ = HttpClient::create({}).value();
};

}  // namespace scan
