#include "adapters/http_feed/oauth2_parameters.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/percent_encoding.h"

namespace scan {
namespace {

constexpr std::string_view kOwnParameters[] = {"client_id", "client_secret", "grant_type", "scope"};

}  // namespace

std::expected<std::string, std::string> oauth2_parameters(std::string_view text) {
    std::string form;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('&'), text.size());
        const std::string_view pair = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const std::size_t equals = std::min(pair.find('='), pair.size());
        const auto name = percent_decode(pair.substr(0, equals));
        if (equals == pair.size() || !name || name->empty())
            return std::unexpected("not `name=value&name=value`");
        const auto value = percent_decode(pair.substr(equals + 1));
        if (!value) return std::unexpected(fmt::format("{} holds a % that begins nothing", *name));
        if (std::ranges::find(kOwnParameters, *name) != std::end(kOwnParameters))
            return std::unexpected(fmt::format("{} is the worker's own", *name));
        form += fmt::format("{}{}={}", form.empty() ? "" : "&", percent_encode(*name),
                            percent_encode(*value));
    }
    return form;
}

}  // namespace scan
