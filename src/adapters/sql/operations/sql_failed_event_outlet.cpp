#include "adapters/sql/operations/sql_failed_event_outlet.h"

#include "adapters/sql/format/stored_text.h"
#include "adapters/sql/sql_event_queue.h"

namespace scan {

SqlFailedEventOutlet::SqlFailedEventOutlet(const SqlAccess& access)
    : connection_(access.database, access.store, Role::control),
      writer_(access.database.dialect.batch_writers().make(connection_)),
      identify_(connection_, "identify_failed_event", {"id", "event_id", "parcel_id"}),
      mark_retried_(connection_, "mark_failed_event_retried", {"id", "now"}),
      close_(connection_, "close_failed_event", {"id", "now", "closed_as", "edited_body"}) {}

std::vector<Result<>> SqlFailedEventOutlet::retry(std::span<const OutgoingText> texts) {
    const std::string now = connection_.clock().utc_now().to_string();
    std::vector<std::string> messages;
    for (const OutgoingText& text : texts) messages.push_back(text.message);
    const auto done = connection_.write(Intent::durable, [&] {
        writer_->put_messages(kEventQueue, messages);
        for (const auto& [row, message] : texts) {
            identify_.run(row.id, row.event_id, row.parcel_id);
            mark_retried_.run(row.id, now);
        }
    });
    if (done || done.error().code != ErrorCode::rejected || texts.size() == 1)
        return {texts.size(), done};
    std::vector<Result<>> results;
    for (const OutgoingText& text : texts) results.push_back(retry({&text, 1}).front());
    return results;
}

Result<> SqlFailedEventOutlet::replace(const OutgoingText& text, const std::string& edited_body) {
    const std::string now = connection_.clock().utc_now().to_string();
    const std::string stored = stored_text(edited_body);
    return connection_.write(Intent::durable, [&] {
        writer_->put_messages(kEventQueue, {&text.message, 1});
        close_.run(text.row.id, now, "edited", stored);
    });
}

}  // namespace scan
