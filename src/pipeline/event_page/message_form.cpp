#include "pipeline/event_page/message_form.h"

namespace scan {

std::optional<MessageForm> OutermostKeys::form() const {
    if (has_events) return MessageForm::page;
    if (has_event_id) return MessageForm::event;
    if (has_topic && has_message) return MessageForm::notification;
    return std::nullopt;
}

}  // namespace scan
