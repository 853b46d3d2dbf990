import type { Action } from "../actions/action.ts";
import { acknowledgeGap, replay } from "../actions/catalog.ts";
import { useActions } from "../actions/use_actions.tsx";
import type { FeedGap, FeedGaps } from "../api/types.ts";
import { Badge, type Tone } from "../parts/glyph.tsx";
import { EventId } from "../parts/ids.tsx";
import { OnlyShown } from "../parts/only_shown.tsx";
import { useResource } from "../parts/resource.ts";
import { Empty, Shown } from "../parts/states.tsx";
import { Pager, Table, type Column } from "../parts/table.tsx";
import { When } from "../parts/when.tsx";
import { linkTo } from "../route.ts";
import { counted, countText } from "../text/numbers.ts";
import type { ViewProps } from "./view.ts";

const tones: Record<FeedGap["state"], Tone> = { open: "error", acknowledged: "quiet", filled: "good" };

function replayOf({ after_event_id, before_event_id }: FeedGap): Action {
    return replay(null, (BigInt(after_event_id) + 1n).toString(), (BigInt(before_event_id) - 1n).toString());
}

export function GapsView({ api, route, session }: ViewProps) {
    const after = route.query.after;
    const list = useResource(`gaps ${after ?? ""}`, (signal) =>
        api.get<FeedGaps>("/feed-gaps", { limit: "50", page_token: after }, signal),
    );
    const actions = useActions(api, list.reload);
    const columns: Column<FeedGap>[] = [
        { title: "Gap", cell: ({ id }) => id.toString() },
        {
            title: "State",
            cell: (gap) => (
                <Badge tone={gap.state === "open" && !gap.proven ? "warning" : tones[gap.state]}>{gap.state}</Badge>
            ),
        },
        { title: "After event", cell: ({ after_event_id }) => <EventId id={after_event_id} /> },
        { title: "Before event", cell: ({ before_event_id }) => <EventId id={before_event_id} /> },
        { title: "Ids at most", kind: "number", cell: ({ ids_max }) => countText(ids_max) },
        { title: "Proven", cell: ({ proven }) => (proven ? "yes: the feed forgot them" : "no: there may be none") },
        { title: "Noticed", cell: ({ noticed_at_utc }) => <When utc={noticed_at_utc} /> },
    ];
    if (session.may === "act") {
        columns.push({
            title: "Actions",
            kind: "control",
            unseenTitle: true,
            cell: (gap) =>
                gap.state === "open" ? (
                    <div className="buttons">
                        <button type="button" className="small" onClick={() => actions.open(replayOf(gap))}>
                            Replay…<span className="unseen"> gap {gap.id.toString()}</span>
                        </button>
                        <button type="button" className="small" onClick={() => actions.open(acknowledgeGap(gap.id))}>
                            Acknowledge…<span className="unseen"> gap {gap.id.toString()}</span>
                        </button>
                    </div>
                ) : null,
        });
    }
    const hasOpen = list.value?.feed_gaps.some(({ state }) => state === "open") === true;
    return (
        <div className="stack">
            <header className="view-head">
                <h1>Gaps</h1>
                {session.may === "read" && hasOpen && <OnlyShown session={session} />}
            </header>
            <p className="muted lead">
                Ids that the feed forgot before the worker read them. How many events were among them, nobody can tell:
                ids may have holes.
            </p>
            <Shown of={list} what="gaps">
                {({ feed_gaps, page_token }) =>
                    feed_gaps.length === 0 ? (
                        <Empty title="No gaps">The feed showed everything that it had to the worker.</Empty>
                    ) : (
                        <>
                            <Table
                                caption="Gaps of the feed"
                                columns={columns}
                                rows={feed_gaps}
                                rowKey={({ id }) => id.toString()}
                            />
                            <Pager
                                isFirst={after === undefined}
                                firstLink={linkTo("gaps")}
                                nextLink={page_token === null ? null : linkTo("gaps", null, { after: page_token })}
                                shown={counted(feed_gaps.length, "gap")}
                            />
                        </>
                    )
                }
            </Shown>
            {actions.dialog}
        </div>
    );
}
