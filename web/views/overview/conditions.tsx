import type { Condition } from "../../api/types.ts";
import { Copy } from "../../parts/copy.tsx";
import { Glyph } from "../../parts/glyph.tsx";
import { When } from "../../parts/when.tsx";
import { Words } from "../../parts/words.tsx";
import { linkTo } from "../../route.ts";
import { toneOfSeverity } from "../state_words.ts";

// Where the page shows what a condition is about.
const viewOf: Readonly<Record<string, readonly [view: string, words: string]>> = {
    "failed-events": ["failed", "Failed events"],
    "dead-letters": ["dead", "Dead letters"],
    "feed-gap": ["gaps", "Gaps"],
    "feed-reset": ["gaps", "Gaps"],
    "table-differs": ["jobs", "Jobs"],
};

export function Conditions({ conditions }: { readonly conditions: readonly Condition[] }) {
    if (conditions.length === 0) return null;
    return (
        <section aria-labelledby="conditions">
            <h2 id="conditions">What is the matter</h2>
            <ul className="conditions">
                {conditions.map((condition) => (
                    <One key={condition.id} condition={condition} />
                ))}
            </ul>
        </section>
    );
}

function One({ condition }: { readonly condition: Condition }) {
    const link = viewOf[condition.id];
    const tone = toneOfSeverity[condition.severity];
    return (
        <li className={`condition tone-${tone}`}>
            <Glyph tone={tone} />
            <div>
                <p className="condition-sentence">
                    <span className="unseen">{condition.severity}: </span>
                    <Words text={condition.sentence} />
                </p>
                {condition.action !== "" && (
                    <p>
                        <Words text={condition.action} />
                    </p>
                )}
                <p className="condition-foot muted">
                    <span>
                        since <When utc={condition.since_utc} never="nobody knows when" />
                    </span>
                    {link !== undefined && <a href={linkTo(link[0])}>{link[1]}</a>}
                    <span className="id" data-hint="The section of the runbook">
                        <code>{condition.runbook}</code>
                        <Copy text={condition.runbook} what="the name of the runbook's section" />
                    </span>
                </p>
            </div>
        </li>
    );
}
