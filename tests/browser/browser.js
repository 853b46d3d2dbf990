// Debian's Chromium, driven by playwright-core; nothing is downloaded.
import { chromium } from "playwright-core";

export function launch() {
    return chromium.launch({
        executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
        args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
    });
}

export const widths = {
    narrow: { width: 360, height: 740 },
    laptop: { width: 1366, height: 820 },
    wall: { width: 3840, height: 2160 },
};
