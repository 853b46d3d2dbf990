import type { Action } from "../../actions/action.ts";
import { discardFailed, retryFailed } from "../../actions/catalog.ts";
import type { FailedGroup } from "../../api/types.ts";
import { Table, type Column } from "../../parts/table.tsx";
import { When } from "../../parts/when.tsx";
import { linkTo } from "../../route.ts";
import { countText } from "../../text/numbers.ts";

interface FailedGroupsProps {
    readonly groups: readonly FailedGroup[];
    readonly chosen: string | undefined;
    readonly mayAct: boolean;
    readonly open: (action: Action) => void;
}

// What failed alike is mostly mended alike.
export function FailedGroups({ groups, chosen, mayAct, open }: FailedGroupsProps) {
    const most = Math.max(...groups.map(({ count }) => count));
    const columns: Column<FailedGroup>[] = [
        {
            title: "Reason",
            kind: "wide",
            cell: ({ reason }) => <a href={linkTo("failed", null, { reason })}>{reason}</a>,
        },
        { title: "Open", kind: "number", cell: ({ count }) => countText(count) },
        {
            title: "Share",
            unseenTitle: true,
            cell: ({ count }) => <meter min={0} max={most} value={count} aria-hidden="true" />,
        },
        { title: "First", cell: ({ first_utc }) => <When utc={first_utc} /> },
        { title: "Last", cell: ({ last_utc }) => <When utc={last_utc} /> },
    ];
    if (mayAct) {
        columns.push({
            title: "Actions",
            kind: "control",
            unseenTitle: true,
            cell: ({ reason }) => (
                <div className="buttons">
                    <button type="button" className="small" onClick={() => open(retryFailed({ reasonGroup: reason }))}>
                        Retry…<span className="unseen"> the group {reason}</span>
                    </button>
                    <button
                        type="button"
                        className="small"
                        onClick={() => open(discardFailed({ reasonGroup: reason }))}
                    >
                        Discard…<span className="unseen"> the group {reason}</span>
                    </button>
                </div>
            ),
        });
    }
    return (
        <section aria-labelledby="groups">
            <h2 id="groups">By reason</h2>
            <Table
                caption="Open failed events by reason"
                columns={columns}
                rows={groups}
                rowKey={({ reason }) => reason}
                isChosen={({ reason }) => reason === chosen}
            />
        </section>
    );
}
