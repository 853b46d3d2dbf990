#include "adapters/http/http_client.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <array>
#include <optional>
#include <utility>

#include "adapters/http/answer_intake.h"
#include "adapters/http/curl_options.h"
#include "adapters/http/transfer_error.h"

namespace scan {
namespace {

constexpr int kPollMilliseconds = 60'000;
constexpr long kOk = 200;
constexpr long kRedirects = 300;

struct CloseEasy {
    void operator()(CURL* easy) const { ::curl_easy_cleanup(easy); }
};
struct CloseMulti {
    void operator()(CURLM* multi) const { ::curl_multi_cleanup(multi); }
};
std::string header_value(CURL* easy, const char* name) {
    curl_header* header = nullptr;
    if (::curl_easy_header(easy, name, 0, CURLH_HEADER, -1, &header) != CURLHE_OK) return {};
    return header->value;
}

// The handle takes part in the multi handle as long as this lives.
class Membership final {
public:
    Membership(CURLM* multi, CURL* easy) : multi_(multi), easy_(easy) {
        ::curl_multi_add_handle(multi_, easy_);
    }
    ~Membership() { ::curl_multi_remove_handle(multi_, easy_); }
    Membership(const Membership&) = delete;
    Membership& operator=(const Membership&) = delete;

private:
    CURLM* multi_;
    CURL* easy_;
};

}  // namespace

struct HttpClient::State {
    HttpClientSettings settings;
    std::optional<ConnectionAge> age;
    Instant connected_since{};  // no connection is older
    // The multi handle keeps the open connections, and it alone has a wait that another thread can end.
    std::unique_ptr<CURLM, CloseMulti> multi;
    std::unique_ptr<CURL, CloseEasy> easy;
    std::array<char, CURL_ERROR_SIZE> detail{};

    bool renew_connections();
    Result<CURLcode> transfer(std::stop_token stop);
    Result<HttpResponse> exchange(const HttpRequest& request, const RequestUrl& url,
                                  Duration timeout, curl_slist* headers, std::stop_token stop);
};

// A connection is kept as long as it is used, and so is the address that its name had.
bool HttpClient::State::renew_connections() {
    if (!age) return true;
    const Instant now = age->clock.now();
    if (multi && now - connected_since < age->max) return true;
    multi.reset(::curl_multi_init());
    connected_since = now;
    return multi != nullptr;
}

Result<CURLcode> HttpClient::State::transfer(std::stop_token stop) {
    const Membership membership(multi.get(), easy.get());
    const std::stop_callback wake(stop, [this] { ::curl_multi_wakeup(multi.get()); });
    if (stop.stop_requested()) return fail(ErrorCode::stopped, "stopped");
    for (int running = 1;;) {
        CURLMcode code = ::curl_multi_perform(multi.get(), &running);
        if (code == CURLM_OK && running == 0) break;
        if (stop.stop_requested()) return fail(ErrorCode::stopped, "stopped");
        // Ends earlier where one of libcurl's own timers is due, the request's timeout among them.
        if (code == CURLM_OK) {
            code = ::curl_multi_poll(multi.get(), nullptr, 0, kPollMilliseconds, nullptr);
        }
        if (code != CURLM_OK) return fail(ErrorCode::transient, ::curl_multi_strerror(code));
    }
    int left = 0;
    const CURLMsg* const message = ::curl_multi_info_read(multi.get(), &left);
    if (message == nullptr)
        return fail(ErrorCode::transient, "libcurl ended a transfer without a word");
    return message->data.result;
}

Result<HttpResponse> HttpClient::State::exchange(const HttpRequest& request, const RequestUrl& url,
                                                 Duration timeout, curl_slist* headers,
                                                 std::stop_token stop) {
    AnswerIntake intake(request.body_bytes_max, request.settings.body_bytes_max);
    const std::string text = url.to_string();
    if (!renew_connections()) return fail(ErrorCode::transient, "out of memory");
    detail[0] = '\0';
    set_curl_options(easy.get(), settings,
                     {request, text, timeout, headers, intake, detail.data()});
    const auto named = [&](Error error) {
        error.message = fmt::format("{}: {}", url.host_port(), error.message);
        return std::unexpected(std::move(error));
    };
    const Result<CURLcode> code = transfer(stop);
    if (!code) return named(code.error());
    if (intake.is_too_large() || *code == CURLE_FILESIZE_EXCEEDED) {
        long answered = 0;
        ::curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &answered);
        const bool is_success = answered >= kOk && answered < kRedirects;
        if (request.may_be_too_large && is_success && !intake.has_too_large_head())
            return HttpResponse{.status = static_cast<int>(answered),
                                .content_type = {},
                                .retry_after = {},
                                .redirect_origin = {},
                                .body = {},
                                .is_too_large = true};
        return named(intake.too_large());
    }
    CURL* const handle = easy.get();
    if (*code != CURLE_OK) {
        long proxy_status = 0;
        ::curl_easy_getinfo(handle, CURLINFO_HTTP_CONNECTCODE, &proxy_status);
        curl_off_t handshake_us = 0;
        ::curl_easy_getinfo(handle, CURLINFO_APPCONNECT_TIME_T, &handshake_us);
        const bool tls_unanswered = handshake_us > 0 && intake.is_empty();
        return named(
            transfer_error({*code, detail.data(), proxy_status, tls_unanswered}, request.settings));
    }
    long status = 0;
    ::curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    // Of a refusal the status matters, not its page.
    constexpr long kFirstRefusal = 400;
    if (auto fault = intake.body_fault(); fault && status < kFirstRefusal)
        return named(std::move(*fault));
    return HttpResponse{.status = static_cast<int>(status),
                        .content_type = header_value(handle, "Content-Type"),
                        .retry_after = header_value(handle, "Retry-After"),
                        .redirect_origin = {},
                        .body = intake.take()};
}

HttpClient::HttpClient(std::unique_ptr<State> state) : state_(std::move(state)) {}

HttpClient::~HttpClient() = default;

Result<std::unique_ptr<HttpClient>> HttpClient::create(HttpClientSettings settings,
                                                       std::optional<ConnectionAge> age) {
    static const CURLcode kReady = ::curl_global_init(CURL_GLOBAL_DEFAULT);
    auto state = std::make_unique<State>();
    state->settings = std::move(settings);
    if (age) {
        state->age.emplace(*age);
        state->connected_since = age->clock.now();
    }
    if (kReady == CURLE_OK) {
        state->multi.reset(::curl_multi_init());
        state->easy.reset(::curl_easy_init());
    }
    if (!state->multi || !state->easy) return fail(ErrorCode::denied, "libcurl cannot be set up");
    return std::unique_ptr<HttpClient>(new HttpClient(std::move(state)));
}

Result<HttpResponse> HttpClient::send(const HttpRequest& request, std::stop_token stop) {
    const auto headers = curl_headers(request.headers);
    if (!headers) return std::unexpected(headers.error());
    RequestUrl url = request.url;
    Duration left = request.timeout;
    for (int redirects = 0;; ++redirects) {
        auto response = state_->exchange(request, url, left, headers->get(), stop);
        if (!response) return response;
        curl_off_t took_us = 0;
        ::curl_easy_getinfo(state_->easy.get(), CURLINFO_TOTAL_TIME_T, &took_us);
        left -= std::chrono::microseconds(took_us);

        const char* target = nullptr;
        ::curl_easy_getinfo(state_->easy.get(), CURLINFO_REDIRECT_URL, &target);
        if (target == nullptr) return response;
        const auto next = RequestUrl::parse(target);
        response->redirect_origin = next ? next->origin() : "an address that cannot be used";
        if (!next || next->origin() != url.origin()) return response;
        if (request.method != HttpMethod::get || redirects == request.redirects_max)
            return response;
        url = *next;
    }
}

}  // namespace scan
