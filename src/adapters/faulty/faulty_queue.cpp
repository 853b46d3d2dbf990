#include "adapters/faulty/faulty_queue.h"

#include "adapters/faulty/faulty_call.h"

namespace scan {
namespace {

using Results = std::vector<Result<>>;

template <class Item, class Call>
Results faulty_batch(FaultScript& faults, Operation whole, std::span<const Item> items, Call call) {
    const std::optional<Fault> fault = faults.draw(whole);
    Results answers;
    if (!fault || fault->moment == Fault::Moment::after) {
        answers = call(items);
        faults.took_effect(whole);
    }
    if (!fault) return answers;
    return Results(items.size(), std::unexpected(fault->error));
}

// Passes on the entries that are to take effect, in one call.
template <class Item, class Call>
Results faulty_entries(FaultScript& faults, Operation entry, std::span<const Item> items,
                       Call call) {
    std::vector<Item> passed_on;
    std::vector<std::optional<Fault>> drawn;
    for (const Item& item : items) {
        drawn.push_back(faults.draw(entry));
        if (!drawn.back() || drawn.back()->moment == Fault::Moment::after)
            passed_on.push_back(item);
    }
    const Results answers = call(std::span<const Item>(passed_on));
    Results results;
    auto answer = answers.begin();
    for (const std::optional<Fault>& fault : drawn) {
        if (!fault) {
            results.push_back(*answer++);
            continue;
        }
        if (fault->moment == Fault::Moment::after) ++answer;
        results.push_back(std::unexpected(fault->error));
    }
    return results;
}

}  // namespace

Results FaultyQueue::send(std::span<const std::string> bodies) {
    return faulty_batch(faults_, Operation::queue_send, bodies, [&](auto whole) {
        return faulty_entries(faults_, Operation::queue_send_entry, whole,
                              [&](auto entries) { return queue_.send(entries); });
    });
}

Result<std::vector<Delivery>> FaultyQueue::receive(const ReceiveRequest& request,
                                                   std::stop_token stop) {
    return faulty_call(faults_, Operation::queue_receive,
                       [&] { return queue_.receive(request, stop); });
}

Results FaultyQueue::acknowledge(std::span<const Receipt> receipts) {
    return faulty_batch(faults_, Operation::queue_acknowledge, receipts, [&](auto whole) {
        return faulty_entries(faults_, Operation::queue_acknowledge_entry, whole,
                              [&](auto entries) { return queue_.acknowledge(entries); });
    });
}

Results FaultyQueue::release(std::span<const Receipt> receipts) {
    return faulty_batch(faults_, Operation::queue_release, receipts,
                        [&](auto whole) { return queue_.release(whole); });
}

Results FaultyQueue::extend(std::span<const Receipt> receipts, Duration visibility_timeout) {
    return faulty_batch(faults_, Operation::queue_extend, receipts,
                        [&](auto whole) { return queue_.extend(whole, visibility_timeout); });
}

Result<QueueDepth> FaultyQueue::depth() {
    return faulty_call(faults_, Operation::queue_depth, [&] { return queue_.depth(); });
}

}  // namespace scan
