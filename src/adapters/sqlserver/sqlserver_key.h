#pragma once

#include <string_view>

namespace scan {

// What a key of a connection string, or a parameter of a URL, is about. The drivers of ADO.NET,
// ODBC and JDBC have several words for most of them.
enum class SqlServerKey {
    server,
    port,
    database,
    user,
    password,
    driver,
    encrypt,
    trust_server_certificate,
    ca_file,
    name_in_certificate,
    application_name,
    application_intent,
    authentication,
    integrated_security,
    immaterial,   // whatever it says, nothing is different here
    ignored,      // says something that a person could rely on, and is not done
    unsupported,  // cannot be done and must not be passed over
    unknown,
};

// `key` in lower case; spaces and underscores in it do not count.
SqlServerKey kind_of_key(std::string_view key);

}  // namespace scan
