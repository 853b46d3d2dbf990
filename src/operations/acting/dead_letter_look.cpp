#include "operations/acting/dead_letter_look.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/hash.h"
#include "base/json_object.h"
#include "operations/acting/acceptable_text.h"
#include "pipeline/event_page/compressed_body.h"
#include "pipeline/event_page/event_page_decoder.h"

namespace scan {
namespace {

constexpr std::size_t kIdDigits = 12;
// Long enough that a queue on many machines asks all of them.
constexpr Duration kLastLook = std::chrono::seconds(1);
constexpr std::uint32_t kMessagesAReceive = 10;

JsonObject object_of(const DeadLetter& row) {
    return JsonObject()
        .add("id", row.id)
        .add("receive_count", row.receive_count)
        .add("bytes", row.bytes)
        .add("events", row.events)
        .add("malformed", row.malformed)
        .add("first_event_id", row.first_event_id)
        .add("fault", row.fault);
}

}  // namespace

std::string dead_letter_id(std::string_view body) {
    return sha256_hex(body).substr(0, kIdDigits);
}

Result<bool> look_at_dead_letters(EventQueue& dead_letters, std::uint32_t messages_max,
                                  std::stop_token stop,
                                  const std::function<bool(const Delivery&)>& visit) {
    std::vector<Receipt> receipts;
    bool is_whole = false;
    bool goes_on = true;
    std::optional<Error> error;
    while (goes_on && receipts.size() < messages_max && !stop.stop_requested()) {
        const auto room = static_cast<std::uint32_t>(messages_max - receipts.size());
        const auto received =
            dead_letters.receive({.messages_max = std::min(kMessagesAReceive, room),
                                  .visibility_timeout = kLookTime,
                                  .wait = kLastLook},
                                 stop);
        if (!received) {
            error = received.error();
            break;
        }
        if (received->empty()) {
            is_whole = true;
            break;
        }
        for (const Delivery& delivery : *received) {
            receipts.push_back(delivery.receipt);
            goes_on = goes_on && visit(delivery);
        }
    }
    // Whatever came of it. Those that cannot be given back come back by themselves.
    static_cast<void>(dead_letters.release(receipts));
    if (error) return std::unexpected(*error);
    return is_whole;
}

DeadLetter dead_letter_of(const Delivery& delivery) {
    DeadLetter letter{.id = dead_letter_id(delivery.body),
                      .receive_count = delivery.receive_count,
                      .bytes = delivery.body.size()};
    const auto page = EventPageDecoder().decode(delivery.body);
    if (!page) {
        letter.fault = page.error().message;
        return letter;
    }
    letter.events = page->events().size();
    for (const PageEvent& event : page->events()) {
        if (!event.event) ++letter.malformed;
        const auto id = event.event_id();
        if (id && !letter.first_event_id) letter.first_event_id = id->value;
    }
    return letter;
}

Result<DeadLetterList> list_dead_letters(EventQueue& queue, EventQueue& dead_letters,
                                         std::uint32_t limit, std::stop_token stop) {
    // First: what the look itself hides is among them too.
    const auto depth = queue.depth();
    if (!depth) return std::unexpected(depth.error());
    DeadLetterList list{.rows = {}, .count = depth->dead_letters};
    const auto is_whole = look_at_dead_letters(dead_letters, std::min(limit, kDeadLettersMax),
                                               std::move(stop), [&](const Delivery& delivery) {
                                                   list.rows.push_back(dead_letter_of(delivery));
                                                   return true;
                                               });
    if (!is_whole) return std::unexpected(is_whole.error());
    list.is_whole = *is_whole || list.rows.size() >= list.count;
    return list;
}

Result<std::string> show_dead_letter(EventQueue& dead_letters, std::string_view id,
                                     std::stop_token stop) {
    std::optional<std::string> body;
    const auto seen = look_at_dead_letters(dead_letters, kDeadLettersMax, std::move(stop),
                                           [&](const Delivery& delivery) {
                                               if (dead_letter_id(delivery.body) == id)
                                                   body = delivery.body;
                                               return !body;
                                           });
    if (!seen) return std::unexpected(seen.error());
    if (!body) return fail(ErrorCode::rejected, fmt::format("there is no dead letter {}", id));
    return *body;
}

std::string json_text(const DeadLetterList& list) {
    JsonList rows;
    for (const DeadLetter& row : list.rows) rows.add(object_of(row));
    return JsonObject()
        .raw("dead_letters", rows.text())
        .add("count", list.count)
        .raw("whole", list.is_whole ? "true" : "false")
        .raw("page_token", "null")
        .text();
}

std::string dead_letter_json(const std::string& body) {
    const Delivery delivery{.body = body, .receipt = {}};
    const auto accepted = AcceptableText().check(body);
    JsonObject object = object_of(dead_letter_of(delivery));
    object.add("body", legible_body(body))
        .raw("acceptable_now", accepted ? "true" : "false")
        .add("acceptable_reason", accepted ? std::string() : accepted.error());
    return object.text();
}

}  // namespace scan
