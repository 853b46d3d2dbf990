#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "tests/e2e/end_to_end.h"

namespace scan {
namespace {

// An installation with something of everything that a person can act on.
class OperatingCommands : public EndToEnd {
protected:
    void SetUp() override {
        ASSERT_EQ(catch_up(server_.url()).code, 0);
        store().execute(
            "INSERT INTO failed_event (id, event_id, parcel_id, reason, detail, body, body_hash, "
            "occurrences, failed_at_utc, last_failed_at_utc) VALUES (1, NULL, NULL, "
            "'bad timestamp', 'the month is 13', '" +
            event_ +
            "', 'hash', 1, '2026-01-01T00:00:00.0000000Z', '2026-01-01T00:00:00.0000000Z')");
        store().execute(
            "INSERT INTO feed_gap (id, after_event_id, before_event_id, noticed_at_utc, proven) "
            "VALUES (1, 1, 5, '2026-01-01T00:00:00.0000000Z', 1)");
        queue().execute("INSERT INTO message VALUES (1, 'dead_letters', 0, 0)");
        queue().execute("INSERT INTO message_body VALUES (1, '[" + event_ + "]')");
        write_file(folder_ / "FILE", event_ + "\n");
    }

    // The words of a command as a shell makes them, with what is to be put in.
    Arguments words_of(const std::string& command) {
        Arguments words;
        std::istringstream parts(command);
        bool is_quoted = false;
        for (std::string word; parts >> word;) {
            const bool begins = word.starts_with("'");
            const bool ends = word.ends_with("'");
            std::erase(word, '\'');
            if (is_quoted) {
                words.back() += " " + word;
            } else {
                words.push_back(put_in(command, word));
            }
            is_quoted = (is_quoted || begins) && !ends;
        }
        return words;
    }
    std::string put_in(const std::string& command, const std::string& word) {
        if (word == "FILE") return (folder_ / "FILE").string();
        if (word == "REASON") return "bad timestamp";
        if (word == "A") return "1";
        if (word == "B") return std::to_string(cursor());
        if (word != "ID") return word;
        return command.starts_with("dead-letters") ? dead_letter_id() : "1";
    }
    std::string dead_letter_id() {
        const Finished list = run({"dead-letters", "list", "--json"});
        return std::string(std::string_view(
            parser_.parse(list.output)["dead_letters"].at(0)["id"].get_string().value()));
    }

    const std::string event_ =
        R"({"EventId":3,"ParcelId":3,"Type":"PICKUP","CreatedDateTimeUtc":"2026-01-01T00:00:00Z",)"
        R"("StatusCode":"","User":{"RunId":"1"}})";
    FeedServerProcess server_{folder_.path(), {"--parcels", "5", "--events", "20"}};
    simdjson::dom::parser parser_;
};

// Every command that docs/operating.md names for a condition is one that the program has, with those flags, and does something.
TEST_F(OperatingCommands, EachThatTheRunbookNamesRuns) {
    const Finished conditions = run({"conditions", "--json"});
    ASSERT_EQ(conditions.code, 0);
    simdjson::dom::parser parser;
    std::set<std::string> commands;
    for (const auto row : parser.parse(conditions.output)["conditions"].get_array()) {
        std::size_t count = 0;
        for (const auto command : row["commands"].get_array()) {
            commands.emplace(std::string_view(command));
            ++count;
        }
        EXPECT_GE(count, 2u) << std::string_view(row["id"]);
    }
    ASSERT_GE(commands.size(), 20u);
    // Those that take things away come last, so that the others have something to act on.
    std::vector<std::string> ordered(commands.begin(), commands.end());
    const auto takes = [](const std::string& command) {
        return command.find("--reason '") != std::string::npos;
    };
    std::ranges::stable_partition(ordered, [&](const auto& command) { return !takes(command); });
    for (const std::string& command : ordered) {
        const Finished end =
            run(words_of(command), {"SCAN_EVENT_WORKER_FEED_URL=" + server_.url()});
        const bool is_judgement = command.starts_with("status") || command.starts_with("verify");
        EXPECT_TRUE(end.code == 0 || (is_judgement && end.code == 1))
            << command << ": " << end.code.value_or(-1) << end.output << end.errors;
    }
}

}  // namespace
}  // namespace scan
