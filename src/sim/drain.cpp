#include "sim/drain.h"

#include "sim/process_death.h"

namespace scan::sim {

Drain::Drain(Surroundings& around)
    : around_(around),
      faults_([&around](Operation operation) -> std::optional<Fault> {
          if (around.weather.crashes()) throw ProcessDeath{};
          return around.weather.fault(operation);
      }),
      watched_letters_(around),
      letters_(watched_letters_, faults_),
      watched_parcels_(around),
      parcels_(watched_parcels_, faults_),
      drain_(letters_, parcels_, {.keep_history = around.scenario.keep_history}) {}

void Drain::run() {
    try {
        while (drain_.step({}).kind != Next::Kind::finished) {
        }
    } catch (const ProcessDeath&) {
        around_.trace.note(0, "a drain died");
    }
    const auto& totals = drain_.totals();
    if (totals.messages > 0)
        around_.trace.note(0, "drained dead letters", static_cast<std::int64_t>(totals.messages));
    const auto& error = drain_.error();
    if (error && !error->message.starts_with(kSimulated))
        around_.violations.add(Rule::no_unexpected_error, "a drain: " + error->message);
}

}  // namespace scan::sim
