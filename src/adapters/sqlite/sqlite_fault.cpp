#include "adapters/sqlite/sqlite_fault.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <unistd.h>

#include <system_error>

namespace scan {
namespace {

constexpr std::size_t kReasonMax = 300;
constexpr std::string_view kNotOpened = "Cannot establish connection to the database. ";

bool may(const std::filesystem::path& path, int rights) {
    return ::faccessat(AT_FDCWD, path.c_str(), rights, AT_EACCESS) == 0;
}

std::string first_line(const std::string& message) {
    std::string line = message.substr(0, message.find_first_of("\r\n"));
    // SOCI says where it was before SQLite says what is wrong.
    if (line.starts_with("sqlite3_statement_backend::")) line.erase(0, line.find(": ") + 2);
    if (line.starts_with(kNotOpened)) line.erase(0, kNotOpened.size());
    if (line.size() > kReasonMax) line.resize(kReasonMax);
    return line;
}

bool is_file_size_limited() {
    rlimit limit{};
    return ::getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY;
}

// Who waits until there is room again may go on with the session, or not.
DriverFault no_room(std::string reason, bool session_lost) {
    return {.code = ErrorCode::denied,
            .reason = std::move(reason),
            .session_lost = session_lost,
            .cause = ErrorCause::no_room};
}

DriverFault io_fault(int result, std::string reason) {
    switch (result) {
        // SQLite tells a full disk, but not the limit of a file's size, by a code of its own.
        case SQLITE_IOERR_WRITE:
            if (!is_file_size_limited()) return {ErrorCode::transient, std::move(reason), true};
            return no_room("the disk is full: the file may not grow (ulimit -f)", true);
        // Growing the shared memory beside the file; only a full disk or quota is known to end so.
        case SQLITE_IOERR_SHMSIZE: return no_room("the disk is full", true);
        case SQLITE_IOERR_NOMEM: return {ErrorCode::transient, "out of memory", true};
        default: return {ErrorCode::transient, std::move(reason), true};
    }
}

}  // namespace

DriverFault sqlite_fault(int result, const std::string& message) {
    std::string reason = first_line(message);
    switch (result & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED: return {ErrorCode::transient, std::move(reason), false};
        case SQLITE_PROTOCOL:
        case SQLITE_INTERRUPT:
        case SQLITE_NOMEM: return {ErrorCode::transient, std::move(reason), true};
        case SQLITE_IOERR: return io_fault(result, std::move(reason));
        case SQLITE_FULL: return no_room("the database or disk is full", false);
        case SQLITE_TOOBIG: return {ErrorCode::rejected, std::move(reason), false, true};
        case SQLITE_CONSTRAINT:
        case SQLITE_MISMATCH:
        case SQLITE_RANGE: return {ErrorCode::rejected, std::move(reason), false};
        case SQLITE_NOTADB: return {ErrorCode::denied, "the file is not an SQLite database", true};
        // READONLY, PERM, CANTOPEN, CORRUPT, AUTH, NOLFS, and ERROR: a missing table or column.
        default: return {ErrorCode::denied, std::move(reason), true};
    }
}

std::string why_not_opened(const std::filesystem::path& path) {
    std::error_code error;
    const std::filesystem::path folder = path.parent_path();
    if (!std::filesystem::is_directory(folder, error)) {
        return fmt::format("the folder {} does not exist", folder.string());
    }
    if (std::filesystem::is_directory(path, error)) return "it is a folder, not a file";
    if (std::filesystem::exists(path, error)) {
        return may(path, R_OK) ? "" : "the file may not be read";
    }
    return may(folder, W_OK) ? ""
                             : fmt::format("the folder {} may not be written", folder.string());
}

}  // namespace scan
