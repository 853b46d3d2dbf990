#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/mutex.h"
#include "base/secret.h"

namespace scan {

enum class TokenRight { read, act };

// Whose token was shown.
struct TokenGrant {
    std::string name;
    TokenRight right{};

    bool operator==(const TokenGrant&) const = default;
};

// The tokens that open the API: `admin.token`, whose name is `admin` and which may act, and the lines of `admin.tokens_file`. Keeps digests
// alone. Any thread.
class TokenBook final {
public:
    // Reads nothing yet. `file` may be empty.
    TokenBook(Secret token, std::string file) : token_(std::move(token)), file_(std::move(file)) {}

    // No token is configured, so that none is asked for.
    bool is_empty() const { return token_.empty() && file_.empty(); }

    // Reads token and file anew. denied: one cannot be read, or a line is none; the message names file and line and never a token. The
    // former tokens stay.
    Result<> reload();

    // Takes equally long whatever `token` is.
    std::optional<TokenGrant> find(std::string_view token) const;

private:
    using Digest = std::array<std::uint8_t, 32>;
    struct Entry {
        Digest digest{};
        TokenGrant grant;
    };

    static Digest digest_of(std::string_view token);
    static Result<std::vector<Entry>> parse(std::string_view text, const std::string& file);

    const Secret token_;
    const std::string file_;
    mutable Mutex mutex_;
    std::vector<Entry> entries_ GUARDED_BY(mutex_);
};

}  // namespace scan
