#pragma once

#include <span>
#include <string>
#include <vector>

#include "operations/ports/failed_events.h"

namespace scan {

// The text of a failed event on its way to the queue.
struct OutgoingText {
    FailedEvents::Identity row;
    std::string message;  // a page of its own
};

// Sends texts of failed events to the queue again and writes that to their rows. Where the queue is
// kept beside the rows both are one transaction. Elsewhere the ids are written first, because the
// event may be applied before the row is marked; then the text is sent; then the row is marked: who
// dies in between has sent it once more than the row says, which is harmless.
//
// One object serves one thread.
class FailedEventOutlet {
public:
    virtual ~FailedEventOutlet() = default;

    // Marks each as retried, if it is still open. One result an item, in order.
    //   rejected: the queue will never take this text; its row stays as it was.
    //   others: nothing is known of it, and sending again is right.
    virtual std::vector<Result<>> retry(std::span<const OutgoingText> texts) = 0;

    // Sends the text and closes the row as replaced by `edited_body`.
    virtual Result<> replace(const OutgoingText& text, const std::string& edited_body) = 0;
};

}  // namespace scan
