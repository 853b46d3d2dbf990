#include "operations/acting/send_then_mark.h"

namespace scan {

std::vector<Result<>> SendThenMark::retry(std::span<const OutgoingText> texts) {
    std::vector<FailedEvents::Identity> rows;
    std::vector<std::string> messages;
    for (const OutgoingText& text : texts) {
        rows.push_back(text.row);
        messages.push_back(text.message);
    }
    if (const auto identified = failed_.identify(rows); !identified)
        return {texts.size(), std::unexpected(identified.error())};
    auto results = queue_.send(messages);
    std::vector<std::int64_t> sent;
    for (std::size_t i = 0; i < results.size(); ++i) {
        if (results[i]) sent.push_back(texts[i].row.id);
    }
    // Only after the queue has them: a mark without a message would hide an open event.
    const auto marked = sent.empty() ? Result<>() : failed_.mark_retried(sent);
    for (Result<>& result : results) {
        if (result && !marked) result = std::unexpected(marked.error());
    }
    return results;
}

Result<> SendThenMark::replace(const OutgoingText& text, const std::string& edited_body) {
    if (const auto sent = queue_.send({&text.message, 1}).front(); !sent) return sent;
    // Closed already, because the event was applied meanwhile: done as well.
    const auto closed = failed_.replace(text.row.id, edited_body);
    if (!closed) return std::unexpected(closed.error());
    return {};
}

}  // namespace scan
