import { useEffect, useState } from "react";
import type { Api } from "../../api/client.ts";
import type { Figure, Status } from "../../api/types.ts";
import { Chart } from "../../parts/chart.tsx";
import { useResource } from "../../parts/resource.ts";
import { rateText } from "../../text/numbers.ts";
import { decimalMarks, secondMarks } from "../../text/axis_marks.ts";
import { secondsText } from "../../text/time.ts";
import { pointsOf, summaryOf, withStatus, type Point } from "./last_hour.ts";

const everyMs = 5_000;

export function Charts({ api, status }: { readonly api: Api; readonly status: Status }) {
    const figures = useResource("figures", (signal) =>
        api.get<{ readonly figures: readonly Figure[] }>("/figures", {}, signal),
    );
    const [points, setPoints] = useState<readonly Point[]>([]);
    useEffect(() => {
        if (figures.value !== null) setPoints(pointsOf(figures.value.figures));
    }, [figures.value]);
    useEffect(() => {
        setPoints((last) => withStatus(last, status, everyMs));
    }, [status]);
    return (
        <div className="charts">
            <section id="lag" aria-labelledby="lag-title">
                <h2 id="lag-title">Lag</h2>
                <Chart
                    times={points}
                    value={(point) => point.lag}
                    format={secondsText}
                    marks={secondMarks}
                    summary={summaryOf(points, "lag")}
                    tone="lag"
                />
            </section>
            <section id="throughput" aria-labelledby="throughput-title">
                <h2 id="throughput-title">Events a second</h2>
                <Chart
                    times={points}
                    value={(point) => point.rate}
                    format={rateText}
                    marks={decimalMarks}
                    summary={summaryOf(points, "rate")}
                    tone="rate"
                />
            </section>
        </div>
    );
}
