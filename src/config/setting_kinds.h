#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/setting.h"

namespace scan {

template <class T>
using Put = std::function<void(Config&, T)>;

// Writes a value of any convertible type to a member of a section.
template <class Section, class T>
auto to(Section Config::* section, T Section::* member) {
    return [=](Config& config, auto value) {
        (config.*section).*member = static_cast<T>(std::move(value));
    };
}

// What every row says of itself.
struct SettingText {
    std::string_view key;
    std::string_view default_text;
    std::string_view help;
};

template <class T>
struct Range {
    T min{};
    T max{};
};

// A row whose value is text.
Setting setting_row(SettingText text, std::string allowed, Setting::Read read);

enum class Zero { refused, means_off };

// Each makes a row whose value is of one kind. Ranges include their ends.
Setting duration_setting(SettingText text, Range<Duration> range, Zero zero,
                         const Put<Duration>& put);
// A duration, or "forever".
Setting retention_setting(SettingText text, Range<Duration> range,
                          const Put<std::optional<Duration>>& put);
Setting count_setting(SettingText text, Range<std::int64_t> range, const Put<std::int64_t>& put);
// Bytes, also with the unit KiB, MiB or GiB.
Setting bytes_setting(SettingText text, Range<std::int64_t> range, const Put<std::int64_t>& put);
// A number of requests a second with or without a fraction, or "off".
Setting rate_setting(SettingText text, Range<double> range, const Put<std::optional<double>>& put);
// An HTTP status, or "none".
Setting status_setting(SettingText text, Range<int> range, const Put<std::optional<int>>& put);
Setting switch_setting(SettingText text, const Put<bool>& put);

Setting text_setting(SettingText text, const Put<std::string>& put);
Setting file_setting(SettingText text, const Put<std::string>& put);
Setting header_name_setting(SettingText text, const Put<std::string>& put);
Setting url_path_setting(SettingText text, const Put<std::string>& put);
Setting base_url_setting(SettingText text, const Put<std::string>& put);
// What stands in its query is not printed.
Setting token_url_setting(SettingText text, const Put<std::string>& put);
// A URL of which no more than its origin is printed: the path of many a webhook is its key.
Setting webhook_setting(SettingText text, const Put<std::string>& put);
// A program and its arguments, in words.
Setting command_setting(SettingText text, const Put<std::vector<std::string>>& put);
// Headers without their values when printed; parameters of a form.
Setting headers_setting(SettingText text, const Put<std::vector<FeedHeader>>& put);
Setting form_setting(SettingText text, const Put<std::string>& put);
Setting store_url_setting(SettingText text, const Put<EngineUrl>& put);
Setting queue_url_setting(SettingText text, const Put<EngineUrl>& put);
// A region of Amazon's, an ARN of a topic of Amazon SNS.
Setting region_setting(SettingText text, const Put<std::string>& put);
Setting topic_arn_setting(SettingText text, const Put<std::string>& put);

Setting listen_setting(SettingText text, const Put<ListenAddress>& put);
Setting hosts_setting(SettingText text, const Put<std::vector<std::string>>& put);

Setting secret_setting(SettingText text, const Put<Secret>& put);
// The path of the file that holds the secret of the row `secret_key`.
Setting secret_file_setting(SettingText text, std::string_view secret_key, const Put<Secret>& put);

template <class T>
using Words = std::vector<std::pair<std::string_view, T>>;

std::string allowed_words(std::vector<std::string_view> words);

template <class T, class PutWord>
Setting word_setting(SettingText text, Words<T> words, PutWord put) {
    std::vector<std::string_view> names;
    for (const auto& [name, value] : words) names.push_back(name);
    std::vector<std::string_view> all = names;
    auto read = [words = std::move(words), put](
                    Config& config,
                    std::string_view written) -> std::expected<std::string, std::string> {
        for (const auto& [name, value] : words) {
            if (name != written) continue;
            put(config, value);
            return std::string(name);
        }
        return std::unexpected("no such value");
    };
    Setting setting = setting_row(text, allowed_words(std::move(names)), std::move(read));
    setting.words = std::move(all);
    return setting;
}

}  // namespace scan
