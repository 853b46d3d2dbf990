#include <gtest/gtest.h>
#include <simdjson.h>

#include <set>

#include "admin/access/session_route.h"
#include "admin/api/audit_resource.h"
#include "admin/api/check_resource.h"
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
#include "admin/api/testing/api_world.h"
#include "admin/health/health.h"
#include "admin/health/metrics_route.h"
#include "admin/http/request_target.h"
#include "operations/conditions/testing/good_times.h"
#include "operations/telling/status_document.h"

namespace scan {
namespace {

// A store that knows one parcel, or none when it is away.
class OneParcel final : public ParcelStore {
public:
    explicit OneParcel(const bool& is_away) : is_away_(is_away) {}
    Result<> ping() override { return {}; }
    Result<> apply(const StoreBatch&) override { return {}; }
    Result<std::optional<ParcelSummary>> find(ParcelId id) override {
        if (is_away_) return fail(ErrorCode::transient, "the store does not answer");
        if (id.value != kId) return std::nullopt;
        ParcelSummary parcel;
        parcel.parcel_id = id;
        parcel.latest.event_id = EventId{kId + 1};
        parcel.latest.type = "PICKUP";
        return parcel;
    }
    // No double holds it.
    static constexpr std::int64_t kId = (std::int64_t{1} << 53) + 1;

private:
    const bool& is_away_;
};

class Api : public ::testing::Test {
protected:
    Api() {
        add_health_routes(router_, health_);
        add_metrics_route(router_, metrics_);
        add_status_routes(router_, live_, hour_);
        add_parcel_routes(router_, stores_, context_);
        for (const auto add :
             {add_report_routes, add_failed_event_routes, add_feed_gap_routes, add_audit_routes,
              add_pause_routes, add_dead_letter_routes, add_cursor_routes, add_job_routes})
            add(router_, context_);
        add_check_routes(router_, checks_, context_);
        add_session_route(router_, access_);
        add_openapi_route(router_);
    }
    AdminReply get(std::string_view target) {
        AdminRequest request{.target = std::string(target), .path = parse_target(target)->path};
        const auto found = router_.find(request);
        const auto* const refused = std::get_if<AdminReply>(&found);
        const AdminReply reply =
            refused != nullptr ? *refused : std::get<const Route*>(found)->handler(request);
        expect_described("GET", target, reply);
        return reply;
    }

    bool is_away_ = false;
    PerThread<ParcelStore> stores_{[this] { return std::make_unique<OneParcel>(is_away_); }};
    LiveDocuments live_;
    LastHour hour_;
    Metrics metrics_;
    ManualClock clock_;
    ApiContext context_{.open = {}, .clock = clock_};
    LastChecks checks_;
    TokenBook tokens_{{}, ""};
    Access access_{*parse_listen_address("127.0.0.1:8080"), {}, tokens_};
    StageWatch stages_;
    LastAnswer store_{"store"};
    LastAnswer queue_{"queue"};
    Health health_{stages_, store_, queue_, {}, clock_};
    Router router_;
};

TEST_F(Api, TellsTheStatusOnceItIsKnown) {
    EXPECT_EQ(get("/api/v1/status").status, 503);
    Facts facts = good_times();
    facts.store->status.cursor.emplace().last_event_id = EventId{7};
    add_sign(facts, ConditionId::queue_full, 1min);
    facts.store->paused = {{.what = Pausable::poll,
                            .since = ago(1min),
                            .until = std::nullopt,
                            .who = "ann",
                            .reason = "a test"}};
    const Verdict verdict = judge(facts);
    live_.tell({.status = status_document(facts, verdict), .workers = workers_document(facts)});
    const AdminReply status = get("/api/v1/status");
    EXPECT_EQ(status.status, 200);
    EXPECT_EQ(status.content_type, "application/json");
    EXPECT_EQ(status.body, status_document(facts, verdict));
    EXPECT_EQ(get("/api/v1/workers").body, workers_document(facts));
}

TEST_F(Api, TellsTheStatusOfAStoreAndAQueueThatDoNotAnswer) {
    Facts facts = good_times();
    facts.store.reset();
    facts.queue.reset();
    facts.workers.front().polling.reset();
    live_.tell(
        {.status = status_document(facts, judge(facts)), .workers = workers_document(facts)});
    EXPECT_EQ(get("/api/v1/status").status, 200);
    EXPECT_EQ(get("/api/v1/workers").status, 200);
}

TEST_F(Api, TellsTheFiguresOfTheLastHour) {
    const auto at = [](std::int64_t second) {
        return *UtcTime::from_ticks(second * UtcTime::kTicksPerSecond);
    };
    hour_.tell({.at = at(0), .lag_seconds = 9, .events_per_second = 1});
    hour_.tell({.at = at(10), .lag_seconds = std::nullopt, .events_per_second = 2.5});
    hour_.tell({.at = at(12), .lag_seconds = 1, .events_per_second = 3});
    const std::string first = get("/api/v1/figures").body;
    EXPECT_TRUE(first.starts_with(R"({"figures":[{"at_utc":"0001-01-01T00:00:00.0000000Z",)"))
        << first;
    EXPECT_TRUE(first.ends_with(R"("lag_seconds":null,"events_per_second":2.5}]})")) << first;
    hour_.tell({.at = at(3'605), .lag_seconds = 4, .events_per_second = 5});
    const std::string later = get("/api/v1/figures").body;
    EXPECT_TRUE(later.starts_with(R"({"figures":[{"at_utc":"0001-01-01T00:00:10.0000000Z",)"))
        << later;
}

TEST_F(Api, TellsAParcelExactlyBeyondWhatADoubleHolds) {
    const AdminReply parcel = get("/api/v1/parcels/9007199254740993");
    EXPECT_EQ(parcel.status, 200);
    EXPECT_TRUE(parcel.body.starts_with(
        R"({"parcel_id":9007199254740993,"latest_event_id":9007199254740994,"latest_type":"PICKUP")"))
        << parcel.body;
}

TEST_F(Api, NamesTheCulprit) {
    for (const char* target : {"/api/v1/parcels/x", "/api/v1/parcels/0", "/api/v1/parcels/1e3",
                               "/api/v1/parcels/9223372036854775808"}) {
        const AdminReply refused = get(target);
        EXPECT_EQ(refused.status, 400) << target;
        EXPECT_NE(refused.body.find(R"("culprit":"id")"), std::string::npos) << refused.body;
    }
    EXPECT_EQ(get("/api/v1/parcels/7").status, 404);
    is_away_ = true;
    const AdminReply away = get("/api/v1/parcels/7");
    EXPECT_EQ(away.status, 503);
    EXPECT_EQ(away.content_type, "application/problem+json");
}

TEST_F(Api, LetsOnlyThoseActWhoMay) {
    for (const Route& route : router_.routes()) {
        const bool changes = route.method != Method::get;
        EXPECT_EQ(route.permission == Permission::act, changes) << route.pattern;
    }
}

TEST_F(Api, IsDescribedWholly) {
    simdjson::dom::parser parser;
    const simdjson::dom::object paths =
        parser.parse(std::string(openapi_document()))["paths"].get_object();
    std::set<std::string> described;
    for (const auto& [path, methods] : paths) {
        for (const auto& [method, operation] : methods.get_object()) {
            std::string name(method);
            for (char& c : name) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
            described.insert(name + " " + std::string(path));
        }
    }
    std::set<std::string> served;
    for (const Route& route : router_.routes())
        served.insert(std::string(method_name(route.method)) + " " + route.pattern);
    EXPECT_EQ(served, described);
}

}  // namespace
}  // namespace scan
