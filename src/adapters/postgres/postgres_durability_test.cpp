#include <gtest/gtest.h>

#include "adapters/postgres/postgres_engine.h"
#include "adapters/postgres/testing/postgres_database.h"

namespace scan {
namespace {

// A database that notes how each insert into a table would be committed.
class PostgresDurability : public testing::Test {
protected:
    PostgresDurability() {
        database_.raw().execute(
            "CREATE TABLE witness (synchronous_commit text);"
            "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " INSERT INTO witness VALUES (current_setting('synchronous_commit')); RETURN NEW; END "
            "$$");
    }

    void set(const std::string& synchronous_commit) {
        database_.raw().execute("ALTER DATABASE " + database_.name() +
                                " SET synchronous_commit = " + synchronous_commit);
    }
    void watch(const std::string& table) {
        database_.raw().execute("CREATE TRIGGER note AFTER INSERT ON " + table +
                                " FOR EACH ROW EXECUTE FUNCTION note()");
    }
    std::string witnessed() {
        auto raw = database_.raw();
        const std::string all =
            raw.value("SELECT string_agg(synchronous_commit, ',') FROM witness");
        raw.execute("TRUNCATE witness");
        return all;
    }
    std::unique_ptr<SqlEngine> engine() {
        return make_postgres_engine({.address = database_.address()}, clock_);
    }

    PostgresDatabase database_;
    SystemClock clock_;
};

TEST_F(PostgresDurability, WhatIsAcknowledgedNextIsSyncedEvenIfTheDatabaseSaysOff) {
    ASSERT_TRUE(engine()->migrate_queue());
    watch("message");
    for (const auto& [said, used] : {std::pair("off", "on"), std::pair("local", "local"),
                                     std::pair("remote_apply", "remote_apply")}) {
        set(said);
        EXPECT_TRUE(engine()->queue(3)->send(std::vector<std::string>{"body"}).front());
        EXPECT_EQ(witnessed(), used) << said;
    }
}

TEST_F(PostgresDurability, AMigrationIsSyncedEvenIfTheDatabaseSaysOff) {
    set("off");
    database_.raw().execute(
        "CREATE TABLE schema_version (name text PRIMARY KEY, version int NOT NULL,"
        " migrated_at_utc timestamptz NOT NULL)");
    watch("schema_version");
    ASSERT_TRUE(engine()->migrate_queue());
    EXPECT_EQ(witnessed(), "on");
}

}  // namespace
}  // namespace scan
