#include <fmt/format.h>

#include <algorithm>

#include "adapters/aws/aws_region.h"
#include "adapters/http_feed/oauth2_parameters.h"
#include "adapters/sqs/queue_address.h"
#include "base/control_character.h"
#include "config/http_url.h"
#include "config/setting_kinds.h"

namespace scan {
namespace {

using Canonical = std::expected<std::string, std::string>;

constexpr std::size_t kTextMax = 4096;

// Reads `written` as it stands, unless it breaks a line of a header or of the log.
Canonical plain(std::string_view written) {
    if (written.empty()) return std::unexpected("is empty");
    if (written.size() > kTextMax) return std::unexpected("is too long");
    if (has_control_character(written)) return std::unexpected("holds a control character");
    return std::string(written);
}

Canonical header_name(std::string_view written) {
    constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";  // RFC 9110, 5.6.2: token
    const bool valid =
        !written.empty() && written.size() <= 64 && std::ranges::all_of(written, [&](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                   kMarks.find(c) != kMarks.npos;
        });
    if (!valid) return std::unexpected("not the name of a header");
    return std::string(written);
}

Canonical url_path(std::string_view written) {
    if (!written.starts_with('/')) return std::unexpected("does not begin with /");
    if (written.size() > kTextMax) return std::unexpected("is too long");
    if (!std::ranges::all_of(written, [](char c) { return c > 0x20 && c < 0x7f; })) {
        return std::unexpected("a space, a control character or a character that is not ASCII");
    }
    if (written.find_first_of("?#") != written.npos)
        return std::unexpected("a query (?) or fragment (#)");
    return std::string(written);
}

Canonical http_url(std::string_view written, HttpUrl::Query query) {
    if (written.size() > kTextMax) return std::unexpected("is too long");
    auto url = parse_http_url(written, query);
    if (!url) return std::unexpected(std::move(url.error()));
    return http_url_text(*url);
}

// Words between blanks; blanks between double quotes are of the word. There is no escape.
std::expected<std::vector<std::string>, std::string> words_of(std::string_view written) {
    std::vector<std::string> words;
    bool is_quoted = false;
    bool is_in_word = false;
    for (const char c : written) {
        if (c == '"') {
            is_quoted = !is_quoted;
        } else if (c == ' ' && !is_quoted) {
            is_in_word = false;
            continue;
        }
        if (!is_in_word) words.emplace_back();
        is_in_word = true;
        if (c != '"') words.back() += c;
    }
    if (is_quoted) return std::unexpected("a double quote without its other");
    if (words.empty() || words.front().empty()) return std::unexpected("names no program");
    return words;
}

// A row whose canonical spelling is its value.
template <class Parse>
Setting string_row(SettingText text, std::string allowed, Parse parse,
                   const Put<std::string>& put) {
    return setting_row(text, std::move(allowed),
                       [parse, put](Config& config, std::string_view written) -> Canonical {
                           auto value = parse(written);
                           if (value) put(config, *value);
                           return value;
                       });
}

Setting unrepeated(Setting setting) {
    setting.may_hold_secret = true;
    return setting;
}

enum class Takes { stores, all };

Setting engine_url_row(SettingText text, std::string_view allowed, const Put<EngineUrl>& put,
                       Takes takes) {
    return unrepeated(
        setting_row(text, std::string(allowed),
                    [put, takes](Config& config, std::string_view written) -> Canonical {
                        if (written.size() > kTextMax) return std::unexpected("is too long");
                        auto url = parse_engine_url(written);
                        if (!url) return std::unexpected(std::move(url.error()));
                        if (takes == Takes::stores && !is_store_engine(url->engine))
                            return std::unexpected("a queue, which cannot keep a store");
                        put(config, *url);
                        return engine_url_text(*url);
                    }));
}

constexpr const char* kTextAllowed = "text on one line";
constexpr const char* kFileAllowed = "a file's path";

}  // namespace

Setting setting_row(SettingText text, std::string allowed, Setting::Read read) {
    return {.key = text.key,
            .allowed = std::move(allowed),
            .default_text = text.default_text,
            .help = text.help,
            .read = std::move(read)};
}

std::string allowed_words(std::vector<std::string_view> words) {
    std::string allowed;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i != 0) allowed += i + 1 == words.size() ? " or " : ", ";
        allowed += words[i];
    }
    return allowed;
}

Setting text_setting(SettingText text, const Put<std::string>& put) {
    return string_row(text, kTextAllowed, plain, put);
}

Setting file_setting(SettingText text, const Put<std::string>& put) {
    Setting setting = string_row(text, kFileAllowed, plain, put);
    setting.is_path = true;
    return setting;
}

Setting header_name_setting(SettingText text, const Put<std::string>& put) {
    return string_row(text, "the name of a header", header_name, put);
}

Setting url_path_setting(SettingText text, const Put<std::string>& put) {
    return string_row(text, "a path that begins with /, without ? and #", url_path, put);
}

Setting base_url_setting(SettingText text, const Put<std::string>& put) {
    return unrepeated(string_row(
        text, "http://host[:port][/path] or https://host[:port][/path]",
        [](std::string_view written) { return http_url(written, HttpUrl::Query::refused); }, put));
}

Setting token_url_setting(SettingText text, const Put<std::string>& put) {
    return unrepeated(
        setting_row(text, "http://host[:port][/path][?query] or https://host[:port][/path][?query]",
                    [put](Config& config, std::string_view written) -> Canonical {
                        auto url = http_url(written, HttpUrl::Query::allowed);
                        if (!url) return url;
                        put(config, *url);
                        return without_query_values(*url);
                    }));
}

Setting webhook_setting(SettingText text, const Put<std::string>& put) {
    return unrepeated(
        setting_row(text, "http://host[:port][/path][?query] or https://host[:port][/path][?query]",
                    [put](Config& config, std::string_view written) -> Canonical {
                        if (written.size() > kTextMax) return std::unexpected("is too long");
                        auto url = parse_http_url(written, HttpUrl::Query::allowed);
                        if (!url) return std::unexpected(std::move(url.error()));
                        put(config, http_url_text(*url));
                        const bool is_whole = url->target.empty();
                        url->target.clear();
                        return http_url_text(*url) + (is_whole ? "" : "/***");
                    }));
}

Setting command_setting(SettingText text, const Put<std::vector<std::string>>& put) {
    return setting_row(text, "a program and its arguments",
                       [put](Config& config, std::string_view written) -> Canonical {
                           auto whole = plain(written);
                           if (!whole) return whole;
                           auto words = words_of(written);
                           if (!words) return std::unexpected(std::move(words.error()));
                           put(config, *std::move(words));
                           return whole;
                       });
}

Setting headers_setting(SettingText text, const Put<std::vector<FeedHeader>>& put) {
    return unrepeated(setting_row(text, "Name: value; Name: @file",
                                  [put](Config& config, std::string_view written) -> Canonical {
                                      if (written.size() > kTextMax)
                                          return std::unexpected("is too long");
                                      auto headers = parse_feed_headers(written);
                                      if (!headers)
                                          return std::unexpected(std::move(headers.error()));
                                      std::string shown = feed_headers_shown(*headers);
                                      put(config, std::move(*headers));
                                      return shown;
                                  }));
}

Setting form_setting(SettingText text, const Put<std::string>& put) {
    return unrepeated(string_row(
        text, "name=value&name=value",
        [](std::string_view written) -> Canonical {
            const auto valid = plain(written);
            return valid ? oauth2_parameters(*valid) : valid;
        },
        put));
}

Setting store_url_setting(SettingText text, const Put<EngineUrl>& put) {
    return engine_url_row(text, kEngineUrlsAllowed, put, Takes::stores);
}

Setting queue_url_setting(SettingText text, const Put<EngineUrl>& put) {
    return engine_url_row(text, kQueueUrlsAllowed, put, Takes::all);
}

Setting region_setting(SettingText text, const Put<std::string>& put) {
    return string_row(
        text, "a region like eu-west-1",
        [](std::string_view written) -> Canonical {
            if (!is_region(written)) return std::unexpected("not a region");
            return std::string(written);
        },
        put);
}

Setting topic_arn_setting(SettingText text, const Put<std::string>& put) {
    return string_row(
        text, "arn:aws:sns:<region>:<account>:<name> of a standard topic",
        [](std::string_view written) -> Canonical {
            if (const auto arn = parse_arn(written, "sns"); !arn)
                return std::unexpected("not the ARN of a standard topic");
            return std::string(written);
        },
        put);
}

Setting secret_setting(SettingText text, const Put<Secret>& put) {
    Setting setting = setting_row(text, kTextAllowed,
                                  [put](Config& config, std::string_view written) -> Canonical {
                                      auto value = plain(written);
                                      if (!value) return value;
                                      put(config, Secret::of_text(std::move(*value)));
                                      return "(hidden)";
                                  });
    setting.secret = true;
    return setting;
}

Setting secret_file_setting(SettingText text, std::string_view secret_key, const Put<Secret>& put) {
    Setting setting = string_row(
        text, kFileAllowed, plain,
        [put](Config& config, std::string path) { put(config, Secret::in_file(std::move(path))); });
    setting.secret_key = secret_key;
    setting.is_path = true;
    return setting;
}

}  // namespace scan
