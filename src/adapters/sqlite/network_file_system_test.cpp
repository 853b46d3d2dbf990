#include "adapters/sqlite/network_file_system.h"

#include <gtest/gtest.h>

#include <array>

#include "adapters/sqlite/sqlite_engine.h"
#include "adapters/sqlite/testing/temporary_database.h"

namespace scan {
namespace {

TEST(NetworkFileSystem, IsKnownByItsKind) {
    EXPECT_EQ(network_file_system(0x6969), "NFS");
    EXPECT_EQ(network_file_system(0xff534d42), "CIFS");
    EXPECT_EQ(network_file_system(0xfe534d42), "SMB");
    EXPECT_EQ(network_file_system(0x00c36400), "Ceph");
}

TEST(NetworkFileSystem, IsNoneOfThisMachinesOwn) {
    // ext4, btrfs, XFS, tmpfs, overlayfs, ZFS.
    constexpr std::array<std::int64_t, 6> kLocal{0xef53,     0x9123683e, 0x58465342,
                                                 0x01021994, 0x794c7630, 0x2fc12fc1};
    for (const std::int64_t kind : kLocal)
        EXPECT_EQ(network_file_system(kind), "") << std::hex << kind;
}

TEST(NetworkFileSystem, IsRefusedForADatabase) {
    const TemporaryDatabase database;
    SystemClock clock;
    const auto engine = make_sqlite_engine({.path = database.path(), .file_system = 0x6969}, clock);
    const auto ping = engine->parcel_store()->ping();
    ASSERT_FALSE(ping);
    EXPECT_EQ(ping.error().code, ErrorCode::denied);
    EXPECT_TRUE(ping.error().message.ends_with(
        "the file is on NFS: SQLite's write-ahead log needs a disk of this machine"))
        << ping.error().message;
    EXPECT_FALSE(std::filesystem::exists(database.path()));
}

}  // namespace
}  // namespace scan
