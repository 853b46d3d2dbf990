#pragma once

#include <string>

#include "base/error.h"

namespace scan {

// The files by which a listener proves who it is.
struct TlsFiles {
    std::string certificate;  // PEM, with the chain
    std::string key;          // PEM; empty: in the certificate's file
};

// denied: a file cannot be read or does not fit the other; the message names it.
Result<> check_identity(const TlsFiles& files);

}  // namespace scan
