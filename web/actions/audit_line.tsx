import type { Api } from "../api/client.ts";
import type { Audit } from "../api/types.ts";
import { useResource } from "../parts/resource.ts";
import { linkTo } from "../route.ts";

// The line that an action left in the audit: the newest one with its reason. What only looks leaves none.
export function AuditLine({ api, reason }: { readonly api: Api; readonly reason: string }) {
    const audit = useResource(`audit of ${reason}`, (signal) => api.get<Audit>("/audit", { limit: "20" }, signal));
    const row = audit.value?.audit.find((one) => one.reason === reason);
    return (
        <p className="audit-line">
            <a href={linkTo("audit")}>In the audit</a>
            {row !== undefined && (
                <span className="muted">
                    {row.who}: {row.what}: {row.result}
                </span>
            )}
        </p>
    );
}
