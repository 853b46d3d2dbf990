#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/desk/file_stamps.h"
#include "base/clock.h"
#include "operations/ports/credential_watch.h"

namespace scan {

// Looks at files with certificates, whose renewal is somebody else's: one that ends soon was not renewed. One thread.
class CertificateLook final {
public:
    struct File {
        std::string setting;
        std::string path;  // empty: there is none
    };
    CertificateLook(const std::vector<File>& files, CredentialWatch& watch, Clock& clock);

    // Once a minute it looks, and when a file has changed.
    void look();

private:
    void look_at(const File& file);

    std::vector<File> files_;
    CredentialWatch& watch_;
    Clock& clock_;
    FileStamps stamps_;
    Instant next_{};
    std::map<std::string, UtcTime> told_;  // by setting
};

}  // namespace scan
