#include "pipeline/processing/processor.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace scan {
namespace {

constexpr WaitAfterErrorLimits kOutage{.first = std::chrono::milliseconds(100),
                                       .max = std::chrono::seconds(5),
                                       .asked_max = std::chrono::seconds(30)};
constexpr std::uint32_t kMessagesMax = 10;
// A batch is bounded in memory too, however large its events are.
constexpr std::size_t kBatchBytesMax = 4 * 1024 * 1024;
// So many receipts of each of some dozens of processors can be prolonged by one keeper in time.
constexpr std::size_t kBatchMessagesMax = 1000;
// Receiving ends after this part of the visibility timeout: the rest is for applying and acknowledging.
constexpr int kBatchPartOfVisibility = 4;
// A batch that was more than this part of what one may hold, and not full, is followed by a rest: what comes meanwhile is written with one
// transaction, which costs little more than that of a few events. Whoever gets less than that gets it at once.
constexpr std::size_t kPartWorthARest = 10;
constexpr Duration kRest = std::chrono::milliseconds(200);
// Between two looks whether a pause has ended.
constexpr Duration kPausedLook = std::chrono::milliseconds(500);

}  // namespace

Processor::Processor(EventQueue& queue, ParcelStore& store, HeldDeliveries& held, Clock& clock,
                     ProcessorObserver& observer, ProcessorSettings settings, Random random)
    : queue_(queue),
      store_(store),
      held_(held),
      clock_(clock),
      observer_(observer),
      settings_(std::move(settings)),
      outage_(kOutage, random),
      caution_(settings_.receives_alone) {}

Next Processor::step(const StopPhases& stop) {
    if (stop.abandon.stop_requested()) {
        release_all();
        return Next::finished();
    }
    if (stop.finish.stop_requested() && batches_.empty()) return Next::finished();
    switch (state_) {
        case State::probing: return probe();
        case State::receiving: return receive(stop);
        case State::applying: return apply();
        case State::acknowledging: return acknowledge();
    }
    std::abort();
}

// A message received while the store is down would burn a receive for nothing.
Next Processor::probe() {
    if (const auto answered = store_.ping(); !answered) return hold_after(answered.error());
    // Not yet a success: it may be the queue that is down.
    state_ = State::receiving;
    return Next::now();
}

// More messages are added to a batch until it is full, the queue has no more, one is to be done first, or
// so much time has passed that the batch would be held for long.
Next Processor::receive(const StopPhases& stop) {
    if (is_paused()) return Next::at_time(clock_.now() + kPausedLook);
    if (!stop.finish.stop_requested() && clock_.now() < receive_at_)
        return Next::at_time(receive_at_);
    const Instant began = clock_.now();
    ReceiveRequest request{.visibility_timeout = held_.visibility_timeout(),
                           .wait = settings_.receive_wait};
    HeldBatch fresh(settings_.keep_history);
    HeldBatch again(settings_.keep_history);
    std::size_t events = 0;
    std::size_t messages = 0;
    std::size_t redelivered = 0;
    std::optional<Instant> full_at;
    bool more = true;
    while (more) {
        const std::size_t redelivered_max = caution_.redelivered_max(clock_.now());
        const std::size_t room = std::min(
            {redelivered_max - redelivered, messages_for(settings_.batch_events_max - events),
             kBatchMessagesMax - messages, std::size_t{kMessagesMax}});
        request.messages_max = static_cast<std::uint32_t>(room);
        const Instant asked = clock_.now();
        const auto received = queue_.receive(request, stop.finish);
        if (!received) {
            if (messages == 0) return hold_after(received.error());
            break;
        }
        if (messages == 0 && is_paused()) {
            // They came while it was told to stop, which a long poll may hear late.
            give_back(*received);
            return Next::at_time(clock_.now() + kPausedLook);
        }
        held_.add(*received, asked, request.visibility_timeout);
        // An empty message counts too, so that a batch of them ends.
        const std::size_t new_events = std::max(hold(*received, fresh, again), received->size());
        if (!received->empty()) events_per_message_ = new_events / received->size();
        events += new_events;
        messages += received->size();
        const Instant now = clock_.now();
        if (!full_at) full_at = now + request.visibility_timeout / kBatchPartOfVisibility;
        more = received->size() == request.messages_max && events < settings_.batch_events_max &&
               messages < kBatchMessagesMax && now < *full_at;
        for (const Delivery& delivery : *received) {
            if (delivery.receive_count < 2) continue;
            ++redelivered;
            const bool is_first =
                caution_.came_again(delivery.receive_count, asked, request.visibility_timeout);
            if (is_first) more = false;
        }
        more = more && fresh.bytes() + again.bytes() + bytes_alone() < kBatchBytesMax &&
               redelivered < redelivered_max;
        request.wait = Duration::zero();
    }
    const bool is_part = events > settings_.batch_events_max / kPartWorthARest &&
                         events < settings_.batch_events_max;
    receive_at_ = is_part ? began + kRest : began;
    // Fresh ones first: they are done before a message that may be what ended the process that held it.
    if (!again.empty()) batches_.push_front(std::move(again));
    if (!fresh.empty()) batches_.push_front(std::move(fresh));
    succeeded();
    if (batches_.empty()) {
        if (!stop.finish.stop_requested()) held_.found_none();
        return Next::now();
    }
    for (HeldBatch& batch : batches_) batch.restart();
    state_ = State::applying;
    return Next::now();
}

// How many messages have about so many events, as those that were last received had.
std::size_t Processor::messages_for(std::size_t events) const {
    return (events + events_per_message_ - 1) / events_per_message_;
}

// Of the messages that are each applied alone.
std::size_t Processor::bytes_alone() const {
    std::size_t bytes = 0;
    for (const HeldBatch& batch : batches_) bytes += batch.bytes();
    return bytes;
}

void Processor::give_back(std::span<const Delivery> deliveries) {
    std::vector<Receipt> receipts;
    for (const Delivery& delivery : deliveries) receipts.push_back(delivery.receipt);
    // What cannot be given back comes back after its visibility timeout.
    static_cast<void>(queue_.release(receipts));
    observer_.released(receipts.size());
}

// Takes them in: those on their first receive, those that came again, and each that wants to be alone.
std::size_t Processor::hold(std::span<const Delivery> deliveries, HeldBatch& fresh,
                            HeldBatch& again) {
    std::size_t events = 0;
    std::size_t redelivered = 0;
    for (const Delivery& delivery : deliveries) {
        const bool is_fresh = delivery.receive_count < 2;
        HeldBatch& batch = is_fresh ? fresh
                           : caution_.wants_alone(delivery.receive_count)
                               ? batches_.emplace_back(settings_.keep_history)
                               : again;
        const std::size_t before = batch.events();
        batch.add(delivery, decoder_);
        events += batch.events() - before;
        if (!is_fresh) ++redelivered;
    }
    if (!deliveries.empty()) observer_.received(deliveries.size(), redelivered);
    return events;
}

Next Processor::apply() {
    HeldBatch& batch = batches_.front();
    const StoreBatch* const todo = batch.next();
    if (!todo) {
        state_ = State::acknowledging;
        return Next::now();
    }
    const Instant began = clock_.now();
    const auto applied = store_.apply(*todo);
    if (applied) {
        succeeded();
        observer_.applied(todo->applied.size(), todo->parcels.size(), clock_.now() - began);
        for (const FailedEvent& failed : todo->failed) observer_.event_failed(failed);
        batch.accepted();
        return Next::now();
    }
    if (applied.error().code == ErrorCode::transient) batch.try_less();
    if (applied.error().code != ErrorCode::rejected) return hold_after(applied.error());
    const bool is_failed_event_refused = batch.only_culprits_left();
    if (is_failed_event_refused) batch.restart();
    // Nothing is let go by what is no event's fault: a person must look.
    if (is_failed_event_refused || batch.rejected(applied.error()) != HeldBatch::Suspect::event)
        return hold_after({ErrorCode::denied, applied.error().message});
    return Next::now();
}

Next Processor::acknowledge() {
    HeldBatch& batch = batches_.front();
    std::vector<Receipt>& receipts = batch.receipts();
    const std::size_t lapsed =
        std::erase_if(receipts, [this](const Receipt& r) { return !held_.is_ours(r); });
    if (lapsed > 0) observer_.lapsed(lapsed);

    const auto results = queue_.acknowledge(receipts);
    std::vector<Receipt> done;
    std::vector<Receipt> open;
    std::optional<Error> error;
    for (std::size_t i = 0; i < receipts.size(); ++i) {
        if (results[i]) {
            done.push_back(receipts[i]);
        } else if (results[i].error().code == ErrorCode::rejected) {
            held_.lapsed(receipts[i]);
            observer_.lapsed(1);
        } else {
            open.push_back(receipts[i]);
            error = results[i].error();
        }
    }
    held_.remove(done);
    if (!done.empty()) observer_.acknowledged(done.size());
    receipts = std::move(open);
    if (error) return hold_after(*error);

    succeeded();
    batches_.pop_front();
    if (batches_.empty()) caution_.succeeded(clock_.now());
    state_ = batches_.empty() ? State::receiving : State::applying;
    return Next::now();
}

// Nothing is let go: the keeper prolongs what is held. Without a batch in hand, the store is asked first before work is taken.
Next Processor::hold_after(const Error& error) {
    if (batches_.empty()) state_ = State::probing;
    const Duration delay = outage_.after(error);
    observer_.processor_waiting_after(error, delay);
    return Next::at_time(clock_.now() + delay);
}

void Processor::succeeded() {
    if (outage_.end()) observer_.recovered();
}

void Processor::release_all() {
    for (HeldBatch& batch : batches_) {
        static_cast<void>(queue_.release(batch.receipts()));
        held_.remove(batch.receipts());
        observer_.released(batch.receipts().size());
    }
    batches_.clear();
}

}  // namespace scan
