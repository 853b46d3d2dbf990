#include "adapters/sqlserver/sqlserver_address.h"

#include "adapters/sqlserver/connection_string.h"
#include "fuzz/target.h"

namespace scan {

void fuzz(std::string_view input) {
    (void)is_sqlserver_string(input);
    const auto address = SqlServerAddress::parse(input);
    if (!address) {
        promise(!address.error().empty(), "an error says what is wrong");
        return;
    }
    promise(!address->host.empty() && !address->database.empty(), "an address is complete");
    promise(address->port != 0, "a port is none but 1 to 65535");
    SqlServerAddress other = *address;
    other.password = address->password.empty() ? "" : "another";
    promise(other.text() == address->text(), "an address's text does not tell the password");
}

}  // namespace scan
