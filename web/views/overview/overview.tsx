import { useActions } from "../../actions/use_actions.tsx";
import { Badge, Glyph } from "../../parts/glyph.tsx";
import { Empty, Loading } from "../../parts/states.tsx";
import { AtTime } from "../../parts/when.tsx";
import { Words } from "../../parts/words.tsx";
import type { Status } from "../../api/types.ts";
import { nameOfState, toneOfState } from "../state_words.ts";
import type { ViewProps } from "../view.ts";
import { Charts } from "./charts.tsx";
import { Conditions } from "./conditions.tsx";
import { Figures } from "./figures.tsx";
import { Pipeline } from "./pipeline.tsx";
import { Workers } from "./workers.tsx";

export function Overview({ api, live, session }: ViewProps) {
    const actions = useActions(api, () => undefined);
    const { status } = live;
    if (status === null) {
        if (live.connection.state !== "lost")
            return (
                <>
                    <h1 className="unseen">Overview</h1>
                    <Loading what="the state" />
                </>
            );
        return (
            <Empty tone="error" isWhole title="The worker does not answer">
                The page asks again by itself. On the machine, scan-event-worker status tells the same.
            </Empty>
        );
    }
    return (
        <div className="stack">
            <Headline status={status} />
            <Conditions conditions={status.conditions} />
            <Figures status={status} />
            <Pipeline status={status} session={session} open={actions.open} />
            <Charts api={api} status={status} />
            <Workers workers={status.workers} />
            {actions.dialog}
        </div>
    );
}

function Headline({ status }: { readonly status: Status }) {
    const tone = toneOfState[status.state];
    return (
        <section className={`headline tone-${tone}`} aria-label="State">
            <Glyph tone={tone} />
            <div>
                <h1>
                    <Words text={status.sentence} />
                </h1>
                <p className="muted">
                    <Badge tone={tone}>{nameOfState[status.state]}</Badge> as of <AtTime utc={status.as_of_utc} />
                </p>
            </div>
        </section>
    );
}
