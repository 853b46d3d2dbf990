import { useState } from "react";
import { discardFailed, retryFailed } from "../../actions/catalog.ts";
import { useActions } from "../../actions/use_actions.tsx";
import type { FailedEvents, FailedGroup, Id } from "../../api/types.ts";
import { OnlyShown } from "../../parts/only_shown.tsx";
import { useResource } from "../../parts/resource.ts";
import { Empty, Shown } from "../../parts/states.tsx";
import { Pager } from "../../parts/table.tsx";
import { linkTo } from "../../route.ts";
import { counted, countText } from "../../text/numbers.ts";
import type { ViewProps } from "../view.ts";
import { FailedEventView } from "./failed_event.tsx";
import { FilteredActions } from "./filtered_actions.tsx";
import { FailedFilter } from "./failed_filter.tsx";
import { FailedGroups } from "./failed_groups.tsx";
import { FailedTable } from "./failed_table.tsx";
import { idRangeOf } from "./id_range.ts";

const pageRows = 50;

export function FailedView(props: ViewProps) {
    return props.route.item === null ? <FailedList {...props} /> : <FailedEventView {...props} />;
}

function FailedList({ api, route, session, live }: ViewProps) {
    const filter = {
        reason: route.query.reason,
        state: route.query.state ?? "open",
        event_id: idRangeOf(route.query.event_id ?? ""),
    };
    const groups = useResource("groups", (signal) =>
        api.get<{ readonly groups: readonly FailedGroup[] }>("/failed-events/groups", { state: "open" }, signal),
    );
    const list = useResource(JSON.stringify([filter, route.query.after]), (signal) =>
        api.get<FailedEvents>(
            "/failed-events",
            { ...filter, limit: pageRows.toString(), page_token: route.query.after },
            signal,
        ),
    );
    const [chosen, setChosen] = useState<readonly Id[]>([]);
    const changed = () => {
        setChosen([]);
        groups.reload();
        list.reload();
    };
    const actions = useActions(api, changed);
    const mayAct = session.may === "act";
    const open = live.status?.failed_events_open ?? 0;
    const isNarrowed = filter.reason !== undefined || filter.event_id !== undefined;
    return (
        <div className="stack">
            <header className="view-head">
                <h1>Failed events</h1>
                {open > 0 && !mayAct && <OnlyShown session={session} />}
                {open > 0 && mayAct && (
                    <div className="buttons">
                        <button type="button" onClick={() => actions.open(retryFailed({ all: true }))}>
                            Retry all…
                        </button>
                        <button type="button" onClick={() => actions.open(discardFailed({ all: true }))}>
                            Discard all…
                        </button>
                    </div>
                )}
            </header>
            <Shown of={groups} what="the groups">
                {({ groups: rows }) =>
                    rows.length === 0 ? null : (
                        <FailedGroups groups={rows} chosen={filter.reason} mayAct={mayAct} open={actions.open} />
                    )
                }
            </Shown>
            <FailedFilter query={route.query} changed={changed} loadedMs={list.loadedMs} />
            <Shown of={list} what="failed events">
                {({ failed_events, watermark, page_token }) => (
                    <>
                        {mayAct && isNarrowed && filter.state === "open" && failed_events.length > 0 && (
                            <FilteredActions api={api} filter={filter} watermark={watermark} open={actions.open} />
                        )}
                        {mayAct && chosen.length > 0 && (
                            <div className="selection" role="region" aria-label="Selection">
                                <strong>{counted(chosen.length, "event")} selected</strong>
                                <button type="button" onClick={() => actions.open(retryFailed({ ids: chosen }))}>
                                    Retry…
                                </button>
                                <button type="button" onClick={() => actions.open(discardFailed({ ids: chosen }))}>
                                    Discard…
                                </button>
                                <button type="button" className="plain" onClick={() => setChosen([])}>
                                    Select none
                                </button>
                            </div>
                        )}
                        {failed_events.length === 0 ? (
                            <Empty
                                title={
                                    filter.state === "open" ? "No failed event is open" : "No failed event is like that"
                                }
                            >
                                {filter.state === "open" && filter.reason === undefined
                                    ? "Every event that came could be applied, or was dealt with."
                                    : "Another filter may show some."}
                            </Empty>
                        ) : (
                            <FailedTable rows={failed_events} chosen={mayAct ? chosen : null} choose={setChosen} />
                        )}
                        <Pager
                            isFirst={route.query.after === undefined}
                            firstLink={linkTo("failed", null, { ...route.query, after: undefined })}
                            nextLink={
                                page_token === null
                                    ? null
                                    : linkTo("failed", null, { ...route.query, after: page_token })
                            }
                            shown={
                                watermark.count === failed_events.length
                                    ? counted(watermark.count, "failed event")
                                    : `${countText(failed_events.length)} of ${counted(watermark.count, "failed event")}`
                            }
                        />
                    </>
                )}
            </Shown>
            {actions.dialog}
        </div>
    );
}
