#include "operations/jobs/verification.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/counted.h"
#include "base/json_object.h"
#include "base/require.h"
#include "operations/jobs/asked_range.h"
#include "operations/jobs/job_arguments.h"
#include "operations/jobs/job_look.h"

namespace scan {
namespace {

constexpr std::string_view kMends[] = {"nothing", "missing", "all"};

std::optional<VerifyMend> mend_of(std::string_view name) {
    const auto* const found = std::ranges::find(kMends, name);
    if (found == std::end(kMends)) return std::nullopt;
    return static_cast<VerifyMend>(found - std::begin(kMends));
}

std::uint64_t count_in(std::string_view findings, std::string_view key) {
    return static_cast<std::uint64_t>(number_in(findings, key).value_or(0));
}

void read_findings(std::string_view findings, Verification& found) {
    found.events = count_in(findings, "events");
    found.parcels = count_in(findings, "parcels");
    found.differences_count = count_in(findings, "differences_count");
    found.unmended = count_in(findings, "unmended");
    found.mended = count_in(findings, "mended");
    found.not_mendable = count_in(findings, "not_mendable");
    // No text has this mark in it, because its quotes would be escaped.
    constexpr std::string_view kBegin = R"({"parcel_id":)";
    for (std::size_t at = findings.find(kBegin); at != findings.npos;) {
        const std::size_t next = findings.find(kBegin, at + 1);
        const std::string_view each = findings.substr(at, next - at);
        found.differences.push_back(
            {.parcel_id = ParcelId{number_in(each, "parcel_id").value_or(0)},
             .column = text_in(each, "column").value_or(""),
             .table = text_in(each, "table").value_or(""),
             .feed = text_in(each, "feed").value_or("")});
        at = next;
    }
}

// Up to the cursor.
Result<VerifyRequest> bounded(const VerifyRequest& request, CursorStore& cursors) {
    if (auto checked = check_has_ids(request.from, request.to); !checked)
        return std::unexpected(checked.error());
    const auto cursor = cursors.read();
    if (!cursor) return std::unexpected(cursor.error());
    if (!*cursor)
        return fail(ErrorCode::rejected,
                    "there is no cursor: no worker has started on this store yet");
    VerifyRequest bounded = request;
    const EventId last = (*cursor)->last_event_id;
    bounded.to = std::min(request.to.value_or(last), last);
    if (request.from.value < 1 || *bounded.to < request.from)
        return fail(ErrorCode::rejected,
                    fmt::format("nothing of the range is read yet: the cursor is {}", last.value));
    return bounded;
}

}  // namespace

Result<std::int64_t> begin_verification(JobBoard& board, CursorStore& cursors, AuditLog& audit,
                                        const Act& act, const VerifyRequest& request) {
    const auto asked = bounded(request, cursors);
    if (!asked) return std::unexpected(asked.error());
    const auto work = [&]() -> Result<std::int64_t> {
        if (act.is_dry_run) return 0;
        return board.add({.kind = std::string(kVerifyKind),
                          .arguments = JsonObject()
                                           .add("from", asked->from.value)
                                           .add("to", asked->to->value)
                                           .add("mend", kMends[static_cast<int>(asked->mend)])
                                           .add("at_leisure", asked->is_at_leisure ? 1 : 0)
                                           .text(),
                          .who = act.who,
                          .reason = act.reason,
                          .position = asked->from.value - 1,
                          .rate = asked->requests_per_second});
    };
    // What only looks leaves no line.
    if (asked->mend == VerifyMend::nothing) return work();
    return audited(audit, act, command_of(*asked), work,
                   [](std::int64_t id) { return fmt::format("job {}", id); });
}

std::optional<VerifyRequest> verify_request_of(const Job& job) {
    if (job.spec.kind != kVerifyKind) return std::nullopt;
    const auto from = number_in(job.spec.arguments, "from");
    const auto to = number_in(job.spec.arguments, "to");
    const auto mend = mend_of(text_in(job.spec.arguments, "mend").value_or(""));
    if (!from || !to || !mend) return std::nullopt;
    return VerifyRequest{
        .from = EventId{*from},
        .to = EventId{*to},
        .mend = *mend,
        .requests_per_second = job.spec.rate,
        .is_at_leisure = number_in(job.spec.arguments, "at_leisure").value_or(0) != 0};
}

Verification verification_of(const Job& job) {
    const auto request = verify_request_of(job);
    require(request.has_value(), "the job is a verification");
    Verification found{.range = {EventId{request->from.value - 1}, *request->to}};
    read_findings(job.findings, found);
    if (has_ended(job.state) && job.state != JobState::done)
        found.error = Error{ErrorCode::transient, job.result};
    return found;
}

std::string command_of(const VerifyRequest& request) {
    std::string command = fmt::format("verify --from {}", request.from.value);
    if (request.to) command += fmt::format(" --to {}", request.to->value);
    if (request.mend != VerifyMend::nothing) command += " --mend";
    return command;
}

std::string summary(const Verification& verification) {
    std::string text = fmt::format("{} compared, {}", counted(verification.events, "event"),
                                   counted(verification.differences_count, "difference"));
    if (verification.mended + verification.not_mendable > 0)
        text += fmt::format(", {} mended, {} not mendable from this range",
                            counted(verification.mended, "parcel"), verification.not_mendable);
    return text;
}

std::string json_text(const Verification& verification) {
    JsonList differences;
    for (const VerifyDifference& each : verification.differences) {
        differences.add(JsonObject()
                            .add("parcel_id", each.parcel_id.value)
                            .add("column", each.column)
                            .add("table", each.table)
                            .add("feed", each.feed));
    }
    return JsonObject()
        .add("from", verification.range.after.value + 1)
        .add("to", verification.range.last.value)
        .add("events", verification.events)
        .add("parcels", verification.parcels)
        .add("differences_count", verification.differences_count)
        .add("unmended", verification.unmended)
        .raw("differences", differences.text())
        .add("mended", verification.mended)
        .add("not_mendable", verification.not_mendable)
        .raw("error", verification.error ? json_quote(verification.error->message) : "null")
        .text();
}

}  // namespace scan
