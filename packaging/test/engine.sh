# shellcheck shell=bash
# For scripts that need a container engine: `start_engine` makes `docker` work, with the engine that runs here, else with Debian's, unpacked
# into build/engine and run on a socket there without touching the system's network; `stop_engine` ends that one. Needs root.

engine=$PWD/build/engine
engine_pid=

unpack_engine() {
    [ -x "$engine/root/usr/sbin/dockerd" ] && return
    rm -rf "$engine"
    mkdir -p "$engine/root" "$engine/packages"
    (cd "$engine/packages" && apt-get -qq download docker.io containerd tini 2>/dev/null)
    for package in "$engine"/packages/*.deb; do dpkg -x "$package" "$engine/root"; done
    rm -r "$engine/packages"
}

start_engine() {
    if [ -z "${SHIP_OWN_ENGINE-}" ] && docker info >/dev/null 2>&1; then return; fi
    unpack_engine
    export PATH=$engine/root/usr/bin:$engine/root/usr/sbin:$PATH
    export DOCKER_HOST=unix://$engine/socket DOCKER_CONFIG=$engine/client
    mkdir -p "$DOCKER_CONFIG"
    cat >"$engine/daemon.json" <<END
{"data-root": "$engine/data", "exec-root": "$engine/exec", "pidfile": "$engine/pid", "hosts": ["$DOCKER_HOST"],
 "bridge": "none", "iptables": false, "storage-driver": "overlay2",
 "default-ulimits": {"nofile": {"Name": "nofile", "Soft": 1024, "Hard": 1024}, "nproc": {"Name": "nproc", "Soft": 1024, "Hard": 1024}}}
END
    rm -f "$engine/pid"
    dockerd --config-file "$engine/daemon.json" >"$engine/log" 2>&1 &
    engine_pid=$!
    for ((i = 0; i < 150; i++)); do
        docker info >/dev/null 2>&1 && return
        sleep 0.2
    done
    tail -n 20 "$engine/log" >&2
    echo "The container engine does not start; all it says is in build/engine/log." >&2
    return 1
}

stop_engine() {
    [ -n "$engine_pid" ] || return 0
    kill "$engine_pid" 2>/dev/null || true
    wait "$engine_pid" 2>/dev/null || true
    engine_pid=
}
