#include "pipeline/event_page/message_form.h"

namespace scan {

std::optional<ReceivedForm> OutermostKeys::form() const {
    if (has_events) return ReceivedForm::page;
    if (has_event_id) return ReceivedForm::event;
    if (has_topic && has_message) return ReceivedForm::notification;
    return std::nullopt;
}

}  // namespace scan
