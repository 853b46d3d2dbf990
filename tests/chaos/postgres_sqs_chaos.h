#pragma once

#include "adapters/postgres/testing/postgres_database.h"
#include "tests/chaos/chaos_engines.h"
#include "tests/chaos/tcp_proxy.h"
#include "tests/integration/emulator.h"

namespace scan {

// A store in a PostgreSQL server of its own, and a queue of an SQS emulator, each behind a network
// of its own.
class PostgresSqsChaos final : public ChaosEngines {
public:
    PostgresSqsChaos();

    Settings settings() const override;
    std::vector<std::string> environment() const override;
    std::unique_ptr<Tables> store() const override;
    std::int64_t messages() override;
    std::int64_t dead_letters() override;
    ParcelTable kept(ParcelTable table) const override;
    std::vector<ChaosFault> faults(RunWatch& watch) override;
    std::vector<ExplainedError> explained_errors() const override { return {}; }
    std::vector<BoundedFile> bounded_files() const override { return {}; }
    void keep(const std::filesystem::path& folder) const override;

private:
    std::vector<ChaosFault> server_faults(RunWatch& watch);

    PostgresCluster cluster_;
    PostgresDatabase database_{cluster_.folder()};
    Emulator sqs_;
    TcpProxy postgres_network_;
    TcpProxy sqs_network_;
};

}  // namespace scan
