#include "adapters/http/http_client.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "adapters/http/transfer_error.h"
#include "base/control_character.h"

namespace scan {
namespace {

constexpr std::size_t kHeaderBytesMax = 64 * 1024;
constexpr long kReceiveBufferBytes = 128 * 1024;
constexpr long kAuthoritiesCacheSeconds = 60;
constexpr int kPollMilliseconds = 60'000;

struct CloseEasy {
    void operator()(CURL* easy) const { ::curl_easy_cleanup(easy); }
};
struct CloseMulti {
    void operator()(CURLM* multi) const { ::curl_multi_cleanup(multi); }
};
struct FreeList {
    void operator()(curl_slist* list) const { ::curl_slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, FreeList>;

// What one transfer receives, with its bounds.
struct Intake {
    enum class Excess { none, headers, body };

    std::size_t body_bytes_max = 0;
    std::size_t header_bytes = 0;
    std::string body;
    Excess excess = Excess::none;
};

// Returning less than was given ends the transfer with CURLE_WRITE_ERROR.
std::size_t receive_header(const char*, std::size_t, std::size_t length, void* user) {
    auto& intake = *static_cast<Intake*>(user);
    intake.header_bytes += length;
    if (intake.header_bytes <= kHeaderBytesMax) return length;
    intake.excess = Intake::Excess::headers;
    return 0;
}

std::size_t receive_body(const char* text, std::size_t, std::size_t length, void* user) {
    auto& intake = *static_cast<Intake*>(user);
    if (length > intake.body_bytes_max - intake.body.size()) {
        intake.excess = Intake::Excess::body;
        return 0;
    }
    intake.body.append(text, length);
    return length;
}

Result<HeaderList> header_list(const std::vector<HttpHeader>& headers) {
    HeaderList list;
    for (const HttpHeader& header : headers) {
        // A line break in a value would begin a header of its own.
        if (has_control_character(header.name) || has_control_character(header.value, "\t")) {
            return fail(ErrorCode::denied,
                        fmt::format("the value of the request header {} holds a control character",
                                    header.name));
        }
        // libcurl reads "Name:" as "do not send it" and "Name;" as a header without a value.
        const std::string line =
            header.value.empty() ? header.name + ";" : header.name + ": " + header.value;
        curl_slist* const longer = ::curl_slist_append(list.get(), line.c_str());
        if (longer == nullptr) return fail(ErrorCode::transient, "out of memory");
        // A list that was not empty before is the same list, longer: it is not freed.
        if (longer != list.get()) list.reset(longer);
    }
    return list;
}

long milliseconds(Duration duration) {
    // libcurl reads 0 as "no limit".
    return std::max<long>(1, std::chrono::ceil<std::chrono::milliseconds>(duration).count());
}

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
    // The multi handle keeps the open connections, and it alone has a wait that another thread can end.
    std::unique_ptr<CURLM, CloseMulti> multi;
    std::unique_ptr<CURL, CloseEasy> easy;
    std::array<char, CURL_ERROR_SIZE> detail{};

    void prepare(const HttpRequest& request, const std::string& url, Duration timeout,
                 curl_slist* headers, Intake& intake);
    void prepare_tls();
    void sign(const AwsSigning& signing);
    Result<CURLcode> transfer(std::stop_token stop);
    Result<HttpResponse> exchange(const HttpRequest& request, const RequestUrl& url,
                                  Duration timeout, curl_slist* headers, std::stop_token stop);
};

void HttpClient::State::prepare_tls() {
    CURL* const handle = easy.get();
    ::curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
    ::curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
    ::curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    // libcurl would keep what it read of the authorities' file for a day.
    ::curl_easy_setopt(handle, CURLOPT_CA_CACHE_TIMEOUT, kAuthoritiesCacheSeconds);
    if (!settings.ca_file.empty()) {
        ::curl_easy_setopt(handle, CURLOPT_CAINFO, settings.ca_file.c_str());
        // Debian's libcurl has a default CAPATH too, which would go on trusting the machine's authorities.
        ::curl_easy_setopt(handle, CURLOPT_CAPATH, static_cast<char*>(nullptr));
    }
    if (!settings.client_cert.empty()) {
        const std::string& key =
            settings.client_key.empty() ? settings.client_cert : settings.client_key;
        ::curl_easy_setopt(handle, CURLOPT_SSLCERT, settings.client_cert.c_str());
        ::curl_easy_setopt(handle, CURLOPT_SSLKEY, key.c_str());
        // Without it OpenSSL asks the terminal for the passphrase of an encrypted key.
        ::curl_easy_setopt(handle, CURLOPT_KEYPASSWD, "");
    }
}

void HttpClient::State::sign(const AwsSigning& signing) {
    const std::string scope = fmt::format("aws:amz:{}:{}", signing.region, signing.service);
    ::curl_easy_setopt(easy.get(), CURLOPT_AWS_SIGV4, scope.c_str());
    ::curl_easy_setopt(easy.get(), CURLOPT_USERNAME, signing.access_key_id.c_str());
    ::curl_easy_setopt(easy.get(), CURLOPT_PASSWORD, signing.secret_access_key.c_str());
}

void HttpClient::State::prepare(const HttpRequest& request, const std::string& url,
                                Duration timeout, curl_slist* headers, Intake& intake) {
    CURL* const handle = easy.get();
    ::curl_easy_reset(handle);
    detail[0] = '\0';
    ::curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, detail.data());
    ::curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
    ::curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    // One request at a time gains nothing from HTTP/2.
    ::curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    ::curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    ::curl_easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "gzip");
    ::curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
    ::curl_easy_setopt(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    if (request.method != HttpMethod::get) {
        ::curl_easy_setopt(handle, CURLOPT_POST, 1L);
        ::curl_easy_setopt(handle, CURLOPT_POSTFIELDS, request.body.data());
        ::curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE,
                           static_cast<curl_off_t>(request.body.size()));
    }
    // Not CURLOPT_UPLOAD, which reads the body by callback.
    if (request.method == HttpMethod::put) ::curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, "PUT");
    if (request.signing) sign(*request.signing);
    if (settings.proxy == HttpProxy::none) ::curl_easy_setopt(handle, CURLOPT_PROXY, "");
    ::curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, milliseconds(timeout));
    const Duration connect = request.connect_timeout > Duration::zero()
                                 ? std::min(request.connect_timeout, timeout)
                                 : timeout;
    ::curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, milliseconds(connect));
    ::curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    // Without it the end of a transfer waits for a name look-up that still runs, whatever the timeout or the stop token say.
    ::curl_easy_setopt(handle, CURLOPT_QUICK_EXIT, 1L);
    ::curl_easy_setopt(handle, CURLOPT_TCP_KEEPALIVE, 1L);
    ::curl_easy_setopt(handle, CURLOPT_BUFFERSIZE, kReceiveBufferBytes);
    ::curl_easy_setopt(handle, CURLOPT_MAXFILESIZE_LARGE,
                       static_cast<curl_off_t>(request.body_bytes_max));
    ::curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, receive_header);
    ::curl_easy_setopt(handle, CURLOPT_HEADERDATA, &intake);
    ::curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, receive_body);
    ::curl_easy_setopt(handle, CURLOPT_WRITEDATA, &intake);
    prepare_tls();
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
    Intake intake;
    intake.body_bytes_max = request.body_bytes_max;
    const std::string text = url.to_string();
    prepare(request, text, timeout, headers, intake);
    const Result<CURLcode> code = transfer(stop);
    if (!code)
        return fail(code.error().code,
                    fmt::format("{}: {}", url.host_port(), code.error().message));
    if (intake.excess != Intake::Excess::none || *code == CURLE_FILESIZE_EXCEEDED) {
        const bool of_headers = intake.excess == Intake::Excess::headers;
        return fail(ErrorCode::rejected,
                    fmt::format("{}: the answer has more than {} bytes{}", url.host_port(),
                                of_headers ? kHeaderBytesMax : request.body_bytes_max,
                                of_headers ? " of headers" : ""));
    }
    CURL* const handle = easy.get();
    if (*code != CURLE_OK) {
        long proxy_status = 0;
        ::curl_easy_getinfo(handle, CURLINFO_HTTP_CONNECTCODE, &proxy_status);
        curl_off_t handshake_us = 0;
        ::curl_easy_getinfo(handle, CURLINFO_APPCONNECT_TIME_T, &handshake_us);
        const bool tls_unanswered = handshake_us > 0 && intake.header_bytes == 0;
        return std::unexpected(
            transfer_error({*code, detail.data(), proxy_status, tls_unanswered}, url.host_port()));
    }
    long status = 0;
    ::curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    return HttpResponse{.status = static_cast<int>(status),
                        .content_type = header_value(handle, "Content-Type"),
                        .retry_after = header_value(handle, "Retry-After"),
                        .redirect_origin = {},
                        .body = std::move(intake.body)};
}

HttpClient::HttpClient(std::unique_ptr<State> state) : state_(std::move(state)) {}

HttpClient::~HttpClient() = default;

Result<std::unique_ptr<HttpClient>> HttpClient::create(HttpClientSettings settings) {
    static const CURLcode kReady = ::curl_global_init(CURL_GLOBAL_DEFAULT);
    auto state = std::make_unique<State>();
    state->settings = std::move(settings);
    if (kReady == CURLE_OK) {
        state->multi.reset(::curl_multi_init());
        state->easy.reset(::curl_easy_init());
    }
    if (!state->multi || !state->easy) return fail(ErrorCode::denied, "libcurl cannot be set up");
    return std::unique_ptr<HttpClient>(new HttpClient(std::move(state)));
}

Result<HttpResponse> HttpClient::send(const HttpRequest& request, std::stop_token stop) {
    const auto headers = header_list(request.headers);
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
