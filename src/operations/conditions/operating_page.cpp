#include "operations/conditions/operating_page.h"

#include <fmt/format.h>

#include "base/json_object.h"
#include "operations/conditions/condition_commands.h"
#include "operations/conditions/condition_table.h"

namespace scan {
namespace {

constexpr std::string_view kBegin = R"(# Operating: what can be wrong, and what to do

This page is made from the table of conditions in `src/operations/conditions/condition_table.cpp`: `scan-event-worker conditions > docs/operating.md`
writes it anew.

`scan-event-worker status` says in its first line whether parcels are up to date. If they are not, it says why, since when, and what to do.
`status --json` has the same for programs, `status --watch` looks again each second, and `workers` shows who works.

| exit code of `status` | meaning |
|---|---|
| 0 | Parcels are up to date, or catching up. |
| 1 | Something is degraded (a warning) or failing (an error). |
| 3 | The store could not be read, so nothing is known. |

A condition is *info*, a *warning* or an *error*; the worst one decides the state. Two at once are both told, the worse first. The worker
logs each once when it begins or gets worse, and once when it is over. *Grace* is `status.grace`: shorter troubles are only information.
In the metrics each is `scan_condition{id="…",severity="…"}`, which is 1 while it holds.

Below each condition stand the commands that look at it and mend it. What is in capitals is to be put in: `ID`, `A` and `B` as a list shows
them, `REASON` of a group, `FILE`. [acting.md](acting.md) says what each does, and what a crash in its midst leaves.

What is said of workers comes from the rows that they write every five seconds. The row of a worker that is gone is not believed after
15 s.
)";

}  // namespace

std::string operating_page() {
    std::string page(kBegin);
    for (const ConditionRow& row : condition_table()) {
        page += fmt::format(
            "\n## {}\n\nSeverity: {}.\n\n**Holds while** {}.\n\n**Means**: {}\n\n**Do**: {}\n",
            row.name, row.severity, row.holds, row.meaning, row.action);
        page += "\n```text\n";  // OperatingCommands runs them
        for (const std::string_view command : commands_for(row.id))
            page += fmt::format("scan-event-worker {}\n", command);
        page += "```\n";
    }
    return page;
}

std::string conditions_document() {
    JsonList list;
    for (const ConditionRow& row : condition_table()) {
        JsonList commands;
        for (const std::string_view command : commands_for(row.id)) commands.add(command);
        JsonObject object;
        object.add("id", row.name)
            .add("severity", row.severity)
            .add("holds", row.holds)
            .add("meaning", row.meaning)
            .add("action", row.action)
            .raw("commands", commands.text())
            .add("metric", kConditionMetric)
            .add("runbook", runbook_of(row.id));
        list.add(object);
    }
    return JsonObject().raw("conditions", list.text()).text();
}

}  // namespace scan
