#include "adapters/sqlite/file_gate.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace scan {
namespace {

// Everybody who may use the database must be able to wait for its writers.
constexpr mode_t kMode = 0666;

}  // namespace

FileGate::~FileGate() {
    close();
}

Result<bool> FileGate::try_enter() {
    if (file_ < 0) {
        if (auto opened = open(); !opened) return std::unexpected(opened.error());
    }
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0) return false;
    if (is_the_file_at_its_path()) return true;
    // Somebody has removed it, and others lock another one.
    close();
    return false;
}

void FileGate::leave() {
    ::flock(file_, LOCK_UN);
}

Result<> FileGate::open() {
    file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kMode);
    if (file_ >= 0) return {};
    const int error = errno;
    const bool may_pass = error == EMFILE || error == ENFILE || error == EINTR;
    const bool has_no_room = error == ENOSPC || error == EDQUOT;
    return std::unexpected(Error{.code = may_pass ? ErrorCode::transient : ErrorCode::denied,
                                 .message = fmt::format("cannot open {}: {}", path_.string(),
                                                        std::generic_category().message(error)),
                                 .cause = has_no_room ? ErrorCause::no_room : ErrorCause::other});
}

bool FileGate::is_the_file_at_its_path() const {
    struct stat held{};
    struct stat there{};
    return ::fstat(file_, &held) == 0 && ::stat(path_.c_str(), &there) == 0 &&
           held.st_dev == there.st_dev && held.st_ino == there.st_ino;
}

void FileGate::close() {
    if (file_ >= 0) ::close(file_);
    file_ = -1;
}

}  // namespace scan
