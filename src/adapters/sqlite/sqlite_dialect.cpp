#include "adapters/sqlite/sqlite_dialect.h"

#include <fmt/format.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include <algorithm>
#include <filesystem>

#include "adapters/sqlite/boot_id.h"
#include "adapters/sqlite/file_gate.h"
#include "adapters/sqlite/network_file_system.h"
#include "adapters/sqlite/sqlite_fault.h"
#include "adapters/sqlite/sqlite_uri.h"

namespace scan {

std::span<const NamedSql> sqlite_queries();
std::span<const NamedSql> sqlite_store_migrations();
std::span<const NamedSql> sqlite_queue_migrations();

namespace {

// Pages of 4 KiB that the log may hold before they are copied into the file. SQLite's own 1000 makes a checkpoint of nearly every
// batch, and batches of random parcels then write the same pages again and again.
constexpr int kCheckpointPages = 8000;

// What a log that grew larger, behind a long reader, is cut to at its next reset.
constexpr int kLogBytesMax = kCheckpointPages * 4096;

// A log that is still longer than this is behind readers that take turns without a gap. They are waited for, as no checkpoint does by
// itself, and every writer waits too: shortly and seldom, because a reader may also be one that stays.
constexpr std::uintmax_t kLogBytesPatience = 2 * kLogBytesMax;
constexpr int kReadersWaitMilliseconds = 250;
constexpr Duration kReadersWaitInterval = std::chrono::seconds(10);

constexpr Duration kLogSwitchPause = std::chrono::milliseconds(5);

sqlite_api::sqlite3* handle(soci::session& session) {
    return static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_;
}

void pragma(soci::session& session, const std::string& setting) {
    session << "PRAGMA " + setting;
}

std::uint32_t cache_kib(const SqliteSettings& settings, Role role) {
    switch (role) {
        // Parcels come at random: what the cache does not hold is read again for each batch.
        case Role::apply: return settings.apply_cache_kib;
        // Its index, and the bodies that the poller has sent and the processor has not received yet: they need not be read back.
        case Role::queue: return 4 * 1024;
        // One row, again and again.
        case Role::control: return 1024;
        // An index of a whole table is sorted.
        case Role::migration: return settings.apply_cache_kib;
    }
    return 0;
}

// Nothing was made, and nothing stands in the way of making it.
class NoFile final : public soci::soci_error {
public:
    NoFile()
        : soci::soci_error(
              "there is no such file: is this the folder of the worker, and the URL its own?") {}
};

soci::soci_error moved() {
    return soci::soci_error(
        "the file was removed or replaced while it was in use: put it back, or stop every worker "
        "that uses it and start on the new one");
}

// Ends the statement that runs. One that begins later is not touched.
class Interrupter final : public SessionBreaker {
public:
    explicit Interrupter(sqlite_api::sqlite3* handle) : handle_(handle) {}
    void cut() override { sqlite_api::sqlite3_interrupt(handle_); }

private:
    sqlite_api::sqlite3* const handle_;
};

extern "C" void scan_sqlite_clock_ns(sqlite_api::sqlite3_context* context, int /*count*/,
                                     sqlite_api::sqlite3_value** /*values*/) {
    auto* clock = static_cast<Clock*>(sqlite_api::sqlite3_user_data(context));
    sqlite_api::sqlite3_result_int64(context, clock->now().time_since_epoch().count());
}

extern "C" void scan_sqlite_boot_id(sqlite_api::sqlite3_context* context, int /*count*/,
                                    sqlite_api::sqlite3_value** /*values*/) {
    const auto* id = static_cast<const std::string*>(sqlite_api::sqlite3_user_data(context));
    sqlite_api::sqlite3_result_text(context, id->c_str(), static_cast<int>(id->size()),
                                    SQLITE_STATIC);
}

}  // namespace

SqliteDialect::SqliteDialect(const SqliteSettings& settings, Clock& clock)
    : settings_(settings),
      location_(std::filesystem::absolute(settings.path).lexically_normal().string()),
      boot_id_(settings.boot_id.empty() ? read_boot_id() : settings.boot_id),
      clock_(clock) {}

std::span<const NamedSql> SqliteDialect::queries() const {
    return sqlite_queries();
}

std::span<const NamedSql> SqliteDialect::migrations(Schema schema) const {
    switch (schema) {
        case Schema::store: return sqlite_store_migrations();
        case Schema::queue: return sqlite_queue_migrations();
    }
    return {};
}

void SqliteDialect::open(soci::session& session, Role role) const {
    if (boot_id_.empty()) {
        // Without it, times of an earlier boot would count as times of this one.
        throw soci::soci_error("cannot read the boot id in /proc/sys/kernel/random/boot_id");
    }
    // SQLite itself would make an empty file.
    if (!settings_.engine.migrate && !std::filesystem::exists(location_)) {
        const std::string why = why_not_opened(location_);
        if (!why.empty()) throw soci::soci_error("there is no such file, and " + why);
        throw NoFile();
    }
    refuse_network_file_system();
    expect_the_same_file();
    session.open(soci::sqlite3, sqlite_connect_string(location_));
    expect_the_same_file();
    sqlite_api::sqlite3_extended_result_codes(handle(session), 1);
    wait_when_busy(session);
    use_write_ahead_log(session);
    pragma(session, fmt::format("cache_size = -{}", cache_kib(settings_, role)));
    pragma(session, fmt::format("wal_autocheckpoint = {}", kCheckpointPages));
    pragma(session, fmt::format("journal_size_limit = {}", kLogBytesMax));
    // Sorting an id list is not worth a file.
    pragma(session, "temp_store = MEMORY");
    // Debian's SQLite overwrites what is deleted with zeros: twice the writing for each message.
    pragma(session, "secure_delete = OFF");
    if (settings_.page_count_max > 0) {
        pragma(session, fmt::format("max_page_count = {}", settings_.page_count_max));
    }
    add_functions(session);
}

std::unique_ptr<SessionBreaker> SqliteDialect::breaker(soci::session& session) const {
    return std::make_unique<Interrupter>(handle(session));
}

std::unique_ptr<ProcessGate> SqliteDialect::process_gate() const {
    // Processes may know the file by several names.
    std::error_code none;
    const auto file = std::filesystem::weakly_canonical(location_, none);
    return std::make_unique<FileGate>((none ? location_ : file.string()) + "-gate");
}

void SqliteDialect::check(soci::session& session) const {
    int is_moved = 0;
    sqlite_api::sqlite3_file_control(handle(session), "main", SQLITE_FCNTL_HAS_MOVED, &is_moved);
    if (is_moved != 0) throw moved();
}

void SqliteDialect::refuse_network_file_system() const {
    std::int64_t kind = settings_.file_system.value_or(0);
    struct statfs asked{};
    const std::string folder = std::filesystem::path(location_).parent_path().string();
    if (!settings_.file_system && ::statfs(folder.c_str(), &asked) == 0)
        kind = static_cast<std::int64_t>(asked.f_type) & 0xffffffff;
    const std::string_view name = network_file_system(kind);
    if (name.empty()) return;
    throw soci::soci_error(fmt::format(
        "the file is on {}: SQLite's write-ahead log needs a disk of this machine", name));
}

// A session that is opened anew must not begin an empty file where another was in use.
void SqliteDialect::expect_the_same_file() const {
    struct stat there{};
    const bool is_there = ::stat(location_.c_str(), &there) == 0;
    const FileIdentity now{.device = there.st_dev, .inode = there.st_ino};
    const MutexLock lock(mutex_);
    if (file_ && (!is_there || now != *file_)) throw moved();
    if (is_there) file_ = now;
}

void SqliteDialect::wait_when_busy(soci::session& session) const {
    // Half, because a writer may have waited the other half at the gate. SQLite's own is no wait at all.
    const auto busy = std::chrono::ceil<std::chrono::milliseconds>(settings_.engine.timeout / 2);
    sqlite_api::sqlite3_busy_timeout(handle(session), static_cast<int>(busy.count()));
}

void SqliteDialect::use_write_ahead_log(soci::session& session) const {
    // The switch answers "locked" without waiting while another process looks into a new file, whatever the busy timeout. Once made, it
    // is kept in the file.
    const Instant deadline = clock_.now() + settings_.engine.timeout / 2;
    for (;;) {
        try {
            std::string mode;
            session << "PRAGMA journal_mode = WAL", soci::into(mode);
            if (mode == "wal") return;
            throw soci::soci_error("write-ahead logging does not work here (mode " + mode + ")");
        } catch (const soci::sqlite3_soci_error& error) {
            const bool is_locked = sqlite_fault(error.result(), "").code == ErrorCode::transient;
            if (!is_locked || clock_.now() >= deadline) throw;
            clock_.sleep_until(clock_.now() + kLogSwitchPause, {});
        }
    }
}

void SqliteDialect::add_functions(soci::session& session) const {
    // What the statements know of time: the boot clock, which no jump of the wall clock moves and which all processes of the machine share.
    const auto add = [&](const char* name, const void* user, auto* function) {
        const int result = sqlite_api::sqlite3_create_function_v2(
            handle(session), name, 0, SQLITE_UTF8, const_cast<void*>(user), function, nullptr,
            nullptr, nullptr);
        if (result != SQLITE_OK) {
            throw soci::sqlite3_soci_error(fmt::format("cannot add {}()", name), result);
        }
    };
    add("clock_ns", &clock_, scan_sqlite_clock_ns);
    add("boot_id", &boot_id_, scan_sqlite_boot_id);
}

void SqliteDialect::enter(soci::session& session, Role role) const {
    if (role != Role::queue) return;
    // Times of another boot say nothing any more, and the receivers that hid these messages ended with it.
    const auto is_ours = [&] {
        int same = 0;
        session << std::string(query("read_queue_boot")), soci::into(same);
        return same != 0;
    };
    if (is_ours()) return;
    begin(session, Intent::durable);
    if (!is_ours()) {
        session << std::string(query("show_messages_of_another_boot"));
        session << std::string(query("write_queue_boot"));
    }
    session.commit();
}

void SqliteDialect::restart_long_log(soci::session& session) const {
    std::error_code none;
    const std::uintmax_t bytes = std::filesystem::file_size(location_ + "-wal", none);
    if (none || bytes <= kLogBytesPatience) return;
    const Instant now = clock_.now();
    Instant due = log_restart_due_;
    if (now < due) return;
    if (!log_restart_due_.compare_exchange_strong(due, now + kReadersWaitInterval)) return;
    sqlite_api::sqlite3_busy_timeout(handle(session), kReadersWaitMilliseconds);
    int is_busy = 0;
    session << "PRAGMA wal_checkpoint(RESTART)", soci::into(is_busy);
    wait_when_busy(session);
}

void SqliteDialect::begin(soci::session& session, Intent intent) const {
    restart_long_log(session);
    // FULL syncs the log at each commit. NORMAL syncs it only before a checkpoint: a power cut may take the last commits, in order, a
    // crash of the process takes none.
    switch (intent) {
        case Intent::durable:
        case Intent::migration: pragma(session, "synchronous = FULL"); break;
        case Intent::relaxed: pragma(session, "synchronous = NORMAL"); break;
    }
    // Takes the one writer's place now: a transaction that reads first and writes later can be refused at once, without a wait.
    session << "BEGIN IMMEDIATE";
}

DriverFault SqliteDialect::classify(const soci::soci_error& error) const {
    const std::string message = error.get_error_message();
    const auto* known = dynamic_cast<const soci::sqlite3_soci_error*>(&error);
    // SOCI's own errors: a column of another type than expected, a missing file of the system.
    if (known == nullptr) {
        const bool is_no_file = dynamic_cast<const NoFile*>(&error) != nullptr;
        return {.code = ErrorCode::denied,
                .reason = sqlite_fault(SQLITE_ERROR, message).reason,
                .session_lost = true,
                .cause = is_no_file ? ErrorCause::no_database : ErrorCause::other};
    }
    DriverFault fault = sqlite_fault(known->result(), message);
    if ((known->result() & 0xff) == SQLITE_CANTOPEN) {
        const std::string why = why_not_opened(location_);
        if (!why.empty()) fault.reason = why;
    }
    return fault;
}

}  // namespace scan
