#include "tests/e2e/http_ask.h"

#include <curl/curl.h>

#include <memory>

namespace scan {
namespace {

extern "C" std::size_t scan_append_told(char* bytes, std::size_t size, std::size_t count,
                                        void* body) {
    static_cast<std::string*>(body)->append(bytes, size * count);
    return size * count;
}

}  // namespace

HttpTold http_ask(const std::string& url, const std::vector<std::string>& headers,
                  const std::string* post) {
    constexpr long kTimeoutSeconds = 5;
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> request(curl_easy_init(),
                                                                      curl_easy_cleanup);
    curl_slist* list = nullptr;
    for (const std::string& each : headers) list = curl_slist_append(list, each.c_str());
    HttpTold told;
    curl_easy_setopt(request.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(request.get(), CURLOPT_PROXY, "");
    curl_easy_setopt(request.get(), CURLOPT_TIMEOUT, kTimeoutSeconds);
    curl_easy_setopt(request.get(), CURLOPT_HTTPHEADER, list);
    curl_easy_setopt(request.get(), CURLOPT_SSL_VERIFYPEER, 0L);
    curl_easy_setopt(request.get(), CURLOPT_SSL_VERIFYHOST, 0L);
    if (post != nullptr) curl_easy_setopt(request.get(), CURLOPT_COPYPOSTFIELDS, post->c_str());
    curl_easy_setopt(request.get(), CURLOPT_WRITEFUNCTION, scan_append_told);
    curl_easy_setopt(request.get(), CURLOPT_WRITEDATA, &told.body);
    const auto began = std::chrono::steady_clock::now();
    curl_easy_perform(request.get());
    told.took = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - began);
    curl_easy_getinfo(request.get(), CURLINFO_RESPONSE_CODE, &told.status);
    const char* type = nullptr;
    curl_easy_getinfo(request.get(), CURLINFO_CONTENT_TYPE, &type);
    if (type != nullptr) told.content_type = type;
    curl_slist_free_all(list);
    return told;
}

}  // namespace scan
