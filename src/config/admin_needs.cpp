#include "config/admin_needs.h"

#include <fmt/format.h>

#include "config/config_faults.h"
#include "config/config_needs.h"

namespace scan {
namespace {

using Checked = std::expected<void, std::string>;

Checked require_cover(const LoadedConfig& loaded) {
    const AdminConfig& admin = loaded.config.admin;
    if (admin.listen.is_loopback()) return {};
    const LoadedSetting& listen = loaded.at("admin.listen");
    if (admin.token.empty() && admin.tokens_file.empty()) {
        return std::unexpected(fmt::format(
            "admin.listen = {} ({}): open to other machines without a token; allowed: a "
            "loopback address, unix:/path, or a token (admin.token or "
            "admin.tokens_file)",
            listen.text, listen.origin.text()));
    }
    if (admin.tls_cert.empty() && !admin.allow_insecure) {
        return std::unexpected(
            fmt::format("admin.listen = {} ({}): tokens over plain http from other machines; "
                        "allowed: admin.tls_cert, a loopback address, or admin.allow_insecure = "
                        "true",
                        listen.text, listen.origin.text()));
    }
    return {};
}

}  // namespace

Checked require_safe_admin(const LoadedConfig& loaded) {
    ConfigFaults faults;
    faults.add_error_of(require_cover(loaded));
    const AdminConfig& admin = loaded.config.admin;
    if (!admin.token.empty())
        faults.add_error_of(require_secret(loaded, "admin.token", admin.token));
    for (const std::string_view key : {"admin.tokens_file", "admin.tls_cert", "admin.tls_key"})
        faults.add_error_of(require_file(loaded, key));
    if (!admin.tls_key.empty() && admin.tls_cert.empty()) {
        faults.add_error_of(Checked(std::unexpected(
            fmt::format("admin.tls_key ({}) is set without admin.tls_cert; allowed: both or none",
                        loaded.at("admin.tls_key").origin.text()))));
    }
    if (!faults.empty()) return std::unexpected(faults.text());
    return {};
}

}  // namespace scan
