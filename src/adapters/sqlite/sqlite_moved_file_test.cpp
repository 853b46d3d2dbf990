#include <gtest/gtest.h>

#include "adapters/sqlite/sqlite_engine.h"
#include "adapters/sqlite/testing/temporary_database.h"

namespace scan {
namespace {

namespace fs = std::filesystem;

class SqliteMovedFile : public testing::Test {
protected:
    SqliteMovedFile() {
        EXPECT_TRUE(store_->ping());
        EXPECT_TRUE(queue_->send(std::vector<std::string>{"body"}).front());
    }

    // Readers and writers say that the file is gone; an idle receiver, too.
    void expect_denied() {
        const auto of_reader = store_->find(ParcelId{1});
        const auto of_writer = store_->ping();
        const auto of_receiver = queue_->receive({.visibility_timeout = {}, .wait = {}}, {});
        for (const Error& error :
             {of_reader ? Error() : of_reader.error(), of_writer ? Error() : of_writer.error(),
              of_receiver ? Error() : of_receiver.error()}) {
            EXPECT_EQ(error.code, ErrorCode::denied);
            EXPECT_NE(error.message.find("the file was removed or replaced"), std::string::npos)
                << error.message;
        }
    }

    fs::path elsewhere() const { return database_.folder() / "elsewhere.db"; }

    TemporaryDatabase database_;
    SystemClock clock_;
    const std::unique_ptr<SqlEngine> engine_ =
        make_sqlite_engine({.path = database_.path()}, clock_);
    const std::unique_ptr<ParcelStore> store_ = engine_->parcel_store();
    const std::unique_ptr<EventQueue> queue_ = engine_->queue(3);
};

TEST_F(SqliteMovedFile, IsNoticedByEveryCallAndNoEmptyOneIsBegunInItsPlace) {
    fs::rename(database_.path(), elsewhere());
    expect_denied();
    expect_denied();
    EXPECT_FALSE(fs::exists(database_.path()));
}

TEST_F(SqliteMovedFile, IsNotExchangedForAnotherUnderARunningWorker) {
    fs::rename(database_.path(), elsewhere());
    ASSERT_TRUE(make_sqlite_engine({.path = database_.path()}, clock_)->migrate_store());
    expect_denied();
    expect_denied();
}

TEST_F(SqliteMovedFile, IsUsedAgainOnceItIsBack) {
    fs::rename(database_.path(), elsewhere());
    expect_denied();
    fs::rename(elsewhere(), database_.path());
    EXPECT_TRUE(store_->ping());
    EXPECT_TRUE(store_->find(ParcelId{1}));
}

}  // namespace
}  // namespace scan
