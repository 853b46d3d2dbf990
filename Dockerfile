# The worker in an image that holds nothing but it and what it uses: no shell, no package manager. `make image` builds it.
#
#   docker run --read-only --cap-drop ALL --security-opt no-new-privileges -v scan-state:/var/lib/scan-event-worker \
#       -e SCAN_EVENT_WORKER_FEED_URL=https://feed.example scan-event-worker

ARG BASE=debian:bookworm-slim
# Where the program comes from: compiled here, or packaged: from the file PACKAGE in build/packages, made for the same release of Debian.
ARG PROGRAM=compiled

FROM ${BASE} AS tools
COPY tools/install_packages tools/packages.txt /src/tools/
RUN /src/tools/install_packages build && rm -rf /var/lib/apt/lists/*
WORKDIR /src

FROM tools AS compiled
# What git would say of the tree, which does not come along.
ARG COMMIT=
ARG COMMIT_UTC=
COPY . .
RUN cmake --preset release -D SCAN_COMMIT=${COMMIT} -D SCAN_COMMIT_UTC=${COMMIT_UTC} >/dev/null && \
    cmake --build build/release --target scan-event-worker && \
    cp build/release/scan-event-worker /program

FROM ${BASE} AS packaged
ARG PACKAGE=none
COPY build/packages/${PACKAGE} /packages/
RUN apt-get -qq update && apt-get -qq install --no-install-recommends "/packages/${PACKAGE}" ca-certificates tdsodbc >/dev/null && \
    cp /usr/bin/scan-event-worker /program
WORKDIR /src

FROM ${PROGRAM} AS chosen
ARG SOURCE_DATE_EPOCH=0
COPY packaging packaging
RUN packaging/image/collect_root /program /image

FROM scratch
ARG VERSION=unknown
ARG COMMIT=unknown
LABEL org.opencontainers.image.title="scan-event-worker" \
      org.opencontainers.image.description="Keeps one summary row a parcel from a feed of scan events" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${COMMIT}"
COPY --from=chosen /image /
# SQL Server's driver judges certificates by OpenSSL's own variable.
ENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
# Queue and store are SQLite files there, unless their URLs say otherwise.
WORKDIR /var/lib/scan-event-worker
VOLUME /var/lib/scan-event-worker
USER 65532:65532
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["/usr/bin/scan-event-worker", "health"]
ENTRYPOINT ["/usr/bin/scan-event-worker"]
CMD ["run"]
