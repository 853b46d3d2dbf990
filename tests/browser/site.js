// The bundled page as the program serves it: gzip, types, Content-Security-Policy.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const types = {
    "index.html": "text/html; charset=utf-8",
    "icon.svg": "image/svg+xml",
    "page.css": "text/css; charset=utf-8",
    "page.js": "text/javascript; charset=utf-8",
};

export const headers = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
};

export function siteOf(folder) {
    return new Map(
        Object.entries(types).map(([name, type]) => [
            name === "index.html" ? "/" : `/${name}`,
            { type, gzip: readFileSync(join(folder, `${name}.gz`)) },
        ]),
    );
}
