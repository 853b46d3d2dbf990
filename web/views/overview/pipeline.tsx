import { Fragment, type ReactNode } from "react";
import type { Action } from "../../actions/action.ts";
import { pauseStage, resumeStage } from "../../actions/catalog.ts";
import type { Session, Status } from "../../api/types.ts";
import { Badge } from "../../parts/glyph.tsx";
import { OnlyShown } from "../../parts/only_shown.tsx";
import { Words } from "../../parts/words.tsx";
import { arrowsOf, notesOf, type Arrow, type Place } from "./pipeline_picture.ts";

interface PipelineProps {
    readonly status: Status;
    readonly session: Session;
    readonly open: (action: Action) => void;
}

// Feed, queue and table, with what goes on between them. In the text's own order it reads as a list.
export function Pipeline({ status, session, open }: PipelineProps) {
    const notes = notesOf(status);
    const isPaused = (stage: "poll" | "process") => status.paused.some(({ what }) => what === stage);
    return (
        <section id="pipeline" aria-labelledby="pipeline-title">
            <h2 id="pipeline-title">Pipeline</h2>
            <ol className="pipeline">
                <PlaceBox name="Feed" notes={notes.Feed} />
                {arrowsOf(status).map((arrow, index) => {
                    const stage = index === 0 ? "poll" : "process";
                    return (
                        <Fragment key={arrow.from}>
                            <ArrowBox arrow={arrow}>
                                {session.may === "act" && (
                                    <button
                                        type="button"
                                        className="small"
                                        onClick={() => open(isPaused(stage) ? resumeStage(stage) : pauseStage(stage))}
                                    >
                                        {isPaused(stage) ? "Resume" : "Pause"}
                                        <span className="unseen">{stage === "poll" ? " polling" : " processing"}</span>
                                    </button>
                                )}
                            </ArrowBox>
                            <PlaceBox name={arrow.to} notes={notes[arrow.to]} />
                        </Fragment>
                    );
                })}
            </ol>
            {session.may === "read" && <OnlyShown session={session} />}
        </section>
    );
}

function PlaceBox({ name, notes }: { readonly name: Place; readonly notes: readonly string[] }) {
    return (
        <li className="place">
            <h3>{name}</h3>
            {notes.map((note) => (
                <p key={note} className="muted">
                    {note}
                </p>
            ))}
        </li>
    );
}

function ArrowBox({ arrow, children }: { readonly arrow: Arrow; readonly children: ReactNode }) {
    return (
        <li className={`arrow tone-${arrow.tone}`}>
            <span className="arrow-line" aria-hidden="true" />
            <div className="arrow-word">
                <Badge tone={arrow.tone}>{arrow.word}</Badge>
                {children}
            </div>
            <p className="muted">
                <Words text={arrow.text} />
            </p>
        </li>
    );
}
