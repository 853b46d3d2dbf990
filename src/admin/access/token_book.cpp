#include "admin/access/token_book.h"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/sha.h>

#include <algorithm>
#include <ranges>

namespace scan {
namespace {

constexpr std::string_view kBlanks = " \t\r";

std::vector<std::string_view> words_of(std::string_view line) {
    std::vector<std::string_view> words;
    while (true) {
        const std::size_t begin = line.find_first_not_of(kBlanks);
        if (begin == line.npos) return words;
        line.remove_prefix(begin);
        const std::size_t end = std::min(line.find_first_of(kBlanks), line.size());
        words.push_back(line.substr(0, end));
        line.remove_prefix(end);
    }
}

std::optional<TokenRight> right_of(std::string_view word) {
    if (word == "read") return TokenRight::read;
    if (word == "act") return TokenRight::act;
    return std::nullopt;
}

}  // namespace

TokenBook::Digest TokenBook::digest_of(std::string_view token) {
    Digest digest{};
    ::SHA256(reinterpret_cast<const unsigned char*>(token.data()), token.size(), digest.data());
    return digest;
}

Result<std::vector<TokenBook::Entry>> TokenBook::parse(std::string_view text,
                                                       const std::string& file) {
    std::vector<Entry> entries;
    int number = 0;
    for (const auto part : std::views::split(text, '\n')) {
        ++number;
        const auto words = words_of(std::string_view(part));
        if (words.empty() || words.front().starts_with('#')) continue;
        const auto right = words.size() == 3 ? right_of(words[1]) : std::nullopt;
        if (!right) {
            return fail(ErrorCode::denied,
                        fmt::format("{}:{}: not a line `name read token` or `name act token`", file,
                                    number));
        }
        const bool is_taken = std::ranges::any_of(
            entries, [&](const Entry& each) { return each.grant.name == words[0]; });
        if (is_taken) {
            return fail(ErrorCode::denied, fmt::format("{}:{}: the name {} has a token already",
                                                       file, number, words[0]));
        }
        entries.push_back({digest_of(words[2]), {std::string(words[0]), *right}});
    }
    return entries;
}

Result<> TokenBook::reload() {
    std::vector<Entry> entries;
    if (!file_.empty()) {
        const auto text = Secret::in_file(file_).read();
        if (!text) return std::unexpected(text.error());
        auto parsed = parse(*text, file_);
        if (!parsed) return std::unexpected(parsed.error());
        entries = std::move(*parsed);
    }
    if (!token_.empty()) {
        const auto text = token_.read();
        if (!text) return std::unexpected(text.error());
        entries.push_back({digest_of(*text), {"admin", TokenRight::act}});
    }
    const MutexLock lock(mutex_);
    entries_ = std::move(entries);
    return {};
}

std::optional<TokenGrant> TokenBook::find(std::string_view token) const {
    const Digest digest = digest_of(token);
    const MutexLock lock(mutex_);
    std::optional<TokenGrant> found;
    // Each is compared, to its end, so that the time tells nothing of a token.
    for (const Entry& each : entries_) {
        if (::CRYPTO_memcmp(each.digest.data(), digest.data(), digest.size()) == 0)
            found = each.grant;
    }
    return found;
}

}  // namespace scan
