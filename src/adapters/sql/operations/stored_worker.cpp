#include "adapters/sql/operations/stored_worker.h"

#include <fmt/format.h>
#include <simdjson.h>

#include "base/json_object.h"
#include "operations/conditions/condition_table.h"

namespace scan {
namespace {

using Element = simdjson::dom::element;

// A detail is one line for people, and a row is written every few seconds.
constexpr std::size_t kDetailMax = 500;

std::string number(double value) {
    return fmt::format("{:.6g}", value);
}

std::string truth(bool value) {
    return value ? "true" : "false";
}

std::string text_of(const Sign& sign) {
    JsonObject object;
    object.add("id", row_of(sign.id).name)
        .add("since_utc", std::optional(sign.since))
        .add("detail", std::string_view(sign.detail).substr(0, kDetailMax))
        .add("last_good_utc", sign.last_good)
        .add("next_try_utc", sign.next_try)
        .add("ends_at_utc", sign.ends_at);
    return object.text();
}

std::string text_of(const PollingFacts& facts) {
    JsonObject object;
    object.raw("holds_lease", truth(facts.holds_lease))
        .raw("is_at_head", truth(facts.is_at_head))
        .raw("is_waiting", truth(facts.is_waiting))
        .add("lease_held_since_utc", facts.lease_held_since)
        .add("asked_at_utc", facts.asked_at)
        .add("at_head_at_utc", facts.at_head_at)
        .add("new_at_utc", facts.new_at)
        .add("newest_event_at_utc", facts.newest_event_at)
        .raw("events_per_second", number(facts.events_per_second))
        .raw("messages_per_second", number(facts.messages_per_second))
        .raw("pace", facts.pace ? number(*facts.pace) : "null")
        .add("no_forecast_since_utc", facts.no_forecast_since);
    return object.text();
}

std::string text_of(const ProcessingFacts& facts) {
    JsonObject object;
    object.add("progress_at_utc", facts.progress_at)
        .add("held_since_utc", facts.held_since)
        .raw("events_per_second", number(facts.events_per_second))
        .raw("messages_per_second", number(facts.messages_per_second));
    return object.text();
}

std::string text(const Element& from, std::string_view key) {
    std::string_view value;
    return from[key].get_string().get(value) == simdjson::SUCCESS ? std::string(value) : "";
}

std::optional<UtcTime> time(const Element& from, std::string_view key) {
    const auto parsed = UtcTime::parse(text(from, key));
    return parsed ? std::optional(*parsed) : std::nullopt;
}

bool flag(const Element& from, std::string_view key) {
    bool value = false;
    return from[key].get_bool().get(value) == simdjson::SUCCESS && value;
}

std::optional<double> maybe_number(const Element& from, std::string_view key) {
    double value = 0;
    if (from[key].get_double().get(value) != simdjson::SUCCESS) return std::nullopt;
    return value;
}

double number_in(const Element& from, std::string_view key) {
    return maybe_number(from, key).value_or(0);
}

std::optional<Sign> sign_of(const Element& from) {
    const ConditionRow* const row = find_condition_row(text(from, "id"));
    const auto since = time(from, "since_utc");
    if (row == nullptr || !since) return std::nullopt;
    return Sign{.id = row->id,
                .since = *since,
                .detail = text(from, "detail"),
                .last_good = time(from, "last_good_utc"),
                .next_try = time(from, "next_try_utc"),
                .ends_at = time(from, "ends_at_utc")};
}

std::optional<PollingFacts> polling_of(const Element& worker) {
    Element from;
    if (worker["polling"].get(from) != simdjson::SUCCESS || !from.is_object()) return std::nullopt;
    return PollingFacts{.holds_lease = flag(from, "holds_lease"),
                        .is_at_head = flag(from, "is_at_head"),
                        .is_waiting = flag(from, "is_waiting"),
                        .lease_held_since = time(from, "lease_held_since_utc"),
                        .asked_at = time(from, "asked_at_utc"),
                        .at_head_at = time(from, "at_head_at_utc"),
                        .new_at = time(from, "new_at_utc"),
                        .newest_event_at = time(from, "newest_event_at_utc"),
                        .events_per_second = number_in(from, "events_per_second"),
                        .messages_per_second = number_in(from, "messages_per_second"),
                        .pace = maybe_number(from, "pace"),
                        .no_forecast_since = time(from, "no_forecast_since_utc")};
}

std::optional<ProcessingFacts> processing_of(const Element& worker) {
    Element from;
    if (worker["processing"].get(from) != simdjson::SUCCESS || !from.is_object())
        return std::nullopt;
    return ProcessingFacts{.progress_at = time(from, "progress_at_utc"),
                           .held_since = time(from, "held_since_utc"),
                           .events_per_second = number_in(from, "events_per_second"),
                           .messages_per_second = number_in(from, "messages_per_second")};
}

}  // namespace

std::string stored_worker(const WorkerFacts& facts) {
    JsonList signs;
    for (const Sign& sign : facts.signs) signs.raw(text_of(sign));
    JsonList reads;
    for (const std::string& form : facts.reads) reads.add(form);
    JsonObject object;
    object.add("name", facts.name)
        .add("role", facts.role)
        .add("version", facts.version)
        .add("admin_address", facts.admin_address)
        .raw("reads", reads.text())
        .add("started_at_utc", std::optional(facts.started_at))
        .add("told_at_utc", std::optional(facts.told_at))
        .raw("polling", facts.polling ? text_of(*facts.polling) : "null")
        .raw("processing", facts.processing ? text_of(*facts.processing) : "null")
        .raw("signs", signs.text())
        .add("lateness_max_ns", facts.lateness_max ? std::optional(facts.lateness_max->count())
                                                   : std::optional<std::int64_t>())
        .add("lateness_at_utc", facts.lateness_at)
        .add("state", facts.state)
        .add("complete_to_utc", facts.complete_to);
    return object.text();
}

std::optional<WorkerFacts> worker_of(std::string_view row) {
    simdjson::dom::parser parser;
    Element from;
    if (parser.parse(simdjson::padded_string(row)).get(from) != simdjson::SUCCESS ||
        !from.is_object())
        return std::nullopt;
    WorkerFacts facts{.name = text(from, "name"),
                      .role = text(from, "role"),
                      .version = text(from, "version"),
                      .admin_address = text(from, "admin_address"),
                      .started_at = time(from, "started_at_utc").value_or(UtcTime()),
                      .told_at = time(from, "told_at_utc").value_or(UtcTime()),
                      .polling = polling_of(from),
                      .processing = processing_of(from),
                      .lateness_at = time(from, "lateness_at_utc"),
                      .state = text(from, "state"),
                      .complete_to = time(from, "complete_to_utc")};
    std::int64_t lateness = 0;
    if (from["lateness_max_ns"].get_int64().get(lateness) == simdjson::SUCCESS)
        facts.lateness_max = Duration(lateness);
    simdjson::dom::array list;
    if (from["signs"].get_array().get(list) == simdjson::SUCCESS) {
        for (const Element& each : list)
            if (auto sign = sign_of(each)) facts.signs.push_back(*std::move(sign));
    }
    if (from["reads"].get_array().get(list) == simdjson::SUCCESS) {
        for (const Element& each : list) {
            std::string_view form;
            if (each.get_string().get(form) == simdjson::SUCCESS) facts.reads.emplace_back(form);
        }
    }
    return facts;
}

}  // namespace scan
