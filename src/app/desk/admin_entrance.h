#pragma once

#include <memory>
#include <optional>

#include "admin/access/token_book.h"
#include "admin/http/listen_socket.h"
#include "admin/http/tls_files.h"
#include "base/log.h"
#include "config/config.h"

namespace scan {

// Where people and machines come in: opened before anything else, so that what is wrong with it is told as a setting's fault.
struct AdminEntrance {
    std::optional<ListenSocket> admin;    // nullopt: off, or the default port is taken
    std::optional<ListenSocket> metrics;  // nullopt: off
    std::unique_ptr<TokenBook> tokens;
    std::optional<TlsFiles> tls;  // of `admin`
};

// An error names the setting: a port that was set is taken, a file of tokens or a certificate is wrong.
Result<AdminEntrance> open_entrance(const Config& config, Log& log);

}  // namespace scan
