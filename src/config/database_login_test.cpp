#include "config/database_login.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

using Settings = std::map<std::string_view, std::string>;

std::string refusal_of(const Settings& settings) {
    const auto loaded = load_config({std::nullopt, settings}, {});
    return loaded ? "" : loaded.error();
}

TEST(DatabaseLogin, IsSaidByUrlOrFileAndNotByBoth) {
    const Settings file{{"store.password_file", "/run/password"}};
    for (const char* url :
         {"postgresql://worker:s3cret@db/scans", "postgresql://worker@db/scans?password=s3cret",
          "sqlserver://worker:s3cret@db/scans"}) {
        Settings both = file;
        both["store.url"] = url;
        const std::string error = refusal_of(both);
        EXPECT_EQ(error,
                  "store.url (flag --store-url) has a password and store.password_file (flag "
                  "--store-password-file) is set; allowed: one of them")
            << url;
    }
    for (const char* url :
         {"postgresql://worker@db/scans", "postgresql:///scans?sslpassword=keys",
          "sqlserver://worker@db/scans", "Server=db;Database=scans;User Id=worker"}) {
        Settings one = file;
        one["store.url"] = url;
        EXPECT_EQ(refusal_of(one), "") << url;
    }
}

TEST(DatabaseLogin, OfSqlServerHasAUserUnlessTheFileCanNameIt) {
    const Settings without{{"queue.url", "sqlserver://db/scans"}};
    EXPECT_EQ(refusal_of(without),
              "queue.url (flag --queue-url): the user is missing; allowed: a user in it, or "
              "queue.password_file with a \"username\"");
    Settings with_file = without;
    with_file["queue.password_file"] = "/run/password";
    EXPECT_EQ(refusal_of(with_file), "");
}

TEST(DatabaseLogin, OfTheStoreIsTheQueuesIfTheyAreOneDatabase) {
    const auto queue_file = [](Settings settings) {
        settings["store.url"] = "postgresql://worker@db/scans";
        settings["store.password_file"] = "/run/store";
        const auto loaded = load_config({std::nullopt, settings}, {});
        return loaded ? loaded->config.queue.password_file : loaded.error();
    };
    EXPECT_EQ(queue_file({{"queue.url", "postgresql://worker@db/scans"}}), "/run/store");
    EXPECT_EQ(queue_file({{"queue.url", "postgresql://worker@db/other"}}), "");
    EXPECT_EQ(queue_file({{"queue.url", "postgresql://worker@db/scans"},
                          {"queue.password_file", "/run/queue"}}),
              "/run/queue");
}

TEST(DatabaseLogin, HasToBeReadableForARun) {
    const auto loaded = load_config({std::nullopt,
                                     {{"store.url", "postgresql://worker@db/scans"},
                                      {"store.password_file", "/no/such/file"},
                                      {"queue.password_file", "/no/such/file either"}}},
                                    {});
    ASSERT_TRUE(loaded) << loaded.error();
    const auto readable = require_password_files(*loaded);
    ASSERT_FALSE(readable);
    EXPECT_EQ(readable.error(),
              "store.password_file (flag --store-password-file): cannot read the secret file "
              "/no/such/file: No such file or directory; allowed: a file that holds the password "
              "alone, or a JSON object with \"password\" and perhaps \"username\"")
        << "and nothing of the queue, whose SQLite file has no password";
}

}  // namespace
}  // namespace scan
