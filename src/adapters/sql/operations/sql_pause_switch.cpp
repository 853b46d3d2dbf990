#include "adapters/sql/operations/sql_pause_switch.h"

#include <utility>

#include "operations/acting/pause_acts.h"

namespace scan {

SqlPauseSwitch::SqlPauseSwitch(const SqlAccess& access)
    : connection_(access.database, access.store, Role::control),
      begin_(connection_, "begin_pause", {"what", "since", "until", "who", "reason"}),
      end_(connection_, "end_pause", {"what"}),
      read_(connection_, "read_pauses", {}) {}

Result<> SqlPauseSwitch::begin(const Pause& pause) {
    return connection_.write(Intent::durable, [&] {
        end_.run(name_of(pause.what));
        begin_.run(name_of(pause.what), pause.since, pause.until, pause.who, pause.reason);
    });
}

Result<bool> SqlPauseSwitch::end(Pausable what) {
    return connection_.write(Intent::durable, [&] { return end_.run(name_of(what)) == 1; });
}

Result<std::vector<Pause>> SqlPauseSwitch::read() {
    return connection_.read([&] {
        std::vector<Pause> pauses;
        read_.each([&](PauseRow row) {
            if (auto pause = pause_of(std::move(row))) pauses.push_back(*std::move(pause));
        });
        return pauses;
    });
}

}  // namespace scan
