#include "adapters/sql/set_writer.h"

#include <algorithm>
#include <map>
#include <set>

#include "adapters/sql/format/stored_text.h"
#include "base/hash.h"

namespace scan {
namespace {

constexpr int kTimeDigits = 7;  // of UtcTime's text

template <class Id>
std::optional<std::int64_t> value_of(const std::optional<Id>& id) {
    if (!id) return std::nullopt;
    return id->value;
}

struct Occurrences {
    const FailedEvent* event = nullptr;
    std::int64_t count = 0;
};

std::string receipts_json(std::span<const MessageReceipt> receipts) {
    JsonRows rows;
    for (const MessageReceipt& receipt : receipts) {
        rows.begin_row();
        rows.add("id", receipt.id);
        rows.add("n", receipt.receive_count);
    }
    return rows.take();
}

std::vector<bool> contained(std::span<const MessageReceipt> receipts,
                            const std::set<MessageReceipt>& set) {
    std::vector<bool> held;
    for (const MessageReceipt& receipt : receipts) held.push_back(set.contains(receipt));
    return held;
}

}  // namespace

SetWriter::SetWriter(Connection& connection, const SetWriterSettings& settings)
    : settings_(settings),
      failed_(connection, "record_failed_events", {"rows", "now"}),
      history_(connection, "keep_scan_events", {"rows", "now"}),
      messages_(connection, "put_messages", {"rows", "queue"}),
      remove_(connection, "remove_messages", {"receipts", "queue"}),
      hide_(connection, "hide_messages", {"receipts", "queue", "visibility_ns"}) {}

std::string SetWriter::text_of(UtcTime time) const {
    std::string text = time.to_string();
    const auto finer = static_cast<std::size_t>(kTimeDigits - settings_.time_digits);
    text.resize(text.size() - 1 - finer);
    return text;
}

template <class Write>
void SetWriter::write_if_full(Write write) {
    if (is_full(rows_)) write(rows_.take());
}

template <class Write>
void SetWriter::write_rest(Write write) {
    if (!rows_.empty()) write(rows_.take());
}

void SetWriter::record_failed(std::span<const FailedEvent> events, std::string_view now) {
    std::map<std::string, Occurrences> by_hash;
    for (const FailedEvent& event : events) {
        Occurrences& occurrences = by_hash[sha256_hex(event.body)];
        if (occurrences.event == nullptr) occurrences.event = &event;
        ++occurrences.count;
    }
    const auto write = [&](const std::string& rows) { failed_.run(rows, now); };
    for (const auto& [hash, occurrences] : by_hash) {
        const FailedEvent& event = *occurrences.event;
        rows_.begin_row();
        rows_.add("hash", hash);
        rows_.add("event_id", value_of(event.event_id));
        rows_.add("parcel_id", value_of(event.parcel_id));
        rows_.add("reason", event.reason);
        rows_.add("detail", stored_text(event.detail));
        rows_.add("body", stored_text(event.body));
        rows_.add("occurrences", occurrences.count);
        write_if_full(write);
    }
    write_rest(write);
}

void SetWriter::keep_history(std::span<const RawEvent> events, std::string_view now) {
    std::map<EventId, const RawEvent*> by_id;
    for (const RawEvent& raw : events) by_id.emplace(raw.event.event_id, &raw);
    const auto write = [&](const std::string& rows) { history_.run(rows, now); };
    for (const auto& [id, raw] : by_id) {
        rows_.begin_row();
        rows_.add("e", id.value);
        rows_.add("p", raw->event.parcel_id.value);
        rows_.add("t", raw->event.type);
        rows_.add("c", text_of(raw->event.created_at));
        rows_.add("s", raw->event.status_code);
        rows_.add("r", raw->event.run_id);
        rows_.add("b", stored_text(raw->text));
        write_if_full(write);
    }
    write_rest(write);
}

void SetWriter::put_messages(std::string_view queue, std::span<const std::string> bodies) {
    const auto write = [&](const std::string& rows) { messages_.run(rows, queue); };
    for (const std::string& body : bodies) {
        rows_.begin_row();
        rows_.add("b", body);
        write_if_full(write);
    }
    write_rest(write);
}

std::vector<bool> SetWriter::remove_messages(std::string_view queue,
                                             std::span<const MessageReceipt> receipts) {
    std::set<MessageReceipt> removed;
    remove_.each([&](const ReceiptRow& row) { removed.insert({row.id, row.receive_count}); },
                 receipts_json(receipts), queue);
    return contained(receipts, removed);
}

std::vector<bool> SetWriter::hide_messages(std::string_view queue,
                                           std::span<const MessageReceipt> receipts,
                                           Duration visibility_timeout) {
    std::set<MessageReceipt> hidden;
    hide_.each([&](const ReceiptRow& row) { hidden.insert({row.id, row.receive_count}); },
               receipts_json(receipts), queue, visibility_timeout.count());
    return contained(receipts, hidden);
}

}  // namespace scan
