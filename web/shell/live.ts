import { useEffect, useState } from "react";
import type { Api } from "../api/client.ts";
import { StatusStream } from "../stream/status_stream.ts";
import { clock } from "../text/clock.ts";
import { msOf } from "../text/time.ts";
import type { Live } from "../views/view.ts";

// The status as the stream tells it. `refused`: the token is none, or none any more.
export function useLive(api: Api, refused: () => void): Live {
    const [live, setLive] = useState<Live>({ status: null, connection: { state: "connecting" } });
    useEffect(() => {
        const stream = new StatusStream(api, {
            status: (status) => {
                clock.workerSays(msOf(status.as_of_utc));
                setLive((last) => ({ ...last, status }));
            },
            connection: (connection) => setLive((last) => ({ ...last, connection })),
            refused,
        });
        return () => stream.close();
    }, [api, refused]);
    return live;
}
