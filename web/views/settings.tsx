import { useState } from "react";
import type { Setting, Settings } from "../api/types.ts";
import { Labelled } from "../parts/labelled.tsx";
import { useResource } from "../parts/resource.ts";
import { Empty, Shown } from "../parts/states.tsx";
import { Table, type Column } from "../parts/table.tsx";
import { counted } from "../text/numbers.ts";
import type { ViewProps } from "./view.ts";

interface Row {
    readonly key: string;
    readonly value: string;
    readonly origin: string;
}

function rowOf([key, { value, set, origin }]: [string, Setting]): Row {
    return { key, value: set === true ? "set, and not shown" : String(value ?? ""), origin };
}

const columns: readonly Column<Row>[] = [
    { title: "Setting", cell: ({ key }) => <code>{key}</code> },
    {
        title: "Value",
        kind: "wide",
        cell: ({ value }) => (value === "" ? <span className="muted">empty</span> : <code>{value}</code>),
    },
    {
        title: "From",
        cell: ({ origin }) => <span className={origin === "default" ? "muted" : undefined}>{origin}</span>,
    },
];

export function SettingsView({ api }: ViewProps) {
    const settings = useResource("settings", (signal) => api.get<Settings>("/settings", {}, signal));
    const [wanted, setWanted] = useState("");
    const [changedOnly, setChangedOnly] = useState(false);
    return (
        <div className="stack">
            <h1>Settings in force</h1>
            <p className="muted lead">Of the worker that serves this page. Secrets are not shown.</p>
            <form className="filter" role="search" onSubmit={(event) => event.preventDefault()}>
                <Labelled label="Look for">
                    {(id) => (
                        <input
                            id={id}
                            value={wanted}
                            onChange={(event) => setWanted(event.target.value)}
                            autoComplete="off"
                            spellCheck={false}
                        />
                    )}
                </Labelled>
                <label className="choose-all">
                    <input
                        type="checkbox"
                        checked={changedOnly}
                        onChange={(event) => setChangedOnly(event.target.checked)}
                    />{" "}
                    Only what is not the default
                </label>
            </form>
            <Shown of={settings} what="the settings">
                {({ settings: all }) => {
                    const rows = Object.entries(all)
                        .map(rowOf)
                        .filter(
                            ({ key, value, origin }) =>
                                `${key} ${value}`.toLowerCase().includes(wanted.trim().toLowerCase()) &&
                                (!changedOnly || origin !== "default"),
                        );
                    return rows.length === 0 ? (
                        <Empty tone="quiet" title="No setting is like that" />
                    ) : (
                        <>
                            <Table caption="Settings" columns={columns} rows={rows} rowKey={({ key }) => key} />
                            <p className="pager muted" role="status">
                                {counted(rows.length, "setting")}
                            </p>
                        </>
                    );
                }}
            </Shown>
        </div>
    );
}
