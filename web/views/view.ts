import type { Api } from "../api/client.ts";
import type { Session, Status } from "../api/types.ts";
import type { Route } from "../route.ts";
import type { Connection } from "../stream/status_stream.ts";

export interface Live {
    readonly status: Status | null;
    readonly connection: Connection;
}

// A view is a function of these.
export interface ViewProps {
    readonly api: Api;
    readonly route: Route;
    readonly live: Live;
    readonly session: Session;
}
