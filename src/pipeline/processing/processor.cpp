#include "pipeline/processor.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace scan {
namespace {

constexpr Duration kRetryFirst = std::chrono::milliseconds(100);
constexpr Duration kRetryMax = std::chrono::seconds(5);
// What a person must mend is tried again only now and then.
constexpr Duration kDeniedRetry = std::chrono::seconds(30);
constexpr std::uint32_t kMessagesMax = 10;
// A batch is bounded in memory too, however large its events are.
constexpr std::size_t kBatchBytesMax = 4 * 1024 * 1024;
// More rejections than this in one batch are no poison: the table, not the events, must be wrong.
constexpr std::size_t kCulpritsMax = 50;

}  // namespace

Processor::Processor(EventQueue& queue, ParcelStore& store, HeldDeliveries& held, Clock& clock,
                     ProcessorObserver& observer, ProcessorSettings settings, Random random)
    : queue_(queue),
      store_(store),
      held_(held),
      clock_(clock),
      observer_(observer),
      settings_(settings),
      backoff_(kRetryFirst, kRetryMax, random) {}

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
        case State::settling: return settle();
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

Next Processor::receive(const StopPhases& stop) {
    ReceiveRequest request{.visibility_timeout = held_.visibility_timeout(),
                           .wait = settings_.receive_wait};
    HeldBatch together(settings_.keep_history);
    std::size_t events = 0;
    std::size_t bytes = 0;
    bool more = true;
    while (more && events < settings_.batch_events_max && bytes < kBatchBytesMax) {
        request.messages_max = is_careful() ? 1 : kMessagesMax;
        const Instant asked = clock_.now();
        const auto received = queue_.receive(request, stop.finish);
        if (!received) {
            if (together.empty() && batches_.empty()) return hold_after(received.error());
            break;
        }
        held_.add(*received, asked);
        // An empty message counts too, so that a batch of them ends.
        events += std::max(take(*received, together), received->size());
        for (const Delivery& delivery : *received) bytes += delivery.body.size();
        const bool is_suspect = std::ranges::any_of(
            *received, [](const Delivery& delivery) { return delivery.receive_count > 1; });
        if (is_suspect) suspected_at_ = asked;
        more = received->size() == request.messages_max && !is_suspect;
        request.wait = Duration::zero();
    }
    if (!together.empty()) batches_.push_front(std::move(together));
    succeeded();
    if (batches_.empty()) {
        if (!stop.finish.stop_requested()) held_.found_none();
        return Next::now();
    }
    for (HeldBatch& batch : batches_) batch.restart();
    state_ = State::applying;
    return Next::now();
}

// A message that was received before may be what ended the process that held it. So may the messages that a process finds after its start.
bool Processor::is_careful() {
    const Instant now = clock_.now();
    if (!suspected_at_) suspected_at_ = now;
    return now - *suspected_at_ < held_.visibility_timeout();
}

// A message on its second or later receive is applied alone, so that a poison that kills the process takes no neighbours with it.
std::size_t Processor::take(std::span<const Delivery> deliveries, HeldBatch& together) {
    std::size_t events = 0;
    std::size_t redelivered = 0;
    for (const Delivery& delivery : deliveries) {
        const bool alone = delivery.receive_count > 1;
        HeldBatch& batch = alone ? batches_.emplace_back(settings_.keep_history) : together;
        const std::size_t before = batch.events();
        batch.add(delivery, decoder_);
        events += batch.events() - before;
        if (alone) ++redelivered;
    }
    if (!deliveries.empty()) observer_.received(deliveries.size(), redelivered);
    return events;
}

Next Processor::apply() {
    HeldBatch& batch = batches_.front();
    const StoreBatch* const todo = batch.next();
    if (!todo) {
        state_ = State::settling;
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
    // A rejected list of failed events, or too many rejections, is no event's fault: a person must look, and nothing is let go.
    if (batch.only_culprits_left() || batch.culprits() >= kCulpritsMax) {
        batch.restart();
        return hold_after({ErrorCode::denied, applied.error().message});
    }
    batch.rejected(applied.error());
    return Next::now();
}

Next Processor::settle() {
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
    state_ = batches_.empty() ? State::receiving : State::applying;
    return Next::now();
}

// Nothing is let go: the keeper prolongs what is held. Without a batch in hand, the store is asked first before work is taken.
Next Processor::hold_after(const Error& error) {
    if (batches_.empty()) state_ = State::probing;
    Duration delay = error.code == ErrorCode::denied ? kDeniedRetry : backoff_.next();
    if (error.retry_after) delay = std::max(delay, std::min(*error.retry_after, kDeniedRetry));
    is_holding_ = true;
    observer_.holding_after(error, delay);
    return Next::at_time(clock_.now() + delay);
}

void Processor::succeeded() {
    if (std::exchange(is_holding_, false)) observer_.recovered();
    backoff_.reset();
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
