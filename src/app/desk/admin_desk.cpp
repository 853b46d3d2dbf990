#include "app/desk/admin_desk.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "admin/access/session_route.h"
#include "admin/api/audit_resource.h"
#include "admin/api/cursor_resource.h"
#include "admin/api/dead_letter_resource.h"
#include "admin/api/failed_event_resource.h"
#include "admin/api/feed_gap_resource.h"
#include "admin/api/job_resource.h"
#include "admin/api/openapi.h"
#include "admin/api/parcel_resource.h"
#include "admin/api/pause_resource.h"
#include "admin/api/report_resource.h"
#include "admin/api/status_resource.h"
#include "admin/health/metrics_route.h"
#include "admin/page/page_files.h"
#include "app/desk/api_session.h"
#include "app/status_limits.h"

namespace scan {
namespace {

using namespace std::chrono_literals;
using fmt::literals::operator""_a;

// The probes wait no longer for an answer, so that they can be ended soon.
constexpr Duration kProbeTimeoutMax = 5s;
// An answer this old makes the probe ask: before Health's limit, and after the stages' own intervals.
constexpr Duration kStoreQuiet = 7s;
constexpr Duration kQueueMargin = 5s;
// How often the queue's depth is asked for the metrics.
constexpr Duration kDepthInterval = 15s;

Config for_probing(Config config) {
    config = for_reading(std::move(config));
    config.store.timeout = std::min(config.store.timeout, kProbeTimeoutMax);
    return config;
}

HealthLimits health_limits(const Config& config) {
    return {.store = 10s, .queue = config.queue.receive_wait + 10s};
}

}  // namespace

AdminDesk::AdminDesk(DeskSurroundings surroundings, Random random)
    : given_(std::move(surroundings)),
      engines_(for_probing(given_.config).store, given_.config.queue, given_.clock, random),
      health_(given_.watch.stages, given_.watch.store, given_.watch.queue,
              health_limits(given_.config), given_.clock),
      parcels_([this] { return engines_.store().parcel_store(); }),
      api_(api_context()),
      admin_router_(given_.config.admin.base_path),
      metrics_site_(metrics_router_),
      files_({given_.config.admin.token.path(), given_.config.admin.tokens_file,
              given_.config.admin.tls_cert, given_.config.admin.tls_key}),
      certificates_({{"admin.tls_cert", given_.config.admin.tls_cert},
                     {"feed.client_cert", given_.config.feed.client_cert}},
                    given_.watch.credentials, given_.clock) {}

Result<std::unique_ptr<AdminDesk>> AdminDesk::open(DeskSurroundings surroundings, Random random) {
    std::unique_ptr<AdminDesk> desk(new AdminDesk(std::move(surroundings), random));
    if (const auto serving = desk->serve(); !serving) return std::unexpected(serving.error());
    desk->start_probes();
    desk->threads_.emplace_back(
        [&self = *desk](const std::stop_token& stop) { self.look_after(stop); });
    return desk;
}

AdminDesk::~AdminDesk() {
    acts_stop_.request_stop();
    for (std::jthread& each : probes_) each.request_stop();
    for (std::jthread& each : threads_) each.request_stop();
    engines_.cut_calls();
    probes_.clear();
    threads_.clear();
}

ApiContext AdminDesk::api_context() {
    const std::stop_token stop = acts_stop_.get_token();
    return {.open = [this, stop] { return open_api_session(engines_, given_.config, stop); },
            .clock = given_.clock,
            .limits = status_limits(given_.config),
            .about = given_.about,
            .check_feed = [this, stop] { return check_feed_of(given_.config, given_.clock, stop); },
            .visibility_timeout = [this, stop] { return engines_.visibility_timeout(stop); },
            .keep_history = given_.config.store.history,
            .stop = stop};
}

// A resource has its routes in a file of its own.
void AdminDesk::add_routes() {
    for (Router* const router : {&admin_router_, &metrics_router_}) {
        add_health_routes(*router, health_);
        add_metrics_route(*router, given_.metrics);
    }
    add_status_routes(admin_router_, documents_, hour_);
    add_parcel_routes(admin_router_, parcels_, api_);
    add_report_routes(admin_router_, api_);
    add_failed_event_routes(admin_router_, api_);
    add_feed_gap_routes(admin_router_, api_);
    add_audit_routes(admin_router_, api_);
    add_pause_routes(admin_router_, api_);
    add_dead_letter_routes(admin_router_, api_);
    add_cursor_routes(admin_router_, api_);
    add_job_routes(admin_router_, api_);
    add_check_routes(admin_router_, checks_, api_);
    add_openapi_route(admin_router_);
    add_static_site(admin_router_, page_files());
}

Result<> AdminDesk::serve() {
    add_routes();
    std::vector<Listener> listeners;
    AdminEntrance& entrance = given_.entrance;
    if (entrance.admin) {
        const ListenAddress& address = entrance.admin->address();
        access_.emplace(address, given_.config.admin.hosts, *entrance.tokens);
        admin_site_.emplace(admin_router_, *access_);
        add_session_route(admin_router_, *access_);
        const TlsFiles* const tls = entrance.tls ? &*entrance.tls : nullptr;
        url_ = address.url(tls ? "https" : "http") + given_.config.admin.base_path;
        given_.log.info(LogEvent{"serving"}, "page and API at {url}", "url"_a = url_);
        listeners.push_back({std::move(*entrance.admin), *admin_site_, tls});
    }
    if (entrance.metrics) {
        given_.log.info(LogEvent{"serving_metrics"}, "health and metrics at {url}",
                        "url"_a = entrance.metrics->address().url("http"));
        listeners.push_back({std::move(*entrance.metrics), metrics_site_});
    }
    if (listeners.empty()) return {};
    auto server = AdminServer::start(std::move(listeners));
    if (!server) return std::unexpected(server.error());
    server_ = std::move(*server);
    return {};
}

void AdminDesk::start_probes() {
    if (server_ == nullptr && !given_.service.is_there()) return;
    probes_.emplace_back([this](const std::stop_token& stop) { probe_store(stop); });
    probes_.emplace_back([this](const std::stop_token& stop) { probe_queue(stop); });
}

void AdminDesk::probe_store(const std::stop_token& stop) {
    LastAnswer& dependency = given_.watch.store;
    const auto store =
        given_.watch.over_other(engines_.store().parcel_store(), dependency, "store");
    DependencyProbe probe(
        dependency, [&store] { std::ignore = store->ping(); }, kStoreQuiet, 0s, given_.clock);
    run(probe, given_.clock, {.finish = stop, .abandon = stop});
}

void AdminDesk::probe_queue(const std::stop_token& stop) {
    LastAnswer& dependency = given_.watch.queue;
    const auto queue = given_.watch.over_other(engines_.queue(stop), dependency, "queue");
    DependencyProbe probe(
        dependency, [&queue] { std::ignore = queue->depth(); },
        health_limits(given_.config).queue - kQueueMargin, kDepthInterval, given_.clock);
    run(probe, given_.clock, {.finish = stop, .abandon = stop});
}

Duration AdminDesk::interval() const {
    const auto watchdog = given_.service.watchdog();
    return watchdog ? std::min<Duration>(1s, *watchdog / 2) : Duration(1s);
}

void AdminDesk::look_after(const std::stop_token& stop) {
    while (given_.clock.sleep_until(given_.clock.now() + interval(), stop)) {
        const bool wished = given_.reload.take();
        if (wished && given_.reload_settings) given_.reload_settings();
        if (files_.have_changed() || wished) reload();
        certificates_.look();
        publish();
        tell_service();
    }
}

void AdminDesk::publish() {
    if (server_ == nullptr || server_->streams() == 0) return;
    if (const auto known = documents_.last()) server_->publish(event_text("status", known->status));
}

void AdminDesk::reload() {
    const auto tell = [this](const Result<>& read, const char* what) {
        if (read) {
            given_.log.info(LogEvent{"read_anew"}, "{what} were read anew", "what"_a = what);
        } else {
            given_.log.error(LogEvent{"not_read_anew"},
                             "{what} cannot be read anew, and the former ones stay: {error}",
                             "what"_a = what, "error"_a = read.error().message);
        }
    };
    if (!given_.entrance.tokens->is_empty())
        tell(given_.entrance.tokens->reload(), "admin.token and admin.tokens_file");
    if (server_ != nullptr && given_.entrance.tls)
        tell(server_->reload_tls(), "admin.tls_cert and admin.tls_key");
}

void AdminDesk::ready() {
    given_.service.tell("READY=1");
    is_ready_ = true;
}

void AdminDesk::stopping() {
    if (given_.watch.stages.is_stopping()) return;
    given_.watch.stages.stopping();
    acts_stop_.request_stop();
    // A probe may wait for a connection that nobody answers, and is not to hold up the end.
    for (std::jthread& each : probes_) each.request_stop();
    given_.service.tell("STOPPING=1");
}

void AdminDesk::tell_service() {
    if (!given_.service.is_there() || !is_ready_) return;
    if (std::string sentence = health_.sentence(); sentence != told_) {
        given_.service.tell("STATUS=" + sentence);
        told_ = std::move(sentence);
    }
    if (given_.service.watchdog() && health_.is_live()) given_.service.tell("WATCHDOG=1");
}

}  // namespace scan
