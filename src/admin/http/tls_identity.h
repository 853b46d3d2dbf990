#pragma once

#include <boost/asio/ssl/context.hpp>
#include <memory>
#include <utility>

#include "admin/http/tls_files.h"
#include "base/error.h"

namespace scan {

// TLS 1.2 or later with what the files hold now; errors as of check_identity.
Result<std::unique_ptr<boost::asio::ssl::context>> load_identity(const TlsFiles& files);

}  // namespace scan
