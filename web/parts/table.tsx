import type { ReactNode } from "react";

export interface Column<Row> {
    readonly title: string;
    readonly cell: (row: Row) => ReactNode;
    readonly kind?: "number" | "text" | "wide" | "control";
    // Of a control column, whose cells say for themselves what they are.
    readonly unseenTitle?: boolean;
}

interface TableProps<Row> {
    readonly caption: string;
    readonly columns: readonly Column<Row>[];
    readonly rows: readonly Row[];
    readonly rowKey: (row: Row) => string;
    readonly isChosen?: (row: Row) => boolean;
}

// A table that becomes a list of cards where the screen is too narrow for its columns.
export function Table<Row>({ caption, columns, rows, rowKey, isChosen }: TableProps<Row>) {
    return (
        <div className="table-frame">
            {/* Roles, because a table that is laid out as cards loses its own. */}
            <table role="table">
                <caption className="unseen">{caption}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        {columns.map((column) => (
                            <th key={column.title} role="columnheader" scope="col" className={column.kind ?? "text"}>
                                {column.unseenTitle === true ? (
                                    <span className="unseen">{column.title}</span>
                                ) : (
                                    column.title
                                )}
                            </th>
                        ))}
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    {rows.map((row) => (
                        <tr key={rowKey(row)} role="row" className={isChosen?.(row) === true ? "chosen" : undefined}>
                            {columns.map((column) => (
                                <td
                                    key={column.title}
                                    role="cell"
                                    className={column.kind ?? "text"}
                                    data-title={column.title}
                                >
                                    {column.cell(row)}
                                </td>
                            ))}
                        </tr>
                    ))}
                </tbody>
            </table>
        </div>
    );
}

interface PagerProps {
    readonly isFirst: boolean;
    readonly firstLink: string;
    readonly nextLink: string | null;
    readonly shown: string;
}

// A list comes in pages, newest first; the browser's own way back leads to the page before.
export function Pager({ isFirst, firstLink, nextLink, shown }: PagerProps) {
    if (isFirst && nextLink === null) return <p className="pager muted">{shown}</p>;
    return (
        <nav className="pager" aria-label="Pages">
            <span className="muted">{shown}</span>
            {isFirst ? <span className="muted">Newest</span> : <a href={firstLink}>Newest</a>}
            {nextLink === null ? <span className="muted">Older</span> : <a href={nextLink}>Older</a>}
        </nav>
    );
}
