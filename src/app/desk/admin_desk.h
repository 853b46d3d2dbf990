#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <thread>
#include <vector>

#include "admin/access/sites.h"
#include "admin/api/api_context.h"
#include "admin/api/check_resource.h"
#include "admin/api/live_documents.h"
#include "admin/api/per_thread.h"
#include "admin/health/dependency_probe.h"
#include "admin/health/health.h"
#include "admin/http/admin_server.h"
#include "app/desk/admin_entrance.h"
#include "app/desk/certificate_look.h"
#include "app/desk/desk_report.h"
#include "app/desk/file_stamps.h"
#include "app/desk/reload_wish.h"
#include "app/desk/service_manager.h"
#include "app/engines.h"
#include "app/worker_watch.h"

namespace scan {

// What a worker's desk works with; all of it outlives the desk.
struct DeskSurroundings {
    const Config& config;
    AdminEntrance& entrance;
    WorkerWatch& watch;
    Metrics& metrics;
    const ServiceManager& service;
    ReloadWish& reload;
    std::function<void()> reload_settings;  // at SIGHUP, on a thread of the desk's; may be empty
    ReportContext about;
    Clock& clock;
    Log& log;
};

// Where a worker answers people and machines from the outside: its HTTP server, the probes behind /readyz, what the service manager hears,
// and the files that are read anew. Lets no stage wait, and waits for none.
class AdminDesk final {
public:
    static Result<std::unique_ptr<AdminDesk>> open(DeskSurroundings surroundings, Random random);
    ~AdminDesk();
    AdminDesk(const AdminDesk&) = delete;
    AdminDesk& operator=(const AdminDesk&) = delete;

    // The stages run: the service manager is told.
    void ready();
    // Takes what the heartbeat finds to the API and the metrics.
    DeskReport report() { return {documents_, hour_, given_.metrics, url_}; }
    // They are asked to stop.
    void stopping();

private:
    AdminDesk(DeskSurroundings surroundings, Random random);

    ApiContext api_context();
    Result<> serve();
    void add_routes();
    void publish();
    void start_probes();
    void probe_store(const std::stop_token& stop);
    void probe_queue(const std::stop_token& stop);
    void look_after(const std::stop_token& stop);
    void reload();
    void tell_service();
    Duration interval() const;

    DeskSurroundings given_;
    Engines engines_;  // the probes' own
    Health health_;
    LiveDocuments documents_;
    LastHour hour_;
    std::string url_;  // empty: page and API are served nowhere
    PerThread<ParcelStore> parcels_;
    std::stop_source acts_stop_;  // what the API's acts are at
    ApiContext api_;
    LastChecks checks_;
    Router admin_router_;
    Router metrics_router_;
    std::optional<Access> access_;
    std::optional<AdminSite> admin_site_;
    MetricsSite metrics_site_;
    std::unique_ptr<AdminServer> server_;
    FileStamps files_;
    CertificateLook certificates_;
    std::atomic<bool> is_ready_ = false;
    std::string told_;  // to the service manager
    std::vector<std::jthread> probes_;
    std::vector<std::jthread>
        threads_;  // that look after files, certificates and the service manager
};

}  // namespace scan
