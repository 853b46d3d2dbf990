#include <gtest/gtest.h>

#include <csignal>
#include <functional>

#include "tests/e2e/end_to_end.h"
#include "tests/e2e/engines.h"

namespace scan {
namespace {

constexpr std::uint32_t kReceiveCountMax = 50;
constexpr std::int64_t kItems = 400;

struct KilledCase {
    std::string name;
    std::function<std::unique_ptr<WorkerEngines>(const std::filesystem::path& folder)> make;
    // Where dead letters are: a queue of their own that messages can be sent to, or a table.
    bool has_dead_letter_url = false;

    friend void PrintTo(const KilledCase& row, std::ostream* out) { *out << row.name; }
};

std::string event(std::int64_t id) {
    const std::string number = std::to_string(id);
    return R"({"EventId":)" + number + R"(,"ParcelId":)" + number +
           R"(,"Type":"PICKUP","CreatedDateTimeUtc":"2026-01-01T00:00:00Z","StatusCode":"",)" +
           R"("User":{"RunId":"1"}})";
}

// A queue that nobody can use while this lives, so that a command waits for it.
class HeldQueue {
public:
    explicit HeldQueue(const std::filesystem::path& file) : file_(std::in_place, file) {
        const auto deadline = std::chrono::steady_clock::now() + kPatience;
        bool is_locked = file_->lock();
        while (!is_locked && std::chrono::steady_clock::now() < deadline) is_locked = file_->lock();
        EXPECT_TRUE(is_locked);
    }
    explicit HeldQueue(pid_t server) : server_(server) { ::kill(server, SIGSTOP); }
    HeldQueue(const HeldQueue&) = delete;
    HeldQueue& operator=(const HeldQueue&) = delete;
    ~HeldQueue() {
        if (file_) file_->unlock();
        if (server_ > 0) ::kill(server_, SIGCONT);
    }

private:
    std::optional<TableFile> file_;
    pid_t server_ = 0;
};

// Commands are killed in their midst. Done once more, or gone on with, nothing is missing in the end and nothing is there twice.
class KilledActs : public EndToEnd, public ::testing::WithParamInterface<KilledCase> {
protected:
    void SetUp() override { ASSERT_EQ(run_with({"migrate"}).code, 0); }

    Arguments with(Arguments arguments) const {
        for (const auto& [name, value] : engines_->settings())
            arguments.insert(arguments.end(), {"--" + name, value});
        return arguments;
    }
    Finished run_with(const Arguments& arguments) const {
        return run(with(arguments), engines_->environment());
    }

    // Kills it while it waits for its queue, then soon after it has begun, which its line in the audit tells, and each time a little later;
    // the last time it comes to its end.
    void kill_again_and_again(const std::function<Arguments()>& arguments) {
        constexpr int kKills = 8;
        kill_while_it_waits(arguments());
        for (int kills = 1; !HasFailure(); ++kills) {
            const std::int64_t acts = count("audit");
            Process process(launch_act(arguments()));
            const bool is_last = kills == kKills;
            if (!is_last) process.wait_for([&] { return count("audit") > acts; }, kPatience);
            const auto code = process.wait(is_last ? kPatience : Milliseconds(20) * (kills - 1));
            if (code) {
                EXPECT_EQ(code, 0) << process.errors();
                return;
            }
            process.signal(SIGKILL);
            const auto end = process.wait(kPatience);
            if (end == 0) return;  // it came to its end in that moment
            EXPECT_EQ(end, -SIGKILL);
        }
    }
    void kill_while_it_waits(const Arguments& arguments) {
        auto* const server = dynamic_cast<SqsAndPostgresEngines*>(engines_.get());
        const std::int64_t acts = count("audit");
        std::optional<HeldQueue> held;
        // A command that asks the queue before it begins needs it until then.
        const bool asks_before = server || arguments[1] == "purge";
        if (!asks_before) held.emplace(folder_ / "queue.db");
        Process process(launch_act(arguments));
        ASSERT_TRUE(process.wait_for([&] { return count("audit") > acts; }, kPatience))
            << process.errors();
        if (server) held.emplace(server->sqs().id());
        if (!held) held.emplace(folder_ / "queue.db");
        process.signal(SIGKILL);
        ASSERT_EQ(process.wait(kPatience), -SIGKILL) << "it did not wait for its queue";
    }
    Process::Launch launch_act(const Arguments& arguments) const {
        return launch(with(arguments + Arguments{"--reason", "a test"}), engines_->environment());
    }
    void kill_again_and_again(const Arguments& arguments) {
        kill_again_and_again([&] { return arguments; });
    }

    // Failed events of texts that today's rules take, each of a parcel of its own.
    void fail_all() const {
        std::string rows;
        for (std::int64_t id = 1; id <= kItems; ++id) {
            rows += (rows.empty() ? "" : ", ") +
                    ("(NULL, NULL, 'bad timestamp', 'the month is 13', '" + event(id) + "', 'hash" +
                     std::to_string(id) +
                     "', 1, '2026-01-01T00:00:00.0000000Z', '2026-01-01T00:00:00.0000000Z')");
        }
        engines_->store()->rows(
            "INSERT INTO failed_event (event_id, parcel_id, reason, detail, body, body_hash, "
            "occurrences, failed_at_utc, last_failed_at_utc) VALUES " +
            rows);
        ASSERT_EQ(count("failed_event"), kItems);
    }
    std::string failed_id(std::int64_t item) const {
        return engines_->store()->text("SELECT id FROM failed_event WHERE body_hash = 'hash" +
                                       std::to_string(item) + "'");
    }
    void bury_all() {
        if (!GetParam().has_dead_letter_url) {
            const TableFile queue = this->queue();
            for (std::int64_t id = 1; id <= kItems; ++id) {
                const std::string number = std::to_string(id);
                queue.execute("INSERT INTO message VALUES (" + number + ", 'dead_letters', 0, 0)");
                queue.execute("INSERT INTO message_body VALUES (" + number + ", '[" + event(id) +
                              "]')");
            }
            return;
        }
        Settings settings = engines_->settings();
        settings["queue-url"] += "-dead";
        Arguments import = {"import",   "--file", write_export(),
                            "--reason", "a test", "--queue-events-per-message",
                            "1"};
        for (const auto& [name, value] : settings)
            import.insert(import.end(), {"--" + name, value});
        const Finished end = run(import, engines_->environment());
        ASSERT_EQ(end.code, 0) << end.errors;
    }
    std::string write_export() const {
        std::string lines;
        for (std::int64_t id = 1; id <= kItems; ++id) lines += event(id) + "\n";
        write_file(folder_ / "export.jsonl", lines);
        return (folder_ / "export.jsonl").string();
    }

    // What the queue holds is applied.
    void work_off() {
        FeedServerProcess server(
            folder_.path(), {"--parcels", "1", "--events", "1", "--first-event-id", "1000000"});
        const Finished end =
            run(with(Arguments{"run", "--until-caught-up"} + worker_flags(server.url())),
                engines_->environment());
        ASSERT_EQ(end.code, 0) << end.errors;
    }
    std::int64_t count(const std::string& from) const {
        return engines_->store()->number("SELECT count(*) FROM " + from);
    }
    void expect_all_applied() const {
        EXPECT_EQ(count("parcel_summary WHERE parcel_id <= " + std::to_string(kItems)), kItems);
    }

    const std::unique_ptr<WorkerEngines> engines_ = GetParam().make(folder_.path());
};

TEST_P(KilledActs, ARetrySendsEachFailedEvent) {
    fail_all();
    kill_again_and_again({"failed", "retry", "--all"});
    work_off();
    expect_all_applied();
    EXPECT_EQ(count("failed_event WHERE resolved_at_utc IS NULL"), 0);
    EXPECT_EQ(count("failed_event"), kItems);
}

TEST_P(KilledActs, AnEditSendsItsTextAndClosesItsRow) {
    constexpr std::int64_t kEdits = 12;
    fail_all();
    for (std::int64_t item = 1; item <= kEdits; ++item) {
        write_file(folder_ / "edited.json", event(item));
        const Arguments edit = with({"failed", "edit", failed_id(item), "--body-file",
                                     (folder_ / "edited.json").string(), "--reason", "a test"});
        const std::int64_t acts = count("audit");
        {
            Process killed(launch(edit, engines_->environment()));
            killed.wait_for([&] { return count("audit") > acts; }, kPatience);
            killed.signal(SIGKILL);
            killed.wait(kPatience);
        }
        // 1: it had closed the row before it was killed.
        const Finished again = run(edit, engines_->environment());
        EXPECT_TRUE(again.code == 0 || again.errors.find("is closed") != std::string::npos)
            << again.errors;
    }
    work_off();
    EXPECT_EQ(count("parcel_summary WHERE parcel_id <= " + std::to_string(kEdits)), kEdits);
    EXPECT_EQ(count("failed_event WHERE resolved_at_utc IS NOT NULL"), kEdits);
    EXPECT_EQ(engines_->messages(), 0);
}

TEST_P(KilledActs, ADrainAppliesEachDeadLetter) {
    bury_all();
    const Arguments drain = {"dead-letters", "drain", "--queue-visibility-timeout", "1s"};
    kill_again_and_again(drain);
    // What a killed one held is visible again after its timeout.
    for (int tries = 0; engines_->messages() > 0 && tries < 50; ++tries)
        EXPECT_EQ(run_with(drain + Arguments{"--reason", "the rest"}).code, 0);
    expect_all_applied();
    EXPECT_EQ(engines_->messages(), 0);
    EXPECT_EQ(count("failed_event"), 0);
}

TEST_P(KilledActs, ARedriveSendsEachDeadLetter) {
    bury_all();
    const Arguments redrive = {"dead-letters", "redrive", "--queue-visibility-timeout", "1s"};
    kill_again_and_again(redrive);
    for (int tries = 0; tries < 20; ++tries) {
        EXPECT_EQ(run_with(redrive + Arguments{"--reason", "the rest"}).code, 0);
        work_off();
        if (engines_->messages() == 0) break;
    }
    expect_all_applied();
    EXPECT_EQ(engines_->messages(), 0);
}

TEST_P(KilledActs, APurgeKeepsEachText) {
    bury_all();
    const auto purge = [&] {
        return Arguments{"dead-letters", "purge",     "--queue-visibility-timeout",
                         "1s",           "--confirm", std::to_string(engines_->messages())};
    };
    kill_again_and_again(purge);
    for (int tries = 0; engines_->messages() > 0 && tries < 50; ++tries)
        EXPECT_EQ(run_with(purge() + Arguments{"--reason", "the rest"}).code, 0);
    EXPECT_EQ(engines_->messages(), 0);
    EXPECT_EQ(count("failed_event WHERE closed_as = 'discarded'"), kItems);
    EXPECT_EQ(count("failed_event"), kItems);
}

TEST_P(KilledActs, AnImportIsQueuedWhole) {
    kill_again_and_again({"import", "--file", write_export(), "--queue-events-per-message", "1"});
    work_off();
    expect_all_applied();
    EXPECT_EQ(engines_->messages(), 0);
}

TEST_P(KilledActs, AVerificationMendsTheWholeTable) {
    FeedServerProcess server(folder_.path(), {"--parcels", "100", "--events", "2000"});
    const Arguments feed = {"--feed-url", server.url(), "--feed-page-limit", "50"};
    ASSERT_EQ(run(with(Arguments{"run", "--until-caught-up"} + worker_flags(server.url())),
                  engines_->environment())
                  .code,
              0);
    const ParcelTable before = engines_->store()->parcels();
    engines_->store()->rows("DELETE FROM parcel_summary WHERE parcel_id % 2 = 0");
    ASSERT_NE(difference(before, engines_->store()->parcels()), "");
    const Arguments verify = Arguments{"verify", "--mend"} + feed;
    int kills = 0;
    {
        Process killed(launch(with(verify + Arguments{"--from", "1", "--reason", "killed"}),
                              engines_->environment()));
        ASSERT_TRUE(
            killed.wait_for([&] { return count("job WHERE claimed_by <> ''") > 0; }, kPatience));
        killed.signal(SIGKILL);
        kills += killed.wait(kPatience) == -SIGKILL;
    }
    EXPECT_EQ(kills, 1);
    // Asked anew, as somebody does who knows nothing of the dead one's job.
    const Finished end = run_with(verify + Arguments{"--from", "1", "--reason", "again"});
    EXPECT_TRUE(end.code == 0 || end.code == 1) << end.errors;
    EXPECT_EQ(difference(before, engines_->store()->parcels()), "");
    const Finished again = run_with(Arguments{"verify", "--from", "1"} + feed);
    EXPECT_EQ(again.code, 0) << again.output << again.errors;
}

const KilledCase kSqlite{"Sqlite", [](const std::filesystem::path& folder) {
                             return std::make_unique<SqliteEngines>(folder, kReceiveCountMax);
                         }};
const KilledCase kPostgresAndSqs{"PostgresAndSqs",
                                 [](const std::filesystem::path&) {
                                     return std::make_unique<SqsAndPostgresEngines>(
                                         PostgresCluster::shared(), kReceiveCountMax);
                                 },
                                 /*has_dead_letter_url=*/true};

INSTANTIATE_TEST_SUITE_P(Sqlite, KilledActs, ::testing::Values(kSqlite),
                         [](const auto& row) { return row.param.name; });
INSTANTIATE_TEST_SUITE_P(Postgres, KilledActs, ::testing::Values(kPostgresAndSqs),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace scan
