#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <ranges>

#include "tests/e2e/end_to_end.h"

namespace scan {
namespace {

// Nothing listens at port 1.
const Arguments kRun = {"run", "--feed-url", "http://127.0.0.1:1"};

struct BadInput {
    std::string name;
    Arguments arguments;
    std::vector<std::string> environment;
    int code;
    // What the one line must say.
    std::vector<std::string> told;
};

void PrintTo(const BadInput& input, std::ostream* out) {
    *out << input.name;
}

// Lines that say why the program ended; besides them `run` says what it begins with, and `migrate` what it does.
std::ptrdiff_t complaints(std::string_view errors) {
    std::ptrdiff_t count = 0;
    for (const auto line : std::views::split(errors, '\n'))
        count +=
            std::string_view(line.begin(), line.end()).starts_with("scan-event-worker: ") ? 1 : 0;
    return count;
}

class BadInputTest : public EndToEnd, public ::testing::WithParamInterface<BadInput> {};

TEST_P(BadInputTest, EndsWithOneLineThatNamesTheCulprit) {
    write_file(folder_ / "text.db", std::string(5000, 'x'));
    write_file(folder_ / "cut.jsonl", R"({"EventId":1,"ParcelId":2)");
    write_file(folder_ / "cut.jsonl.gz", "\x1f\x8b\x08 and no more");
    write_file(folder_ / "worker.toml", "[feed]\nurl = \"http://127.0.0.1:1\"\npage_limt = 5\n");
    std::filesystem::create_directory(folder_ / "folder");

    const Finished end = run(GetParam().arguments, GetParam().environment);
    EXPECT_EQ(end.code, GetParam().code);
    EXPECT_EQ(end.output, "");
    EXPECT_EQ(complaints(end.errors), 1) << end.errors;
    for (const std::string& text : GetParam().told) {
        EXPECT_NE(end.errors.find(text), std::string::npos) << end.errors;
    }
}

const std::vector<BadInput> kWrongUsage = {
    {"NoCommand", {}, {}, 2, {"command", "run"}},
    {"UnknownCommand", {"rnu"}, {}, 2, {"rnu", "run"}},
    {"UnknownSubcommand", {"cursor", "shwo"}, {}, 2, {"shwo", "show"}},
    {"NoSubcommand", {"cursor"}, {}, 2, {"cursor", "show", "set"}},
    {"UnknownFlag", kRun + Arguments{"--feed-page-limt", "5"}, {}, 2, {"--feed-page-limit"}},
    {"FlagWithoutValue", {"run", "--feed-url"}, {}, 2, {"--feed-url"}},
    {"FlagTwice", kRun + Arguments{"--feed-url", "http://a"}, {}, 2, {"--feed-url"}},
    {"UnknownVariable",
     kRun,
     {"SCAN_EVENT_WORKER_FEED_ULR=x"},
     2,
     {"SCAN_EVENT_WORKER_FEED_ULR", "SCAN_EVENT_WORKER_FEED_URL"}},
    {"UnknownKey",
     {"run", "--config", "worker.toml"},
     {},
     2,
     {"worker.toml", "page_limt", "page_limit"}},
    {"MissingConfig", {"run", "--config", "none.toml"}, {}, 2, {"none.toml"}},
    {"BadNumber", kRun + Arguments{"--feed-page-limit", "1"}, {}, 2, {"feed.page_limit", "2 to"}},
    {"BadDuration",
     kRun,
     {"SCAN_EVENT_WORKER_FEED_TIMEOUT=soon"},
     2,
     {"feed.timeout", "SCAN_EVENT_WORKER_FEED_TIMEOUT", "soon"}},
    {"MissingFeedUrl", {"run"}, {}, 2, {"feed.url", "--feed-url"}},
    {"WrongScheme", {"run", "--feed-url", "ftp://feed"}, {}, 2, {"feed.url", "ftp"}},
    {"UnknownEngine", kRun + Arguments{"--store-url", "oracle:x"}, {}, 2, {"store.url", "oracle"}},
    {"MissingToken", kRun + Arguments{"--feed-auth", "bearer"}, {}, 2, {"feed.token"}},
    {"MissingTokenFile",
     kRun + Arguments{"--feed-auth", "bearer", "--feed-token-file", "none.txt"},
     {},
     2,
     {"feed.token_file", "none.txt"}},
    {"BadTimeout",
     kRun + Arguments{"--until-caught-up", "--timeout", "soon"},
     {},
     2,
     {"--timeout", "soon"}},
    {"ParcelIdIsNoNumber", {"parcel", "x"}, {}, 2, {"ID", "x"}},
    {"ParcelIdIsZero", {"parcel", "0"}, {}, 2, {"ID", "0"}},
    {"CursorWithoutReason", {"cursor", "set", "5"}, {}, 2, {"--reason"}},
    {"CursorIsNegative", {"cursor", "set", "-5", "--reason", "x"}, {}, 2, {"5"}},
    {"VerifyOfNoIds",
     {"verify", "--from", "84000", "--to", "83000", "--feed-url", "http://127.0.0.1:1"},
     {},
     2,
     {"the range 84000 to 83000 has no ids"}},
    {"ReplayOfNoIds",
     {"replay", "--from", "9", "--to", "5", "--reason", "x", "--feed-url", "http://127.0.0.1:1"},
     {},
     2,
     {"the range 9 to 5 has no ids"}},
    {"FailedEventsOfNoIds",
     {"failed", "list", "--event-id", "9..5"},
     {},
     2,
     {"--event-id = \"9..5\": not a range of event ids; allowed: A..B"}},
    {"FailedEventsOfNoRange",
     {"failed", "list", "--event-id", "9"},
     {},
     2,
     {"--event-id = \"9\": not a range"}},
    {"ExportMissing",
     {"import", "--file", "none", "--reason", "x"},
     {},
     2,
     {"cannot read the file \"none\" (flag --file): No such file or directory"}},
    {"ExportIsAFolder",
     {"import", "--file", "folder", "--reason", "x"},
     {},
     2,
     {"cannot read the file \"folder\" (flag --file): Is a directory"}},
    {"BodyMissing",
     {"failed", "edit", "1", "--body-file", "none", "--reason", "x"},
     {},
     2,
     {"cannot read the file \"none\" (flag --body-file): No such file or directory"}},
    {"BadRate", {"feed-server", "--error-rate", "2"}, {}, 2, {"--error-rate"}},
    {"FewerEventsThanParcels",
     {"feed-server", "--parcels", "9", "--events", "1"},
     {},
     1,
     {"events"}},
};

const std::vector<BadInput> kUnusable = {
    {"MissingFolder",
     kRun + Arguments{"--store-url", "sqlite:none/store.db"},
     {},
     1,
     {"none/store.db", "none does not exist"}},
    {"UnwritablePath",
     kRun + Arguments{"--store-url", "sqlite:///proc/store.db"},
     {},
     1,
     {"/proc/store.db"}},
    {"StoreIsAFolder",
     kRun + Arguments{"--store-url", "sqlite:folder"},
     {},
     1,
     {"/folder", "not a file"}},
    {"StoreIsNoDatabase",
     kRun + Arguments{"--store-url", "sqlite:text.db"},
     {},
     1,
     {"text.db", "not an SQLite database"}},
    {"QueueIsNoDatabase",
     kRun + Arguments{"--queue-url", "sqlite:text.db"},
     {},
     1,
     {"text.db", "not an SQLite database"}},
    {"ParcelOfNoFile",
     {"parcel", "7", "--store-url", "sqlite:none.db"},
     {},
     1,
     {"none.db", "no such file:", "the folder of the worker"}},
    {"CursorOfNoFile",
     {"cursor", "show", "--store-url", "sqlite:none.db"},
     {},
     1,
     {"none.db", "no such file:", "the folder of the worker"}},
    {"MigrateInMissingFolder",
     {"migrate", "--queue-url", "sqlite:none/queue.db"},
     {},
     1,
     {"none/queue.db"}},
    {"RecordedFileMissing", {"feed-server", "--file", "none.jsonl"}, {}, 1, {"none.jsonl"}},
    {"RecordedFileCut", {"feed-server", "--file", "cut.jsonl"}, {}, 1, {"cut.jsonl:1"}},
    {"RecordedArchiveCut", {"feed-server", "--file", "cut.jsonl.gz"}, {}, 1, {"cut.jsonl.gz"}},
    {"NoSuchAddress", {"feed-server", "--host", "192.0.2.1"}, {}, 1, {"192.0.2.1"}},
};

std::string name_of(const ::testing::TestParamInfo<BadInput>& input) {
    return input.param.name;
}

INSTANTIATE_TEST_SUITE_P(WrongUsage, BadInputTest, ::testing::ValuesIn(kWrongUsage), name_of);
INSTANTIATE_TEST_SUITE_P(Unusable, BadInputTest, ::testing::ValuesIn(kUnusable), name_of);

class BadWorld : public EndToEnd {};

TEST_F(BadWorld, WithAParcelThatNobodyScannedIsTold) {
    ASSERT_EQ(run({"migrate"}).code, 0);
    const Finished end = run({"parcel", "77"});
    EXPECT_EQ(end.code, 1);
    EXPECT_NE(end.errors.find("parcel 77"), std::string::npos) << end.errors;
}

TEST_F(BadWorld, WithATakenPortIsTold) {
    FeedServerProcess server(folder_.path(), {});
    const std::string port = server.url().substr(server.url().rfind(':') + 1);
    const Finished end = run({"feed-server", "--port", port});
    EXPECT_EQ(end.code, 1);
    EXPECT_NE(end.errors.find("127.0.0.1:" + port), std::string::npos) << end.errors;
}

TEST_F(BadWorld, WithAnUnreachableFeedIsTriedAgainUntilTheTimeout) {
    // A port that was free a moment ago.
    FeedServerProcess gone(folder_.path(), {});
    const std::string url = gone.url();
    gone.stop();
    Process process(
        launch(Arguments{"run", "--until-caught-up", "--timeout", "3s"} + worker_flags(url)));
    const std::string host_port = url.substr(url.find("//") + 2);
    EXPECT_TRUE(process.wait_for([&] { return process.has_logged(host_port); }, kPatience));
    EXPECT_EQ(process.wait(kPatience), 1) << process.errors();
    EXPECT_LT(process.cpu_time(), Milliseconds(1500)) << "it spins";
    const std::string log = process.errors();
    EXPECT_NE(log.find("not caught up within 3s"), std::string::npos) << log;
    EXPECT_LT(std::ranges::count(log, '\n'), 12) << "the same again and again: " << log;
}

TEST_F(BadWorld, WithAFeedThatComesLaterMends) {
    FeedServerProcess first(folder_.path(), {});
    const std::string url = first.url();
    first.stop();
    Process process(launch(Arguments{"run"} + worker_flags(url)));
    ASSERT_TRUE(process.wait_for([&] { return process.has_logged("next try in"); }, kPatience));
    FeedServerProcess second(folder_.path(), {"--port", url.substr(url.rfind(':') + 1), "--parcels",
                                              "10", "--events", "40"});
    EXPECT_TRUE(process.wait_for([&] { return parcels() == 10; }, kPatience)) << process.errors();
    EXPECT_TRUE(process.wait_for([&] { return process.has_logged("works again"); }, kPatience));
}

TEST_F(BadWorld, WithAStoreOfANewerProgramIsLeftAlone) {
    ASSERT_EQ(run({"migrate"}).code, 0);
    store().execute("UPDATE schema_version SET version = 99");
    store().execute(
        "INSERT INTO schema_version (name, version, migrated_at_utc) VALUES ('store_needs', 99, "
        "'2026-01-01T00:00:00.0000000Z')");
    const Finished end = run(kRun);
    EXPECT_EQ(end.code, 1);
    EXPECT_NE(end.errors.find("store.db"), std::string::npos) << end.errors;
    EXPECT_NE(end.errors.find("version 99"), std::string::npos) << end.errors;
    EXPECT_EQ(complaints(end.errors), 1) << end.errors;
    EXPECT_EQ(run({"migrate"}).code, 1);
    EXPECT_EQ(store().number("SELECT max(version) FROM schema_version"), 99);
}

}  // namespace
}  // namespace scan
