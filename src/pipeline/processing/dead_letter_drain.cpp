#include "pipeline/processing/dead_letter_drain.h"

#include <utility>

namespace scan {
namespace {

// Long enough that a queue on many machines asks all of them.
constexpr Duration kLastLook = std::chrono::seconds(1);

}  // namespace

Next DeadLetterDrain::step(const StopPhases& stop) {
    if (stop.finish.stop_requested()) return give_up({ErrorCode::stopped, "stopped"});
    return message_ ? apply() : receive(stop);
}

Next DeadLetterDrain::receive(const StopPhases& stop) {
    const auto received = dead_letters_.receive(
        {.messages_max = 1, .visibility_timeout = settings_.visibility_timeout, .wait = kLastLook},
        stop.finish);
    if (!received) return give_up(received.error());
    if (received->empty()) return stop.finish.stop_requested() ? Next::now() : Next::finished();
    message_.emplace(settings_.keep_history);
    for (const Delivery& delivery : *received) message_->add(delivery, decoder_);
    message_->restart_one_by_one();
    return Next::now();
}

Next DeadLetterDrain::apply() {
    const StoreBatch* const todo = message_->next();
    if (!todo) return remove();
    const auto applied = store_.apply(*todo);
    if (applied) {
        totals_.applied += todo->applied.size();
        totals_.failed += todo->failed.size();
        message_->accepted();
        return Next::now();
    }
    const bool is_its_fault =
        applied.error().code == ErrorCode::rejected && !message_->only_culprits_left();
    if (!is_its_fault || message_->rejected(applied.error()) == HeldBatch::Suspect::store)
        return give_up(applied.error());
    return Next::now();
}

Next DeadLetterDrain::remove() {
    for (const auto& removed : dead_letters_.acknowledge(message_->receipts())) {
        if (removed) continue;
        Error error = removed.error();
        if (error.code == ErrorCode::rejected)
            error.message += "; applying one message took longer than queue.visibility_timeout";
        return give_up(std::move(error));
    }
    ++totals_.messages;
    message_.reset();
    return Next::now();
}

Next DeadLetterDrain::give_up(Error error) {
    if (message_) static_cast<void>(dead_letters_.release(message_->receipts()));
    message_.reset();
    error_ = std::move(error);
    return Next::finished();
}

}  // namespace scan
