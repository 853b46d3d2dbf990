#include "adapters/sql/sql_event_queue.h"

#include <algorithm>

#include "adapters/sql/format/id_list.h"
#include "adapters/sql/format/message_receipt.h"
#include "base/utf8.h"

namespace scan {
namespace {

constexpr Duration kFirstLook = std::chrono::milliseconds(5);
constexpr Duration kLastLook = std::chrono::milliseconds(100);

// How often one receive looks for more after it has moved messages to the dead letters.
constexpr int kClaimRoundsMax = 100;

// What every engine keeps as it is.
bool is_text(const std::string& body) {
    return is_utf8(body) && !body.contains('\0');
}

std::string ids_json(const std::vector<std::int64_t>& ids) {
    return id_list(ids, [](std::int64_t id) { return id; });
}

}  // namespace

SqlEventQueue::SqlEventQueue(const Database& database, SchemaGuard& schema, QueueLook& look,
                             SqlQueueSettings settings)
    : look_(look),
      settings_(std::move(settings)),
      connection_(database, schema, Role::queue, database.shared.queue.get()),
      writer_(database.dialect.batch_writers().make(*connection_)),
      has_due_(*connection_, "has_due_messages", {"queue", "visible_from"}),
      due_(*connection_, "due_messages", {"queue", "visible_from", "messages_max"}),
      bury_(*connection_, "bury_messages", {"message_ids", "dead_letter_queue"}),
      claim_(*connection_, "claim_messages", {"message_ids", "visibility_ns"}),
      depth_(*connection_, "read_queue_depth", {"queue", "dead_letter_queue"}) {}

std::vector<Result<>> SqlEventQueue::send(std::span<const std::string> bodies) {
    if (std::ranges::all_of(bodies, is_text)) return put(bodies);
    std::vector<Result<>> results;
    for (const std::string& body : bodies) {
        if (is_text(body)) {
            results.push_back(put({&body, 1}).front());
        } else {
            results.push_back(fail(ErrorCode::rejected, "the body is no UTF-8, or holds NUL"));
        }
    }
    return results;
}

std::vector<Result<>> SqlEventQueue::put(std::span<const std::string> bodies) {
    if (bodies.empty()) return {};
    // Durable, because the cursor moves next.
    const auto sent =
        connection_->write(Intent::durable, [&] { writer_->put_messages(settings_.name, bodies); });
    if (sent) look_.has_messages();
    const bool is_culprit_unknown =
        !sent && sent.error().code == ErrorCode::rejected && bodies.size() > 1;
    if (!is_culprit_unknown) return std::vector<Result<>>(bodies.size(), sent);
    std::vector<Result<>> results;
    for (const std::string& body : bodies) results.push_back(put({&body, 1}).front());
    return results;
}

Result<std::vector<Delivery>> SqlEventQueue::receive(const ReceiveRequest& request,
                                                     std::stop_token stop) {
    Clock& clock = connection_->clock();
    const Instant deadline = clock.now() + request.wait;
    for (Duration pause = kFirstLook; !stop.stop_requested();
         pause = std::min(2 * pause, kLastLook)) {
        if (request.wait == Duration::zero() || look_.is_due(this, clock.now())) {
            auto claimed = look_and_claim(request);
            if (!claimed || !claimed->empty()) return claimed;
        }
        const Instant now = clock.now();
        if (now >= deadline) break;
        clock.sleep_until(std::min(deadline, now + pause), stop);
    }
    return std::vector<Delivery>{};
}

Result<std::vector<Delivery>> SqlEventQueue::look_and_claim(const ReceiveRequest& request) {
    Clock& clock = connection_->clock();
    const Instant began = clock.now();
    const From from = bound_.from(began);
    // A look before the transaction, so that an idle queue is not written.
    const auto due = connection_->read([&] { return has_due_.first(settings_.name, from); });
    if (!due) return std::unexpected(due.error());
    Result<std::vector<Delivery>> claimed;
    if (due->value_or(false)) {
        // Relaxed: a claim that a power cut takes is a delivery that is made again.
        claimed = connection_->write(Intent::relaxed, [&] { return claim(request, from); });
        if (!claimed) return claimed;
    }
    if (claimed->empty()) {
        look_.found_nothing(this, clock.now());
    } else {
        look_.has_messages();
    }
    if (!from) bound_.looked_at_all(began, clock.now());
    return claimed;
}

std::vector<Delivery> SqlEventQueue::claim(const ReceiveRequest& request, const From& from) {
    const std::vector<std::int64_t> ids = claimable(request.messages_max, from);
    std::vector<Delivery> deliveries;
    if (ids.empty()) return deliveries;
    claim_.each(
        [&](ClaimedMessageRow row) {
            deliveries.push_back(
                {.body = std::move(row.body),
                 .receipt = write_receipt({.id = row.id, .receive_count = row.receive_count}),
                 .receive_count = static_cast<std::uint32_t>(row.receive_count)});
        },
        ids_json(ids), request.visibility_timeout.count());
    return deliveries;
}

std::vector<std::int64_t> SqlEventQueue::claimable(std::int64_t messages_max, const From& from) {
    std::vector<std::int64_t> ids;
    for (int round = 0; round < kClaimRoundsMax; ++round) {
        ids.clear();
        std::vector<std::int64_t> exhausted;
        std::optional<std::string> lowest;
        due_.each(
            [&](DueMessageRow row) {
                const bool is_exhausted =
                    settings_.receive_count_max &&
                    row.receive_count >= std::int64_t{*settings_.receive_count_max};
                (is_exhausted ? exhausted : ids).push_back(row.id);
                if (!lowest) lowest = std::move(row.visible_at);
            },
            settings_.name, from, messages_max);
        if (lowest) bound_.found(std::move(*lowest));
        if (exhausted.empty()) break;
        bury_.run(ids_json(exhausted), kDeadLetterQueue);
    }
    return ids;
}

template <class Write>
std::vector<Result<>> SqlEventQueue::with_receipts(std::span<const Receipt> receipts, Write write) {
    if (receipts.empty()) return {};
    std::vector<Result<>> results(
        receipts.size(), fail(ErrorCode::rejected,
                              "the receipt lapsed: the message was received again, or is gone"));
    std::vector<MessageReceipt> known;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < receipts.size(); ++i) {
        const auto read = read_receipt(receipts[i]);
        if (!read) continue;
        known.push_back(*read);
        places.push_back(i);
    }
    // Relaxed: what a power cut takes is written again after the message came again.
    const auto held = connection_->write(Intent::relaxed, [&] { return write(known); });
    if (!held) return std::vector<Result<>>(receipts.size(), std::unexpected(held.error()));
    for (std::size_t i = 0; i < places.size(); ++i) {
        if ((*held)[i]) results[places[i]] = {};
    }
    return results;
}

std::vector<Result<>> SqlEventQueue::acknowledge(std::span<const Receipt> receipts) {
    return with_receipts(receipts, [this](std::span<const MessageReceipt> known) {
        return writer_->remove_messages(settings_.name, known);
    });
}

std::vector<Result<>> SqlEventQueue::release(std::span<const Receipt> receipts) {
    return extend(receipts, Duration::zero());
}

std::vector<Result<>> SqlEventQueue::extend(std::span<const Receipt> receipts,
                                            Duration visibility_timeout) {
    return with_receipts(receipts, [&](std::span<const MessageReceipt> known) {
        return writer_->hide_messages(settings_.name, known, visibility_timeout);
    });
}

Result<QueueDepth> SqlEventQueue::depth() {
    const bool has_dead_letters = settings_.receive_count_max.has_value();
    return connection_->read([&] {
        QueueDepth depth;
        depth_.each(
            [&](const QueueDepthRow& row) {
                depth.visible = row.visible;
                depth.in_flight = row.in_flight;
                depth.dead_letters = row.dead_letters;
                if (row.oldest_visible_ns)
                    depth.oldest_visible_age = Duration(*row.oldest_visible_ns);
            },
            settings_.name, has_dead_letters ? kDeadLetterQueue : std::string_view());
        return depth;
    });
}

}  // namespace scan
