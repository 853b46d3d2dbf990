#include "adapters/sqlserver/freetds_conf.h"

#include <fmt/format.h>
#include <stdlib.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <mutex>

namespace scan {
namespace {

namespace fs = std::filesystem;

// FREETDSCONF is one for the process, so its engines share one file.
struct SharedFile {
    std::mutex mutex;
    fs::path folder;
    std::map<std::string, std::string> sections;
    int count = 0;

    // False: the file could not be written.
    bool write() {
        if (folder.empty()) {
            std::string pattern = (fs::temp_directory_path() / "scan-freetds-XXXXXX").string();
            if (::mkdtemp(pattern.data()) == nullptr) return false;
            folder = pattern;
        }
        const fs::path path = folder / "freetds.conf";
        std::ofstream file(path);
        for (const auto& [name, text] : sections) file << text;
        return file.flush() && ::setenv("FREETDSCONF", path.c_str(), 1) == 0;
    }

    void remove() {
        std::error_code error;
        fs::remove_all(folder, error);
        folder.clear();
    }
};

SharedFile& shared_file() {
    static SharedFile file;
    return file;
}

}  // namespace

std::string freetds_section(const std::string& server_name, const SqlServerAddress& address,
                            Duration timeout) {
    const auto seconds =
        std::max(std::chrono::floor<std::chrono::seconds>(timeout / 2).count(), std::int64_t{1});
    std::string text = fmt::format(
        "[{}]\n\thost = {}\n\tport = {}\n\ttds version = 7.4\n\tclient charset = UTF-8\n"
        "\ttext size = 2147483647\n\ttimeout = {}\n\tconnect timeout = {}\n\tencryption = {}\n",
        server_name, address.host, address.port, seconds, seconds,
        address.encrypt ? "require" : "off");
    if (address.encrypt && !address.trust_server_certificate) {
        text += fmt::format("\tca file = {}\n\tcheck certificate hostname = yes\n",
                            address.ca_file.empty() ? "system" : address.ca_file);
    }
    return text;
}

FreetdsConf::FreetdsConf(const SqlServerAddress& address, Duration timeout) {
    SharedFile& file = shared_file();
    const std::lock_guard lock(file.mutex);
    const std::string name = fmt::format("scan{}", ++file.count);
    file.sections[name] = freetds_section(name, address, timeout);
    if (file.write()) server_name_ = name;
}

FreetdsConf::~FreetdsConf() {
    SharedFile& file = shared_file();
    const std::lock_guard lock(file.mutex);
    file.sections.erase(server_name_);
    if (file.sections.empty()) file.remove();
}

}  // namespace scan
