#include "adapters/sqlserver/freetds_conf.h"

#include <fmt/format.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <map>

#include "base/mutex.h"

namespace scan {
namespace {

// FREETDSCONF is one for the process, so its engines share one file.
struct SharedFile {
    Mutex mutex;
    struct Section {
        std::string text;
        int users = 0;
    };

    std::map<std::string, Section> sections GUARDED_BY(mutex);
    int file GUARDED_BY(mutex) = -1;

    // A name for a section of this text: others may share it if theirs is the same.
    std::string name_for(const SqlServerAddress& address, Duration timeout) const REQUIRES(mutex) {
        std::string host = address.host;
        std::erase_if(host, [](char c) { return c == '[' || c == ']'; });
        const std::string plain = fmt::format("{},{}", host, address.port);
        std::string name = plain;
        for (int i = 2;; ++i) {
            const auto found = sections.find(name);
            if (found == sections.end() ||
                found->second.text == freetds_section(name, address, timeout))
                return name;
            name = fmt::format("{},{}", plain, i);
        }
    }

    // In memory, so that nothing stays behind a process that is killed. False: it could not be written.
    bool write() REQUIRES(mutex) {
        const int made = ::memfd_create("freetds.conf", MFD_CLOEXEC);
        if (made < 0) return false;
        std::string all;
        for (const auto& [name, section] : sections) all += section.text;
        const bool is_written = ::write(made, all.data(), all.size()) == std::ssize(all);
        const std::string path = fmt::format("/proc/self/fd/{}", made);
        if (!is_written || ::setenv("FREETDSCONF", path.c_str(), 1) != 0) {
            ::close(made);
            return false;
        }
        remove();
        file = made;
        return true;
    }

    void remove() REQUIRES(mutex) {
        if (file >= 0) ::close(file);
        file = -1;
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
    const MutexLock lock(file.mutex);
    const std::string name = file.name_for(address, timeout);
    SharedFile::Section& section = file.sections[name];
    section.text = freetds_section(name, address, timeout);
    ++section.users;
    server_name_ = name;
    is_written_ = file.write();
}

FreetdsConf::~FreetdsConf() {
    SharedFile& file = shared_file();
    const MutexLock lock(file.mutex);
    if (--file.sections[server_name_].users == 0) file.sections.erase(server_name_);
    if (file.sections.empty()) file.remove();
}

}  // namespace scan
