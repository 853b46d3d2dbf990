import Dygraph from "dygraphs";
import { useEffect, useRef, useState } from "react";
import { clockText } from "../text/time.ts";

interface ChartProps<Point extends { readonly ms: number }> {
    readonly times: readonly Point[];
    readonly value: (point: Point) => number | null;
    readonly format: (value: number) => string;
    // Where the axis has its marks up to a value: about so many.
    readonly marks: (most: number, count: number) => readonly number[];
    // The chart in words: a canvas says nothing to a screen reader.
    readonly summary: string;
    readonly tone: "lag" | "rate";
}

// Of its plugins the legend alone writes style attributes, which the Content-Security-Policy forbids.
const library = Dygraph as unknown as { PLUGINS: unknown[]; readonly Plugins: { readonly Legend: unknown } };
library.PLUGINS = library.PLUGINS.filter((plugin) => plugin !== library.Plugins.Legend);

// Always a whole hour, so that a short line is seen to be short.
function hourUntil(rows: readonly (readonly [Date, number])[]): [number, number] {
    const last = rows[rows.length - 1]?.[0].getTime() ?? 0;
    return [last - 3_600_000, last];
}

const dark = window.matchMedia("(prefers-color-scheme: dark)");

// A line over time. The colours are the page's custom properties, read anew when the system changes
// between light and dark.
export function Chart<Point extends { readonly ms: number }>({
    times,
    value,
    format,
    marks,
    summary,
    tone,
}: ChartProps<Point>) {
    const frame = useRef<HTMLDivElement>(null);
    const graph = useRef<Dygraph | null>(null);
    const [pointed, setPointed] = useState<string | null>(null);
    const [scheme, setScheme] = useState(dark.matches);
    const rows = times.map((point) => [new Date(point.ms), value(point)]) as unknown as [Date, number][];
    const isEmpty = rows.length < 2;
    const latest = useRef({ rows, format, marks });
    latest.current = { rows, format, marks };

    useEffect(() => {
        const change = () => setScheme(dark.matches);
        dark.addEventListener("change", change);
        return () => dark.removeEventListener("change", change);
    }, []);

    useEffect(() => {
        if (frame.current === null || isEmpty) return;
        const colours = getComputedStyle(frame.current);
        // The library takes pixels, and on a wall letters are larger.
        const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
        const made = new Dygraph(frame.current, latest.current.rows, {
            labels: ["time", "value"],
            colors: [colours.getPropertyValue(`--chart-${tone}`).trim()],
            gridLineColor: colours.getPropertyValue("--line").trim(),
            axisLineColor: colours.getPropertyValue("--line").trim(),
            fillGraph: true,
            fillAlpha: 0.12,
            strokeWidth: 1.5,
            includeZero: true,
            drawGapEdgePoints: true,
            showLabelsOnHighlight: false,
            highlightCircleSize: 3,
            interactionModel: {},
            dateWindow: hourUntil(latest.current.rows),
            axisLabelFontSize: Math.round(rem * 0.78),
            xAxisHeight: Math.round(rem * 1.6),
            axes: {
                x: {
                    axisLabelFormatter: (at) => clockText(Number(at)).slice(0, 5),
                    drawGrid: false,
                    axisLabelWidth: Math.round(rem * 3.2),
                    pixelsPerLabel: Math.round(rem * 4.6),
                },
                y: {
                    ticker: (_low, high) =>
                        latest.current
                            .marks(high, 4)
                            .map((v) => ({ v, label: v === 0 ? "0" : latest.current.format(v) })),
                    axisLabelWidth: Math.round(rem * 3.8),
                },
            },
            highlightCallback: (_event, ms, points) => {
                const at = points[0]?.yval;
                if (at !== undefined && Number.isFinite(at))
                    setPointed(`${latest.current.format(at)} at ${clockText(ms)} UTC`);
            },
            unhighlightCallback: () => setPointed(null),
        });
        graph.current = made;
        return () => {
            graph.current = null;
            made.destroy();
        };
    }, [isEmpty, scheme, tone]);

    const lastMs = times[times.length - 1]?.ms;
    useEffect(() => {
        graph.current?.updateOptions({ file: latest.current.rows, dateWindow: hourUntil(latest.current.rows) });
    }, [lastMs, times.length]);

    return (
        <figure className="chart">
            {isEmpty ? (
                <div className="chart-canvas chart-empty muted">The first figures come within some seconds.</div>
            ) : (
                <div className="chart-canvas" ref={frame} role="img" aria-label={summary} />
            )}
            <figcaption className="muted">{isEmpty ? "" : (pointed ?? summary)}</figcaption>
        </figure>
    );
}
