#include "app/commands/feed_server_flags.h"

#include <limits>
#include <string>

#include "app/help/own_flags.h"

namespace scan {
namespace {

void add_rate(CLI::App& command, const std::string& flag, double& value, const std::string& help) {
    add_number(command, flag, value, help, 0.0, 1.0);
}

void add_source_flags(CLI::App& command, FeedSourceOptions& source) {
    command
        .add_option("--file", source.recorded_file,
                    "Serve the events of this .jsonl or .jsonl.gz file; else parcels are made.")
        ->type_name("FILE");
    GeneratedFeedOptions& made = source.generated;
    add_number(command, "--parcels", made.parcels, "How many parcels are made.");
    add_number(command, "--events", made.events, "How many events are made for them.");
    add_number(command, "--first-event-id", made.first_event_id, "The first EventId that is made.",
               std::int64_t{1});
    add_number(command, "--parcel-seed", made.seed, "The same seed makes the same parcels.");
}

void add_dialect_flags(CLI::App& command, FeedDialect& dialect) {
    command.add_flag("--exclusive", dialect.from_is_exclusive,
                     "FromEventId means greater than, not from.");
    add_number(command, "--limit-max", dialect.limit_max,
               "Cut a higher Limit to this without a word; 0: do not.");
    add_choice(command, "--empty-page", dialect.empty_page,
               {{"list", EmptyPage::empty_list},
                {"null", EmptyPage::null},
                {"empty", EmptyPage::empty_body},
                {"204", EmptyPage::no_content},
                {"404", EmptyPage::not_found}},
               "What is answered where there are no events: list, null, empty, 204 or 404.");
    add_choice(command, "--key-case", dialect.key_case,
               {{"pascal", KeyCase::pascal}, {"camel", KeyCase::camel}},
               "How keys are written: pascal or camel.");
    add_choice(command, "--envelope", dialect.envelope,
               {{"page", Envelope::scan_events}, {"none", Envelope::none}},
               "page: {\"ScanEvents\":[...]}, none: [...].");
    command.add_flag("--gzip", dialect.gzip, "Compress pages for clients that accept it.");
    command.add_option("--bearer-token", dialect.bearer_token, "Answer 401 without this token.");
    add_number(command, "--retained-from", dialect.retained_from,
               "Events below this id are forgotten.");
    command.add_flag("--forgotten-is-gone", dialect.forgotten_is_gone,
                     "Answer 410 when asked for a forgotten id.");
}

void add_misbehaviour_flags(CLI::App& command, Misbehaviour& faults) {
    command.add_flag_callback(
        "--faults", [&faults] { faults = Misbehaviour::of_every_kind(); },
        "Misbehave in every way at once; the flags below change single rates.");
    add_rate(command, "--error-rate", faults.error_rate, "Requests answered 500 or 503.");
    add_rate(command, "--throttle-rate", faults.throttle_rate, "Requests answered 429.");
    add_rate(command, "--retry-after-rate", faults.retry_after_rate,
             "Answers 429 and 503 that carry Retry-After.");
    add_duration(command, "--retry-after", faults.retry_after, "What Retry-After says.");
    add_duration(command, "--latency-min", faults.latency_min, "The least latency.");
    add_duration(command, "--latency-max", faults.latency_max, "The greatest latency.");
    add_rate(command, "--truncated-rate", faults.truncated_rate, "Pages that are cut.");
    add_rate(command, "--repeated-rate", faults.repeated_rate, "Pages that repeat events.");
    add_rate(command, "--unordered-rate", faults.unordered_rate, "Pages out of order.");
    add_rate(command, "--late-rate", faults.late_rate, "Events that become visible late.");
    add_duration(command, "--late-delay", faults.late_delay, "How late they are.");
    add_choice(command, "--late-from", faults.late_from,
               {{"visible", LateFrom::visible}, {"first-asked", LateFrom::first_asked}},
               "When the delay begins: visible (when the event was due) or first-asked (when a "
               "page should have held it).");
    add_rate(command, "--malformed-rate", faults.malformed_rate,
             "Additional malformed events, for each event.");
}

}  // namespace

void add_feed_server_flags(CLI::App& command, FeedServerOptions& options) {
    command.add_option("--host", options.host, "The address to listen at.")->capture_default_str();
    add_number(command, "--port", options.port, "The port; 0: any free one.");
    command.add_option("--path", options.path, "The API's path.")->capture_default_str();
    add_number(command, "--seed", options.seed, "The same seed misbehaves in the same way.");
    add_number(command, "--events-per-second", options.pace.events_per_second,
               "How fast events become visible; 0: all at once.");
    add_number(command, "--visible-at-start", options.pace.visible_at_start,
               "With a rate: events that are there from the start.");
    add_source_flags(command, options.source);
    add_dialect_flags(command, options.dialect);
    add_misbehaviour_flags(command, options.misbehaviour);
}

}  // namespace scan
