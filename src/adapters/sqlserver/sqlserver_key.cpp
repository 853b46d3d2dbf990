#include "adapters/sqlserver/sqlserver_key.h"

#include <algorithm>
#include <array>
#include <string>

namespace scan {
namespace {

struct Row {
    std::string_view name;
    SqlServerKey kind;
};

using enum SqlServerKey;

// As the documentation of Microsoft.Data.SqlClient, of Microsoft's ODBC and JDBC drivers and of
// FreeTDS lists them.
constexpr std::array kKeys{
    Row{"server", server},
    Row{"datasource", server},
    Row{"address", server},
    Row{"addr", server},
    Row{"networkaddress", server},
    Row{"port", port},
    Row{"database", database},
    Row{"initialcatalog", database},
    Row{"userid", user},
    Row{"uid", user},
    Row{"user", user},
    Row{"password", password},
    Row{"pwd", password},
    Row{"driver", driver},
    Row{"encrypt", encrypt},
    Row{"trustservercertificate", trust_server_certificate},
    Row{"cafile", ca_file},
    Row{"hostnameincertificate", name_in_certificate},
    Row{"applicationname", application_name},
    Row{"app", application_name},
    Row{"applicationintent", application_intent},
    Row{"authentication", authentication},
    Row{"integratedsecurity", integrated_security},
    Row{"trustedconnection", integrated_security},

    Row{"ansinpw", immaterial},
    Row{"commandtimeout", immaterial},
    Row{"connectionlifetime", immaterial},
    Row{"connectionreset", immaterial},
    Row{"connectiontimeout", immaterial},
    Row{"connecttimeout", immaterial},
    Row{"description", immaterial},
    Row{"enlist", immaterial},
    Row{"loadbalancetimeout", immaterial},
    Row{"logintimeout", immaterial},
    Row{"marsconnection", immaterial},
    Row{"maxpoolsize", immaterial},
    Row{"minpoolsize", immaterial},
    Row{"multipleactiveresultsets", immaterial},
    Row{"packetsize", immaterial},
    Row{"persistsecurityinfo", immaterial},
    Row{"poolblockingperiod", immaterial},
    Row{"pooling", immaterial},
    Row{"quotedid", immaterial},
    Row{"timeout", immaterial},
    Row{"transactionbinding", immaterial},
    Row{"typesystemversion", immaterial},
    Row{"workstationid", immaterial},
    Row{"wsid", immaterial},

    Row{"clientcharset", ignored},
    Row{"connectretrycount", ignored},
    Row{"connectretryinterval", ignored},
    Row{"currentlanguage", ignored},
    Row{"failoverpartner", ignored},
    Row{"ipaddresspreference", ignored},
    Row{"keepalive", ignored},
    Row{"keepaliveinterval", ignored},
    Row{"language", ignored},
    Row{"multisubnetfailover", ignored},
    Row{"tdsversion", ignored},
    Row{"transparentnetworkipresolution", ignored},

    Row{"accesstoken", unsupported},
    Row{"attachdbfilename", unsupported},
    Row{"attestationprotocol", unsupported},
    Row{"columnencryption", unsupported},
    Row{"columnencryptionsetting", unsupported},
    Row{"contextconnection", unsupported},
    Row{"dsn", unsupported},
    Row{"enclaveattestationurl", unsupported},
    Row{"extendedproperties", unsupported},
    Row{"failoverpartnerspn", unsupported},
    Row{"filedsn", unsupported},
    Row{"initialfilename", unsupported},
    Row{"net", unsupported},
    Row{"network", unsupported},
    Row{"networklibrary", unsupported},
    Row{"replication", unsupported},
    Row{"servercertificate", unsupported},
    Row{"serverspn", unsupported},
    Row{"servername", unsupported},
    Row{"userinstance", unsupported},
};

}  // namespace

SqlServerKey kind_of_key(std::string_view key) {
    std::string plain(key);
    std::erase_if(plain, [](char c) { return c == ' ' || c == '_'; });
    const auto found = std::ranges::find(kKeys, plain, &Row::name);
    return found == kKeys.end() ? unknown : found->kind;
}

}  // namespace scan
