#include "tests/e2e/prometheus.h"

#include <simdjson.h>
#include <unistd.h>

#include <stdexcept>

#include "tests/e2e/http_ask.h"

namespace scan {
namespace {

constexpr const char* kProgram = "/usr/bin/prometheus";
constexpr Milliseconds kPatience{60'000};

constexpr std::string_view kConfig = R"(global: {scrape_interval: 500ms, evaluation_interval: 500ms}
rule_files: [alerts.yml]
scrape_configs:
  - job_name: scan-event-worker
    file_sd_configs: [{files: [targets.json]}]
)";

// The rules, without their patience.
std::string impatient(std::string rules) {
    constexpr std::string_view kFor = "        for: ";
    for (std::size_t at = rules.find(kFor); at != rules.npos; at = rules.find(kFor, at + 1)) {
        const std::size_t begin = at + kFor.size();
        rules.replace(begin, rules.find('\n', begin) - begin, "0s");
    }
    return rules;
}

}  // namespace

bool Prometheus::is_there() {
    return ::access(kProgram, X_OK) == 0;
}

Prometheus::Prometheus(const std::filesystem::path& folder)
    : folder_(folder), process_(prepare(folder)) {
    constexpr std::string_view kMark = "msg=\"Listening on\" address=";
    const bool serves = process_.wait_for(
        [&] {
            const std::string log = process_.errors();
            const std::size_t at = log.find(kMark);
            if (at == log.npos) return false;
            const std::size_t begin = at + kMark.size();
            url_ = "http://" + log.substr(begin, log.find_first_of(" \n", begin) - begin);
            return http_ask(url_ + "/-/ready").status == 200;
        },
        kPatience);
    if (!serves) throw std::runtime_error("no Prometheus: " + process_.errors());
}

Process::Launch Prometheus::prepare(const std::filesystem::path& folder) {
    std::filesystem::create_directory(folder);
    write_file(folder / "prometheus.yml", kConfig);
    write_file(folder / "alerts.yml",
               impatient(read_file(SCAN_SOURCE_DIR "/deploy/prometheus/alerts.yml")));
    write_file(folder / "targets.json", "[]");
    return {.folder = folder,
            .arguments = {"--config.file=prometheus.yml", "--storage.tsdb.path=data",
                          "--web.listen-address=127.0.0.1:0"},
            .program = kProgram};
}

void Prometheus::scrape(const std::string& metrics_url) const {
    const std::string address = metrics_url.substr(std::string_view("http://").size());
    // At once, as a whole: it reads the file when it changes.
    write_file(folder_ / "targets.new", "[{\"targets\": [\"" + address + "\"]}]");
    std::filesystem::rename(folder_ / "targets.new", folder_ / "targets.json");
}

std::set<std::string> Prometheus::firing() const {
    const std::string told = http_ask(url_ + "/api/v1/alerts").body;
    simdjson::dom::parser parser;
    simdjson::dom::array alerts;
    // A machine that is starved answers late; it is asked again.
    if (parser.parse(told)["data"]["alerts"].get_array().get(alerts) != simdjson::SUCCESS)
        return {"no answer"};
    std::set<std::string> names;
    for (const auto alert : alerts) {
        if (std::string_view(alert["state"]) != "firing") continue;
        const auto labels = alert["labels"];
        names.insert(std::string(std::string_view(labels["alertname"])) + " " +
                     std::string(std::string_view(labels["severity"])));
    }
    return names;
}

}  // namespace scan
