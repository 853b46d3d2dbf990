#!/bin/sh
# The page's tests of what is not drawing: each x_test.ts of web/ is bundled by esbuild and run by node. Usage: unit.sh [FOLDER]
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=${1:-$root/build/page/unit}
mkdir -p "$folder"
cd "$root/web"
find . -name '*_test.ts' | sort | xargs esbuild --bundle --platform=node --format=esm --target=node20 --outdir="$folder" --out-extension:.js=.mjs \
    --log-level=warning --alias:react=/usr/share/nodejs/react
find "$folder" -name '*_test.mjs' | sort | xargs node --test --test-reporter=spec
