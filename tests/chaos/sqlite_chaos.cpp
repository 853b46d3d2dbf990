#include "tests/chaos/sqlite_chaos.h"

#include <cerrno>
#include <cstring>
#include <memory>

#include "tests/e2e/table_file.h"

namespace scan {
namespace {

constexpr std::uint64_t kMebibyte = 1024 * 1024;
constexpr std::uint64_t kDiskBytes = 4096 * kMebibyte;
constexpr std::uint64_t kLogBytesMax = 128 * kMebibyte;
constexpr std::uint64_t kQueueBytesMax = 64 * kMebibyte;
constexpr const char* kDiskFull = "disk: full";

// Files may grow while it is looked how large they are.
bool fill(const SmallDisk& disk) {
    constexpr int kTries = 100;
    for (int i = 0; i < kTries; ++i) {
        if (disk.resize(disk.used())) return true;
    }
    return false;
}

}  // namespace

SqliteChaos::SqliteChaos(const std::filesystem::path& folder)
    : folder_(folder / "disk"),
      disk_(folder_, kDiskBytes),
      why_not_mounted_(disk_.is_mounted() ? "" : std::strerror(errno)) {}

Settings SqliteChaos::settings() const {
    return {{"store-url", "sqlite:disk/store.db"},
            {"queue-url", "sqlite:disk/queue.db"},
            {"queue-receive-count-max", std::to_string(kReceiveCountMax)}};
}

std::unique_ptr<Tables> SqliteChaos::store() const {
    return std::make_unique<TableFile>(folder_ / "store.db");
}

std::int64_t SqliteChaos::messages() {
    const TableFile queue(folder_ / "queue.db");
    return std::max(queue.number("SELECT count(*) FROM message"),
                    queue.number("SELECT count(*) FROM message_body"));
}

std::int64_t SqliteChaos::dead_letters() {
    return TableFile(folder_ / "queue.db")
        .number("SELECT count(*) FROM message WHERE queue = 'dead_letters'");
}

// As another tool does that writes for long.
ChaosFault SqliteChaos::lock_of(const std::string& file) const {
    return {.kind = "sqlite: " + file + " locked",
            .victim = file,
            .begin = [path = folder_ / file](Random&) -> std::optional<ChaosFault::Begun> {
                if (!std::filesystem::exists(path)) return std::nullopt;
                const auto held = std::make_shared<TableFile>(path);
                if (!held->lock()) return std::nullopt;
                return ChaosFault::Begun{"", [held] { held->unlock(); }};
            },
            .is_outage = true,
            .weight = 3};
}

std::vector<ChaosFault> SqliteChaos::faults(RunWatch& /*watch*/) {
    std::vector<ChaosFault> all{lock_of("store.db"), lock_of("queue.db")};
    if (!disk_.is_mounted()) return all;
    all.push_back({.kind = kDiskFull,
                   .victim = "disk",
                   .begin = [this](Random&) -> std::optional<ChaosFault::Begun> {
                       if (!fill(disk_)) return std::nullopt;
                       return ChaosFault::Begun{"", [this] { disk_.resize(kDiskBytes); }};
                   },
                   .is_outage = true,
                   .weight = 2});
    return all;
}

std::string SqliteChaos::left_out() const {
    return why_not_mounted_.empty()
               ? ""
               : "disk full is left out: no file system can be mounted: " + why_not_mounted_;
}

bool SqliteChaos::may_end(const std::string& errors) const {
    return disk_.is_mounted() && errors.find("is full") != std::string::npos;
}

std::vector<ExplainedError> SqliteChaos::explained_errors() const {
    return {{kDiskFull, "the database or disk is full"}, {kDiskFull, "the disk is full"}};
}

std::vector<BoundedFile> SqliteChaos::bounded_files() const {
    return {{folder_ / "store.db-wal", kLogBytesMax},
            {folder_ / "queue.db-wal", kLogBytesMax},
            {folder_ / "queue.db", kQueueBytesMax}};
}

void SqliteChaos::keep(const std::filesystem::path& folder) const {
    if (!disk_.is_mounted()) return;
    std::filesystem::copy(folder_, folder / "disk-copy", std::filesystem::copy_options::recursive);
}

}  // namespace scan
