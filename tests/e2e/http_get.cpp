#include "tests/e2e/http_get.h"

#include <curl/curl.h>

#include <memory>
#include <stdexcept>

namespace scan {
namespace {

extern "C" std::size_t scan_append_body(char* bytes, std::size_t size, std::size_t count,
                                        void* body) {
    static_cast<std::string*>(body)->append(bytes, size * count);
    return size * count;
}

}  // namespace

std::string http_get(const std::string& url) {
    constexpr long kTimeoutSeconds = 60;
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> request(curl_easy_init(),
                                                                      curl_easy_cleanup);
    std::string body;
    curl_easy_setopt(request.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(request.get(), CURLOPT_PROXY, "");
    curl_easy_setopt(request.get(), CURLOPT_TIMEOUT, kTimeoutSeconds);
    curl_easy_setopt(request.get(), CURLOPT_FAILONERROR, 1L);
    curl_easy_setopt(request.get(), CURLOPT_WRITEFUNCTION, scan_append_body);
    curl_easy_setopt(request.get(), CURLOPT_WRITEDATA, &body);
    const CURLcode result = curl_easy_perform(request.get());
    if (result != CURLE_OK) throw std::runtime_error(url + ": " + curl_easy_strerror(result));
    return body;
}

}  // namespace scan
