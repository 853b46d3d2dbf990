#include "telemetry/metrics.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "operations/conditions/condition_table.h"
#include "telemetry/alert_rules.h"
#include "telemetry/dashboard.h"
#include "telemetry/metrics_page.h"
#include "telemetry/metrics_table.h"

namespace scan {
namespace {

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

TEST(Metrics, AreScrapedUnderTheirNames) {
    Metrics metrics;
    metrics.add(Count::events_read, 3);
    metrics.add(LabelledCount::feed_requests, "ok", 2);
    metrics.set(Level::lease_held, 1);
    metrics.set(LabelledLevel::queue_messages, "dead", 4);
    metrics.observe(Size::batch_events, 7);
    const std::string text = metrics.exposition();
    for (const std::string_view line :
         {"scan_events_read_total 3\n", "scan_feed_requests_total{outcome=\"ok\"} 2\n",
          "scan_lease_held 1\n", "scan_queue_messages{state=\"dead\"} 4\n",
          "scan_batch_events_sum 7\n", "# TYPE process_cpu_seconds_total counter\n",
          "process_threads 1\n"})
        EXPECT_TRUE(has(text, line)) << line << text;
}

TEST(Metrics, ThatAreNotKnownAreSpelledAsTheFormatHasIt) {
    const std::string text = Metrics().exposition();
    EXPECT_TRUE(has(text, "scan_lag_seconds NaN\n")) << text;
    EXPECT_TRUE(has(text, "scan_catch_up_forecast_seconds NaN\n")) << text;
    EXPECT_FALSE(has(text, "Nan")) << text;
}

TEST(Metrics, BoundHowManyValuesALabelHas) {
    Metrics metrics;
    for (int i = 0; i < 1000; ++i)
        metrics.add(LabelledCount::failed_events, "reason " + std::to_string(i));
    const std::string text = metrics.exposition();
    EXPECT_TRUE(has(text, "scan_failed_events_total{reason=\"other\"} 936\n")) << text;
}

TEST(Metrics, ReadTheProcess) {
    const std::string text = Metrics().exposition();
    const auto value = [&](std::string_view name) {
        const std::size_t at = text.find("\n" + std::string(name) + " ");
        return at == text.npos ? -1 : std::stod(text.substr(at + name.size() + 2));
    };
    EXPECT_GT(value("process_resident_memory_bytes"), 1e6);
    EXPECT_GE(value("process_open_fds"), 3);
    EXPECT_GE(value("process_max_fds"), value("process_open_fds"));
    EXPECT_GT(value("process_start_time_seconds"), 1.6e9);
    EXPECT_GE(value("process_cpu_seconds_total"), 0);
}

std::string kept(const std::string& path) {
    std::ifstream file(SCAN_SOURCE_DIR "/" + path);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

TEST(Metrics, TellTheConditionsThatHoldAndThoseThatHeld) {
    Metrics metrics;
    const std::array<HeldCondition, 2> both{HeldCondition{"behind", "info"},
                                            HeldCondition{"feed-denied", "error"}};
    metrics.set_conditions(both);
    metrics.set_conditions(std::span(both).first(1));
    const std::string text = metrics.exposition();
    EXPECT_TRUE(has(text, "scan_condition{id=\"behind\",severity=\"info\"} 1\n")) << text;
    EXPECT_TRUE(has(text, "scan_condition{id=\"feed-denied\",severity=\"error\"} 0\n")) << text;
}

TEST(MetricsPage, IsThePageInDocs) {
    EXPECT_EQ(kept("docs/metrics.md"), metrics_page())
        << "Run: scan-event-worker metrics > docs/metrics.md";
}

TEST(AlertRules, AreTheFileInDeploy) {
    EXPECT_EQ(kept("deploy/prometheus/alerts.yml"), alert_rules())
        << "Run: scan-event-worker metrics --alerts > deploy/prometheus/alerts.yml";
    EXPECT_EQ(alert_name("feed-denied"), "ScanFeedDenied");
}

TEST(Dashboard, IsTheFileInDeploy) {
    EXPECT_EQ(kept("deploy/grafana/dashboard.json"), dashboard_json())
        << "Run: scan-event-worker metrics --dashboard > deploy/grafana/dashboard.json";
}

TEST(AlertRules, PleasePrometheusAndFireForTheirConditions) {
    if (std::system("command -v promtool >/dev/null 2>&1") != 0)
        GTEST_SKIP() << "promtool of the package prometheus is not installed";
    const std::string rules = SCAN_SOURCE_DIR "/deploy/prometheus/alerts.yml";
    ASSERT_EQ(std::system(("promtool check rules " + rules + " >&2").c_str()), 0);
    std::string tests = "rule_files: [" + rules + "]\nevaluation_interval: 15s\ntests:\n";
    for (const ConditionRow& row : condition_table()) {
        if (row.severity == "info") continue;
        const std::string name(row.name);
        tests +=
            "  - interval: 15s\n    input_series:\n      - series: 'scan_build_info'\n        "
            "values: '1x40'\n      - series: 'scan_condition{id=\"" +
            name +
            "\",severity=\"error\"}'\n        values: '0x7 1x16 0x16'\n"
            "    promql_expr_test:\n      - expr: count(ALERTS{alertname=\"" +
            alert_name(name) +
            "\",alertstate=\"firing\",severity=\"error\"})\n        eval_time: 4m\n        "
            "exp_samples: [{value: 1}]\n      - expr: count(ALERTS{alertstate=\"firing\"})\n    "
            "    eval_time: 9m\n        exp_samples: []\n";
    }
    const std::string path = ::testing::TempDir() + "scan-alerts-" + std::to_string(::getpid());
    std::ofstream(path) << tests;
    EXPECT_EQ(std::system(("promtool test rules " + path + " >&2").c_str()), 0) << tests;
    std::remove(path.c_str());
}

TEST(MetricsTable, PleasesPrometheus) {
    if (std::system("command -v promtool >/dev/null 2>&1") != 0)
        GTEST_SKIP() << "promtool of the package prometheus is not installed";
    const std::string path = ::testing::TempDir() + "scan-metrics-" + std::to_string(::getpid());
    std::ofstream(path) << Metrics().exposition();
    EXPECT_EQ(std::system(("promtool check metrics < " + path + " >&2").c_str()), 0);
    std::remove(path.c_str());
}

}  // namespace
}  // namespace scan
