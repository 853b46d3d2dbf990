#pragma once

#include <string>

#include "base/error.h"

namespace scan {

// Who logs in to a database. An empty user or password: what the database's address says.
struct DatabaseLogin {
    std::string user = {};
    std::string password = {};
};

// What the file at `path` says, which holds the password alone or, if it begins with {, a JSON object
// with "password" and perhaps "username", as AWS Secrets Manager writes it; other members do not
// count. An empty path: nothing. To be read anew for each session, so that a password can be rotated
// while the program runs.
//   denied: the file cannot be read, is empty, or holds something else; the message names the file
//     and repeats nothing of what it holds.
Result<DatabaseLogin> read_login_file(const std::string& path);

}  // namespace scan
