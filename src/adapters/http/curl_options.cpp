#include "adapters/http/curl_options.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/control_character.h"

namespace scan {
namespace {

constexpr const char* kUserAgent = "scan-event-worker/" SCAN_VERSION;
constexpr long kReceiveBufferBytes = 128 * 1024;
constexpr long kAuthoritiesCacheSeconds = 60;

// Returning less than was given ends the transfer with CURLE_WRITE_ERROR.
std::size_t receive_header(const char* text, std::size_t, std::size_t length, void* user) {
    return static_cast<AnswerIntake*>(user)->take_header({text, length}) ? length : 0;
}

std::size_t receive_body(const char* text, std::size_t, std::size_t length, void* user) {
    return static_cast<AnswerIntake*>(user)->take_body({text, length}) ? length : 0;
}

long milliseconds(Duration duration) {
    // libcurl reads 0 as "no limit".
    return std::max<long>(1, std::chrono::ceil<std::chrono::milliseconds>(duration).count());
}

void set_tls(CURL* handle, const HttpClientSettings& settings) {
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

}  // namespace

Result<CurlHeaders> curl_headers(const std::vector<HttpHeader>& headers) {
    CurlHeaders list;
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

void set_curl_options(CURL* handle, const HttpClientSettings& settings,
                      const CurlTransfer& transfer) {
    const HttpRequest& request = transfer.request;
    ::curl_easy_reset(handle);
    ::curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, transfer.error_detail);
    ::curl_easy_setopt(handle, CURLOPT_URL, transfer.url.c_str());
    ::curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    // One request at a time gains nothing from HTTP/2.
    ::curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    ::curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    // Only to ask for it: libcurl's own decompression stops at the first of several members.
    ::curl_easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "gzip");
    ::curl_easy_setopt(handle, CURLOPT_HTTP_CONTENT_DECODING, 0L);
    ::curl_easy_setopt(handle, CURLOPT_USERAGENT, kUserAgent);
    ::curl_easy_setopt(handle, CURLOPT_HTTPHEADER, transfer.headers);
    ::curl_easy_setopt(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    if (request.method != HttpMethod::get) {
        ::curl_easy_setopt(handle, CURLOPT_POST, 1L);
        ::curl_easy_setopt(handle, CURLOPT_POSTFIELDS, request.body.data());
        ::curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE,
                           static_cast<curl_off_t>(request.body.size()));
    }
    // Not CURLOPT_UPLOAD, which reads the body by callback.
    if (request.method == HttpMethod::put) ::curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, "PUT");
    if (request.signing) sign_for_aws(handle, *request.signing);
    if (settings.proxy == HttpProxy::none) ::curl_easy_setopt(handle, CURLOPT_PROXY, "");
    ::curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, milliseconds(transfer.timeout));
    const Duration connect = request.connect_timeout > Duration::zero()
                                 ? std::min(request.connect_timeout, transfer.timeout)
                                 : transfer.timeout;
    ::curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, milliseconds(connect));
    ::curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    // Without it the end of a transfer waits for a name look-up that still runs, whatever the timeout or the stop token say.
    ::curl_easy_setopt(handle, CURLOPT_QUICK_EXIT, 1L);
    ::curl_easy_setopt(handle, CURLOPT_TCP_KEEPALIVE, 1L);
    ::curl_easy_setopt(handle, CURLOPT_BUFFERSIZE, kReceiveBufferBytes);
    ::curl_easy_setopt(handle, CURLOPT_MAXFILESIZE_LARGE,
                       static_cast<curl_off_t>(request.body_bytes_max));
    ::curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, receive_header);
    ::curl_easy_setopt(handle, CURLOPT_HEADERDATA, &transfer.intake);
    ::curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, receive_body);
    ::curl_easy_setopt(handle, CURLOPT_WRITEDATA, &transfer.intake);
    set_tls(handle, settings);
}

}  // namespace scan
