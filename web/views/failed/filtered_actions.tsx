import { useState } from "react";
import type { Action } from "../../actions/action.ts";
import { discardFailed, retryFailed, type FailedSelection } from "../../actions/catalog.ts";
import { ApiError, type Api } from "../../api/client.ts";
import type { FailedEvents, FailedFilter } from "../../api/types.ts";
import { Failure } from "../../parts/states.tsx";
import { counted, countText } from "../../text/numbers.ts";

// The most ids that one request names: those of one page of the API.
const idsMax = 1_000;

interface FilteredActionsProps {
    readonly api: Api;
    readonly filter: FailedFilter;
    readonly watermark: FailedEvents["watermark"];
    readonly open: (action: Action) => void;
}

// Retries or discards what the filter finds, on this page and on those after it. The verbs know reasons and
// ids: a filter of event ids is asked for its ids first.
export function FilteredActions({ api, filter, watermark, open }: FilteredActionsProps) {
    const [asks, setAsks] = useState(false);
    const [error, setError] = useState<ApiError | null>(null);
    const isOfIds = filter.event_id !== undefined;
    const count = isOfIds ? Math.min(watermark.count, idsMax) : watermark.count;
    const begin = (actionOf: (selection: FailedSelection) => Action) => {
        setError(null);
        if (!isOfIds && filter.reason !== undefined) {
            open(actionOf({ reasonGroup: filter.reason }));
            return;
        }
        setAsks(true);
        api.get<FailedEvents>("/failed-events", { ...filter, limit: idsMax.toString() })
            .then(({ failed_events }) => open(actionOf({ ids: failed_events.map(({ id }) => id) })))
            .catch((problem: unknown) => {
                if (!(problem instanceof ApiError)) throw problem;
                setError(problem);
            })
            .finally(() => setAsks(false));
    };
    const words = count < watermark.count ? `the newest ${countText(count)} of them` : "what the filter finds";
    return (
        <div className="filtered" role="region" aria-label="What the filter finds">
            <span>{counted(watermark.count, "open failed event")}</span>
            <button type="button" className="small" disabled={asks} onClick={() => begin(retryFailed)}>
                Retry…<span className="unseen"> {words}</span>
            </button>
            <button type="button" className="small" disabled={asks} onClick={() => begin(discardFailed)}>
                Discard…<span className="unseen"> {words}</span>
            </button>
            {count < watermark.count && <span className="muted">The newest {countText(count)} at a time.</span>}
            {error !== null && <Failure error={error} />}
        </div>
    );
}
