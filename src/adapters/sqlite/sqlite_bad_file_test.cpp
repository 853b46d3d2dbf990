#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "adapters/sqlite/sqlite_engine.h"
#include "adapters/sqlite/testing/temporary_database.h"

namespace scan {
namespace {

StoreBatch one_parcel(std::int64_t id, std::string status_code = "") {
    StoreBatch batch;
    batch.parcels = {summarize({.event_id = EventId{id},
                                .parcel_id = ParcelId{id},
                                .type = "STATUS",
                                .created_at = UtcTime(),
                                .status_code = std::move(status_code),
                                .run_id = ""})};
    batch.applied = {EventId{id}};
    return batch;
}

// Rights do not bind root: while it lives, the process is nobody.
class WithoutRoot final {
public:
    WithoutRoot() { EXPECT_EQ(::seteuid(::geteuid() == 0 ? 65534 : ::geteuid()), 0); }
    ~WithoutRoot() { EXPECT_EQ(::seteuid(::getuid()), 0); }
    WithoutRoot(const WithoutRoot&) = delete;
    WithoutRoot& operator=(const WithoutRoot&) = delete;
};

class SqliteBadFile : public testing::Test {
protected:
    std::unique_ptr<SqlEngine> engine_at(const std::filesystem::path& path,
                                         Duration timeout = std::chrono::seconds(30)) {
        return make_sqlite_engine({.path = path, .engine = {.timeout = timeout}}, clock_);
    }

    void expect_denied(const Result<>& result, const std::string& message) {
        ASSERT_FALSE(result);
        EXPECT_EQ(result.error().code, ErrorCode::denied);
        EXPECT_EQ(result.error().message, message);
    }

    TemporaryDatabase database_;
    SystemClock clock_;
};

TEST_F(SqliteBadFile, AMissingFolderIsNamedAndItsComingIsNoticed) {
    const auto folder = database_.folder() / "missing";
    const auto engine = engine_at(folder / "store.db");
    const auto store = engine->parcel_store();
    expect_denied(store->ping(), (folder / "store.db").string() + ": the folder " +
                                     folder.string() + " does not exist");
    std::filesystem::create_directory(folder);
    EXPECT_TRUE(store->apply(one_parcel(1)));
}

TEST_F(SqliteBadFile, AFolderIsNoDatabase) {
    expect_denied(engine_at(database_.folder())->parcel_store()->ping(),
                  database_.folder().string() + ": it is a folder, not a file");
}

TEST_F(SqliteBadFile, AFileThatIsNoDatabaseIsLeftAsItIs) {
    const std::string text(5000, 'x');
    std::ofstream(database_.path()) << text;
    expect_denied(engine_at(database_.path())->parcel_store()->ping(),
                  database_.path().string() + ": the file is not an SQLite database");
    std::ifstream file(database_.path());
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), text);
}

TEST_F(SqliteBadFile, AFileThatMayNotBeWrittenIsDenied) {
    ASSERT_TRUE(engine_at(database_.path())->parcel_store()->ping());
    std::filesystem::permissions(database_.folder(), std::filesystem::perms(0755));
    std::filesystem::permissions(database_.path(), std::filesystem::perms(0444));
    const WithoutRoot rights;
    expect_denied(engine_at(database_.path())->parcel_store()->apply(one_parcel(1)),
                  database_.path().string() + ": attempt to write a readonly database");
}

TEST_F(SqliteBadFile, AFolderThatMayNotBeWrittenIsDenied) {
    std::filesystem::permissions(database_.folder(), std::filesystem::perms(0555));
    const WithoutRoot rights;
    expect_denied(engine_at(database_.path())->parcel_store()->ping(),
                  database_.path().string() + ": the folder " + database_.folder().string() +
                      " may not be written");
}

TEST_F(SqliteBadFile, AFullDiskIsDeniedAndNothingIsHalfApplied) {
    ASSERT_TRUE(engine_at(database_.path())->parcel_store()->apply(one_parcel(1)));
    const auto pages = std::stoul(database_.raw().value("PRAGMA page_count"));
    const auto full = make_sqlite_engine({.path = database_.path(),
                                          .engine = {},
                                          .page_count_max = static_cast<std::uint32_t>(pages)},
                                         clock_);
    const auto store = full->parcel_store();
    StoreBatch batch = one_parcel(2);
    batch.history = {{.event = {.event_id = EventId{2},
                                .parcel_id = ParcelId{2},
                                .type = "STATUS",
                                .created_at = UtcTime(),
                                .status_code = "",
                                .run_id = ""},
                      .text = {}}};
    const std::string text(100'000, 'x');
    batch.history[0].text = text;
    for (int attempt = 0; attempt < 2; ++attempt) {
        expect_denied(store->apply(batch),
                      database_.path().string() + ": the database or disk is full");
    }
    EXPECT_EQ(store->find(ParcelId{2})->has_value(), false);
    EXPECT_TRUE(store->find(ParcelId{1})->has_value());
    EXPECT_TRUE(engine_at(database_.path())->parcel_store()->apply(batch));
}

TEST_F(SqliteBadFile, AMissingColumnIsDeniedWithoutValuesInTheMessage) {
    const auto engine = engine_at(database_.path());
    const auto store = engine->parcel_store();
    ASSERT_TRUE(store->ping());
    database_.raw().execute(
        "DROP VIEW parcel_status; ALTER TABLE parcel_summary DROP COLUMN latest_run_id");
    const auto answer = store->apply(one_parcel(1, "a secret"));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, ErrorCode::denied);
    EXPECT_EQ(
        answer.error().message,
        database_.path().string() + ": table parcel_summary has no column named latest_run_id");
}

TEST_F(SqliteBadFile, AWriterWhoHoldsTheFileIsTransient) {
    const auto engine = engine_at(database_.path());
    const auto store = engine->parcel_store();
    ASSERT_TRUE(store->apply(one_parcel(1)));
    auto other = database_.raw();
    other.execute("BEGIN IMMEDIATE");
    const auto hasty = engine_at(database_.path(), std::chrono::milliseconds(40));
    const auto answer = hasty->parcel_store()->apply(one_parcel(2));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, ErrorCode::transient);
    EXPECT_EQ(answer.error().message, database_.path().string() + ": database is locked");
    EXPECT_TRUE(store->find(ParcelId{1})->has_value()) << "readers do not wait for a writer";
    other.execute("COMMIT");
    EXPECT_TRUE(store->apply(one_parcel(2)));
}

TEST_F(SqliteBadFile, AnyCharactersMayStandInThePath) {
    const auto path = database_.folder() / "a b=c \"d\" 'e' %20 ? # Whangārei.db";
    {
        const auto engine = engine_at(path);
        const auto answer = engine->parcel_store()->apply(one_parcel(1));
        ASSERT_TRUE(answer) << answer.error().message;
    }
    EXPECT_TRUE(std::filesystem::exists(path));
    EXPECT_EQ(RawDatabase(path).value("SELECT count(*) FROM parcel_summary"), "1");
}

TEST_F(SqliteBadFile, NothingIsLeftBesideAClosedFile) {
    {
        ASSERT_TRUE(engine_at(database_.path())->parcel_store()->apply(one_parcel(1)));
    }
    EXPECT_FALSE(std::filesystem::exists(database_.path().string() + "-wal"));
    EXPECT_FALSE(std::filesystem::exists(database_.path().string() + "-shm"));
}

}  // namespace
}  // namespace scan
