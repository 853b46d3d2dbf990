#include "telemetry/dashboard.h"

#include <fmt/format.h>

#include <array>
#include <vector>

#include "base/json_object.h"
#include "operations/conditions/condition_table.h"
#include "telemetry/metrics_table.h"

namespace scan {
namespace {

struct Query {
    std::string expression;
    std::string legend;
};

struct Panel {
    std::string title;
    std::string unit;  // as Grafana names them
    std::vector<Query> queries;
    std::string type = "timeseries";
};

std::string_view name(MetricKind kind, std::size_t id) {
    for (const MetricRow& row : metrics_table()) {
        if (row.kind == kind && row.id == id) return row.name;
    }
    std::unreachable();
}

std::string_view name(Count id) {
    return name(MetricKind::count, static_cast<std::size_t>(id));
}
std::string_view name(LabelledCount id) {
    return name(MetricKind::labelled_count, static_cast<std::size_t>(id));
}
std::string_view name(Level id) {
    return name(MetricKind::level, static_cast<std::size_t>(id));
}
std::string_view name(LabelledLevel id) {
    return name(MetricKind::labelled_level, static_cast<std::size_t>(id));
}
std::string_view name(Timing id) {
    return name(MetricKind::timing, static_cast<std::size_t>(id));
}

Query rate(Count id, std::string legend) {
    return {fmt::format("sum(rate({}[$__rate_interval]))", name(id)), std::move(legend)};
}
Query rate_by(LabelledCount id, std::string_view label) {
    return {fmt::format("sum by ({}) (rate({}[$__rate_interval]))", label, name(id)),
            fmt::format("{{{{{}}}}}", label)};
}
Query slowest(Timing id, std::string legend) {
    return {fmt::format("histogram_quantile(0.99, sum by (le) (rate({}_bucket[$__rate_interval])))",
                        name(id)),
            std::move(legend)};
}

std::vector<Panel> panels() {
    return {
        {"What is wrong",
         "none",
         {{fmt::format("max by (id, severity) ({}) == 1", kConditionMetric),
           "{{id}} ({{severity}})"}},
         "timeseries"},
        {"How far the table is behind",
         "s",
         {{fmt::format("max({})", name(Level::lag_seconds)), "lag"}}},
        {"Events a second",
         "ops",
         {rate(Count::events_read, "read"), rate(Count::events_queued, "queued"),
          rate(Count::events_applied, "applied"), rate(Count::events_failed, "failed")}},
        {"Messages in the queue",
         "none",
         {{fmt::format("max by (state) ({})", name(LabelledLevel::queue_messages)), "{{state}}"}}},
        {"Requests of the feed, by how they ended",
         "ops",
         {rate_by(LabelledCount::feed_requests, "outcome")}},
        {"Waits after an error, by cause", "ops", {rate_by(LabelledCount::retries, "cause")}},
        {"The slowest hundredth of calls",
         "s",
         {slowest(Timing::feed_poll, "feed: a page"), slowest(Timing::queue_send, "queue: send"),
          slowest(Timing::queue_acknowledge, "queue: acknowledge"),
          slowest(Timing::store_apply, "store: apply"),
          slowest(Timing::cursor_advance, "store: cursor")}},
        {"Late and failed events",
         "ops",
         {rate(Count::late_events, "late"), rate_by(LabelledCount::failed_events, "reason")}},
        {"Who polls", "none", {{std::string(name(Level::lease_held)), "{{instance}}"}}},
        {"Processor time of the workers",
         "percentunit",
         {{"rate(process_cpu_seconds_total{job=~\".*scan.*\"}[$__rate_interval])",
           "{{instance}}"}}},
    };
}

std::string panel_json(const Panel& panel, int number) {
    constexpr int kColumns = 2;
    constexpr int kWidth = 12;
    constexpr int kHeight = 8;
    JsonObject place;
    place.add("h", kHeight)
        .add("w", kWidth)
        .add("x", number % kColumns * kWidth)
        .add("y", number / kColumns * kHeight);
    JsonObject source;
    source.add("type", "prometheus").add("uid", "${datasource}");
    JsonList targets;
    char letter = 'A';
    for (const Query& query : panel.queries) {
        JsonObject target;
        target.add("refId", std::string_view(&letter, 1))
            .add("expr", query.expression)
            .add("legendFormat", query.legend);
        targets.add(target);
        ++letter;
    }
    JsonObject object;
    object.add("id", number + 1)
        .add("type", panel.type)
        .add("title", panel.title)
        .raw("datasource", source.text())
        .raw("gridPos", place.text())
        .raw("fieldConfig",
             fmt::format(R"({{"defaults":{{"unit":"{}"}},"overrides":[]}})", panel.unit))
        .raw("targets", targets.text());
    return object.text();
}

}  // namespace

std::string dashboard_json() {
    std::string lines;
    int number = 0;
    for (const Panel& panel : panels()) {
        lines += fmt::format("{}\n  {}", number == 0 ? "" : ",", panel_json(panel, number));
        ++number;
    }
    return fmt::format(
        "{{\"title\":\"Scan Event Worker\",\"uid\":\"scan-event-worker\",\"tags\":[\"generated\"],"
        "\"schemaVersion\":38,\"editable\":true,\"refresh\":\"30s\",\n"
        "\"time\":{{\"from\":\"now-6h\",\"to\":\"now\"}},\n"
        "\"templating\":{{\"list\":[{{\"name\":\"datasource\",\"type\":\"datasource\",\"query\":"
        "\"prometheus\"}}]}},\n"
        "\"panels\":[{}\n]}}\n",
        lines);
}

}  // namespace scan
