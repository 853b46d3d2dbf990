#include "telemetry/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <iterator>
#include <limits>
#include <utility>

#include "telemetry/metrics_table.h"
#include "telemetry/process_metrics.h"

namespace scan {
namespace {

using Buckets = prometheus::Histogram::BucketBoundaries;

// A label has so many values at most: those of the code are far fewer.
constexpr std::size_t kLabelValuesMax = 64;

template <class Id>
constexpr std::size_t index(Id id) {
    return static_cast<std::size_t>(id);
}

const Buckets& seconds_buckets() {
    static const Buckets kBuckets{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                  0.25,  0.5,    1,     2.5,  5,     10,   60};
    return kBuckets;
}

const Buckets& events_buckets() {
    static const Buckets kBuckets{0, 1, 10, 50, 100, 250, 500, 1000, 2500, 5000, 10'000};
    return kBuckets;
}

std::string text(std::string_view view) {
    return std::string(view);
}

// The library writes "Nan", and the format has "NaN", which not every reader takes in another spelling.
std::string spelled_as_agreed(std::string text) {
    constexpr std::string_view kLibrarys = " Nan\n";
    for (std::size_t at = text.find(kLibrarys); at != text.npos; at = text.find(kLibrarys, at))
        text.replace(at, kLibrarys.size(), " NaN\n");
    return text;
}

}  // namespace

struct Metrics::Parts {
    prometheus::Registry registry;
    // The registry owns what these point to.
    std::array<prometheus::Counter*, index(Count::count_)> counts{};
    std::array<prometheus::Gauge*, index(Level::count_)> levels{};
    std::array<prometheus::Histogram*, index(Timing::count_)> timings{};
    std::array<prometheus::Histogram*, index(Size::count_)> sizes{};
    std::array<prometheus::Family<prometheus::Counter>*, index(LabelledCount::count_)>
        labelled_counts{};
    std::array<prometheus::Family<prometheus::Gauge>*, index(LabelledLevel::count_)>
        labelled_levels{};

    void make(const MetricRow& row);
    prometheus::Histogram& histogram(const MetricRow& row, const Buckets& buckets);
};

prometheus::Histogram& Metrics::Parts::histogram(const MetricRow& row, const Buckets& buckets) {
    return prometheus::BuildHistogram()
        .Name(text(row.name))
        .Help(text(row.help))
        .Register(registry)
        .Add({}, buckets);
}

void Metrics::Parts::make(const MetricRow& row) {
    const auto counters = [&]() -> auto& {
        return prometheus::BuildCounter()
            .Name(text(row.name))
            .Help(text(row.help))
            .Register(registry);
    };
    const auto gauges = [&]() -> auto& {
        return prometheus::BuildGauge()
            .Name(text(row.name))
            .Help(text(row.help))
            .Register(registry);
    };
    switch (row.kind) {
        case MetricKind::count: counts[row.id] = &counters().Add({}); break;
        case MetricKind::labelled_count: labelled_counts[row.id] = &counters(); break;
        case MetricKind::level: levels[row.id] = &gauges().Add({}); break;
        case MetricKind::labelled_level: labelled_levels[row.id] = &gauges(); break;
        case MetricKind::timing: timings[row.id] = &histogram(row, seconds_buckets()); break;
        case MetricKind::size: sizes[row.id] = &histogram(row, events_buckets()); break;
    }
}

Metrics::Metrics() : parts_(std::make_unique<Parts>()) {
    for (const MetricRow& row : metrics_table()) parts_->make(row);
    for (const Level unknown : {Level::lag_seconds, Level::catch_up_forecast_seconds})
        set(unknown, std::numeric_limits<double>::quiet_NaN());
}

Metrics::~Metrics() = default;

void Metrics::add(Count count, std::size_t by) {
    parts_->counts[index(count)]->Increment(static_cast<double>(by));
}

void Metrics::add(LabelledCount count, std::string_view value, std::size_t by) {
    for (const MetricRow& row : metrics_table()) {
        if (row.kind != MetricKind::labelled_count || row.id != index(count)) continue;
        auto& family = *parts_->labelled_counts[row.id];
        family.Add({{text(row.label), known_value(row.name, value)}})
            .Increment(static_cast<double>(by));
    }
}

void Metrics::set(Level level, double value) {
    parts_->levels[index(level)]->Set(value);
}

void Metrics::set(LabelledLevel level, std::string_view label_value, double value) {
    for (const MetricRow& row : metrics_table()) {
        if (row.kind != MetricKind::labelled_level || row.id != index(level)) continue;
        auto& family = *parts_->labelled_levels[row.id];
        family.Add({{text(row.label), known_value(row.name, label_value)}}).Set(value);
    }
}

void Metrics::set_conditions(std::span<const HeldCondition> held) {
    auto& family = *parts_->labelled_levels[static_cast<std::size_t>(LabelledLevel::condition)];
    const MutexLock lock(mutex_);
    for (prometheus::Gauge* each : conditions_) each->Set(0);
    for (const HeldCondition& each : held) {
        prometheus::Gauge& gauge =
            family.Add({{"id", text(each.id)}, {"severity", text(each.severity)}});
        gauge.Set(1);
        conditions_.insert(&gauge);
    }
}

void Metrics::observe(Timing timing, double seconds) {
    parts_->timings[index(timing)]->Observe(seconds);
}

void Metrics::observe(Size size, std::size_t events) {
    parts_->sizes[index(size)]->Observe(static_cast<double>(events));
}

std::string Metrics::known_value(std::string_view metric, std::string_view value) {
    const MutexLock lock(mutex_);
    auto& values = label_values_[metric];
    if (values.size() < kLabelValuesMax) values.emplace(value);
    return values.contains(value) ? text(value) : "other";
}

std::size_t Metrics::value(Count count) const {
    return static_cast<std::size_t>(parts_->counts[index(count)]->Value());
}

double Metrics::value(Level level) const {
    return parts_->levels[index(level)]->Value();
}

std::string Metrics::exposition() const {
    auto families = parts_->registry.Collect();
    std::ranges::move(process_metrics(), std::back_inserter(families));
    return spelled_as_agreed(prometheus::TextSerializer().Serialize(families));
}

}  // namespace scan
