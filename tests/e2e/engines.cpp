#include "tests/e2e/engines.h"

#include "tests/e2e/sqlserver_tables.h"

namespace scan {

Settings SqliteEngines::settings() const {
    return {{"store-url", "sqlite:" + (folder_ / "store.db").string()},
            {"queue-url", "sqlite:" + (folder_ / "queue.db").string()},
            {"queue-receive-count-max", std::to_string(receive_count_max_)}};
}

std::unique_ptr<Tables> SqliteEngines::store() const {
    return std::make_unique<TableFile>(folder_ / "store.db");
}

std::int64_t SqliteEngines::messages() {
    const TableFile queue(folder_ / "queue.db");
    return std::max(queue.number("SELECT count(*) FROM message"),
                    queue.number("SELECT count(*) FROM message_body"));
}

Settings PostgresEngines::settings() const {
    return {{"store-url", database_.url()},
            {"queue-url", database_.url()},
            {"queue-receive-count-max", std::to_string(receive_count_max_)}};
}

std::unique_ptr<Tables> PostgresEngines::store() const {
    return std::make_unique<DatabaseTables>(database_.url());
}

std::int64_t PostgresEngines::messages() {
    return store()->number("SELECT count(*) FROM message");
}

Settings SqsAndPostgresEngines::settings() const {
    return {{"store-url", database_.url()}, {"queue-url", queue_url_}};
}

std::vector<std::string> SqsAndPostgresEngines::environment() const {
    return {"AWS_ACCESS_KEY_ID=test", "AWS_SECRET_ACCESS_KEY=test"};
}

std::unique_ptr<Tables> SqsAndPostgresEngines::store() const {
    return std::make_unique<DatabaseTables>(database_.url());
}

std::int64_t SqsAndPostgresEngines::messages() {
    return sqs_.server().messages(kQueue) + sqs_.server().messages(std::string(kQueue) + "-dead");
}

Settings SqsAndSqlServerEngines::settings() const {
    return {{"queue-url", queue_url_}};
}

std::vector<std::string> SqsAndSqlServerEngines::environment() const {
    return {"AWS_ACCESS_KEY_ID=test", "AWS_SECRET_ACCESS_KEY=test",
            "SCAN_EVENT_WORKER_STORE_URL=" + database_.url()};
}

std::unique_ptr<Tables> SqsAndSqlServerEngines::store() const {
    return std::make_unique<SqlServerTables>(database_.address(), is_babelfish_);
}

std::int64_t SqsAndSqlServerEngines::messages() {
    return sqs_.server().messages(kQueue) + sqs_.server().messages(std::string(kQueue) + "-dead");
}

ParcelTable SqsAndSqlServerEngines::kept(ParcelTable table) const {
    return is_babelfish_ ? in_seconds(std::move(table)) : table;
}

}  // namespace scan
