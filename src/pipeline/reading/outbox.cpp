#include "pipeline/reading/outbox.h"

#include <optional>
#include <utility>

#include "pipeline/event_page/event_page_encoder.h"
#include "pipeline/event_page/failed_event_of.h"

namespace scan {
namespace {

// More refusals than this, and nothing taken beside them, are no event's fault. As for a batch that
// the store rejects.
constexpr std::size_t kRefusedMax = 50;

}  // namespace

void Outbox::clear() {
    unsent_.clear();
    refused_.clear();
    accepted_ = 0;
}

Result<> Outbox::send(EventQueue& queue) {
    while (!unsent_.empty()) {
        const auto results = queue.send(unsent_);
        std::vector<std::string> unsent;
        std::optional<Error> error;
        for (std::size_t i = 0; i < results.size(); ++i) {
            if (results[i]) {
                ++accepted_;
            } else if (results[i].error().code == ErrorCode::rejected) {
                divide(unsent_[i], results[i].error(), unsent);
            } else {
                if (!error) error = results[i].error();
                unsent.push_back(std::move(unsent_[i]));
            }
        }
        unsent_ = std::move(unsent);
        if (error) return std::unexpected(*error);
        // What is unsent now are the halves of refused messages; each round makes them smaller.
    }
    if (refused_.size() > kRefusedMax && accepted_ == 0) {
        const std::string reason = refused_.back().detail;
        take_refused_back();
        return fail(ErrorCode::denied, reason);
    }
    return {};
}

void Outbox::take_refused_back() {
    for (const FailedEvent& failed : refused_)
        unsent_.push_back(encode_page(std::vector<std::string_view>{failed.body}));
    refused_.clear();
}

void Outbox::divide(const std::string& body, const Error& error, std::vector<std::string>& unsent) {
    // Our own encoding: it decodes.
    const EventPage page = decoder_.decode(body).value();
    const auto& events = page.events();
    if (events.size() == 1) {
        FailedEvent failed{.event_id = events.front().event_id(),
                           .parcel_id = std::nullopt,
                           .reason = "refused by the queue",
                           .detail = error.message,
                           .body = std::string(events.front().text)};
        if (events.front().event) failed.parcel_id = events.front().event->parcel_id;
        refused_.push_back(std::move(failed));
        return;
    }
    std::vector<std::string_view> texts;
    texts.reserve(events.size());
    for (const PageEvent& event : events) texts.push_back(event.text);
    const std::span<const std::string_view> all(texts);
    unsent.push_back(encode_page(all.first(texts.size() / 2)));
    unsent.push_back(encode_page(all.subspan(texts.size() / 2)));
}

}  // namespace scan
