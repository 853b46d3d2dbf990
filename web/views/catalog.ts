import type { ComponentType } from "react";
import type { Status } from "../api/types.ts";
import { AuditView } from "./audit.tsx";
import { DeadLettersView } from "./dead_letters.tsx";
import { FailedView } from "./failed/failed_view.tsx";
import { GapsView } from "./gaps.tsx";
import { JobsView } from "./jobs/jobs_view.tsx";
import { Overview } from "./overview/overview.tsx";
import { ParcelView } from "./parcel/parcel_view.tsx";
import { ReportView } from "./report.tsx";
import { SettingsView } from "./settings.tsx";
import type { ViewProps } from "./view.ts";

export interface ViewEntry {
    readonly name: string;
    // Pressed after 'g'.
    readonly letter: string;
    readonly title: string;
    readonly component: ComponentType<ViewProps>;
    // What stands beside the title: how much waits there.
    readonly waiting?: (status: Status) => number;
}

export const views: readonly ViewEntry[] = [
    { name: "overview", letter: "o", title: "Overview", component: Overview },
    { name: "parcel", letter: "p", title: "Find a parcel", component: ParcelView },
    {
        name: "failed",
        letter: "f",
        title: "Failed events",
        component: FailedView,
        waiting: (status) => status.failed_events_open ?? 0,
    },
    {
        name: "dead",
        letter: "d",
        title: "Dead letters",
        component: DeadLettersView,
        waiting: (status) => status.queue?.dead_letters ?? 0,
    },
    { name: "gaps", letter: "g", title: "Gaps", component: GapsView },
    { name: "jobs", letter: "j", title: "Jobs", component: JobsView },
    { name: "audit", letter: "a", title: "Audit", component: AuditView },
    { name: "settings", letter: "s", title: "Settings", component: SettingsView },
    { name: "report", letter: "r", title: "Report", component: ReportView },
];
