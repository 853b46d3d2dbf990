#include "tests/chaos/postgres_sqs_chaos.h"

#include <fmt/format.h>

#include "tests/chaos/network_faults.h"
#include "tests/e2e/database_tables.h"

namespace scan {
namespace {

constexpr const char* kQueue = "scan-events";
constexpr const char* kDeadLetters = "scan-events-dead";

}  // namespace

PostgresSqsChaos::PostgresSqsChaos()
    : postgres_network_({.path = (cluster_.folder() / ".s.PGSQL.5432").string()}),
      sqs_network_(address_of(sqs_.origin())) {
    sqs_.server().create_queue_with_dead_letters(kQueue, kReceiveCountMax);
}

Settings PostgresSqsChaos::settings() const {
    return {{"store-url", fmt::format("postgresql://postgres@127.0.0.1:{}/{}",
                                      postgres_network_.port(), database_.name())},
            {"queue-url",
             fmt::format("http://127.0.0.1:{}/000000000000/{}", sqs_network_.port(), kQueue)}};
}

std::vector<std::string> PostgresSqsChaos::environment() const {
    return {"AWS_ACCESS_KEY_ID=test", "AWS_SECRET_ACCESS_KEY=test"};
}

std::unique_ptr<Tables> PostgresSqsChaos::store() const {
    return std::make_unique<DatabaseTables>(database_.url());
}

std::int64_t PostgresSqsChaos::messages() {
    return sqs_.server().messages(kQueue) + dead_letters();
}

std::int64_t PostgresSqsChaos::dead_letters() {
    return sqs_.server().messages(kDeadLetters);
}

ParcelTable PostgresSqsChaos::kept(ParcelTable table) const {
    return in_microseconds(std::move(table));
}

std::vector<ChaosFault> PostgresSqsChaos::server_faults(RunWatch& watch) {
    using Begun = std::optional<ChaosFault::Begun>;
    const std::string server = "postgres server";
    return {{.kind = "postgres: stopped (fast)",
             .victim = server,
             .begin = [this](Random&) -> Begun {
                 cluster_.stop();
                 return ChaosFault::Begun{"", [this] { cluster_.start(); }};
             },
             .is_outage = true,
             .weight = 2},
            {.kind = "postgres: kill -9",
             .victim = server,
             .begin = [this, &watch](Random&) -> Begun {
                 watch.store_crashes();
                 cluster_.kill();
                 watch.store_crashes();
                 return ChaosFault::Begun{"", [this] { cluster_.start(); }};
             },
             .is_outage = true,
             .weight = 2},
            {.kind = "postgres: SIGSTOP, SIGCONT",
             .victim = server,
             .begin = [this](Random&) -> Begun {
                 cluster_.pause();
                 return ChaosFault::Begun{"", [this] { cluster_.resume(); }};
             },
             .is_outage = true,
             .weight = 2},
            {.kind = "sqs: port closed",
             .victim = "sqs server",
             .begin = [this](Random&) -> Begun {
                 sqs_.stop();
                 return ChaosFault::Begun{"", [this] { sqs_.start(); }};
             },
             .is_outage = true,
             .weight = 2}};
}

std::vector<ChaosFault> PostgresSqsChaos::faults(RunWatch& watch) {
    std::vector<ChaosFault> all = server_faults(watch);
    for (const auto& some :
         {network_faults("postgres", postgres_network_), network_faults("sqs", sqs_network_)}) {
        all.insert(all.end(), some.begin(), some.end());
    }
    return all;
}

void PostgresSqsChaos::keep(const std::filesystem::path& folder) const {
    std::filesystem::copy_file(cluster_.folder() / "log", folder / "postgres.log");
}

}  // namespace scan
