#include "tests/conformance/proof.h"

namespace scan::conformance {
namespace {

using namespace std::chrono_literals;
using Columns = std::multiset<std::string>;

// Puts `changed` in the place of the event, all others as they are.
void apply_instead(Proof& proof, const ScanEvent& changed) {
    proof.apply({changed});
    proof.apply_all({changed.event_id.value});
}

template <class Change>
void apply_changed(Proof& proof, std::int64_t id, Change change) {
    ScanEvent event = Proof::event(id);
    change(event);
    apply_instead(proof, event);
}

UtcTime ticks_later(UtcTime time, std::int64_t ticks) {
    return *UtcTime::from_ticks(time.ticks() + ticks);
}

// What somebody or something did to parcel 1, of the events 101 (STATUS), 102 (PICKUP), 103 (DELIVERY) and 104 (STATUS), and what is to be
// told of it.
struct PlantedDifference {
    std::string name;
    void (*plant)(Proof&);
    Columns columns;
};
const PlantedDifference kPlanted[] = {
    {"the latest is missing", [](Proof& p) { p.apply_all({104}); }, {"latest_event_id"}},
    {"the pickup is missing", [](Proof& p) { p.apply_all({102}); }, {"picked_up_event_id"}},
    {"the delivery is missing", [](Proof& p) { p.apply_all({103}); }, {"delivered_event_id"}},
    {"both milestones are missing",
     [](Proof& p) { p.apply_all({102, 103}); },
     {"picked_up_event_id", "delivered_event_id"}},
    {"the last two are missing",
     [](Proof& p) { p.apply_all({103, 104}); },
     {"delivered_event_id", "latest_event_id"}},
    {"all but the first are missing",
     [](Proof& p) { p.apply_all({102, 103, 104}); },
     {"picked_up_event_id", "delivered_event_id", "latest_event_id"}},
    {"there is no row", [](Proof& p) { p.apply_all({101, 102, 103, 104}); }, {"latest_event_id"}},
    {"a later pickup counts",
     [](Proof& p) {
         ScanEvent event = Proof::event(104);
         event.type = "PICKUP";
         p.apply({event});
         p.apply_all({102, 104});
     },
     {"picked_up_event_id", "latest_type"}},
    {"a later delivery counts",
     [](Proof& p) {
         ScanEvent event = Proof::event(104);
         event.type = "DELIVERY";
         p.apply({event});
         p.apply_all({103, 104});
     },
     {"delivered_event_id", "latest_type"}},
    {"the latest went to another parcel",
     [](Proof& p) { apply_changed(p, 104, [](ScanEvent& e) { e.parcel_id = ParcelId{77}; }); },
     {"latest_event_id"}},
    {"another type",
     [](Proof& p) { apply_changed(p, 104, [](ScanEvent& e) { e.type = "OTHER"; }); },
     {"latest_type"}},
    {"a type in small letters",
     [](Proof& p) { apply_changed(p, 104, [](ScanEvent& e) { e.type = "status"; }); },
     {"latest_type"}},
    {"another status",
     [](Proof& p) { apply_changed(p, 104, [](ScanEvent& e) { e.status_code = "x"; }); },
     {"latest_status_code"}},
    {"no status",
     [](Proof& p) { apply_changed(p, 104, [](ScanEvent& e) { e.status_code = ""; }); },
     {"latest_status_code"}},
    {"a cut status",
     [](Proof& p) { apply_changed(p, 104, [](ScanEvent& e) { e.status_code.pop_back(); }); },
     {"latest_status_code"}},
    {"another run",
     [](Proof& p) { apply_changed(p, 104, [](ScanEvent& e) { e.run_id = "x"; }); },
     {"latest_run_id"}},
    {"no run",
     [](Proof& p) { apply_changed(p, 104, [](ScanEvent& e) { e.run_id = ""; }); },
     {"latest_run_id"}},
    {"a time of another zone",
     [](Proof& p) {
         apply_changed(p, 104, [](ScanEvent& e) {
             e.created_at = ticks_later(e.created_at, 3600 * UtcTime::kTicksPerSecond);
         });
     },
     {"latest_created_date_time_utc"}},
    {"a time that is a microsecond off",
     [](Proof& p) {
         apply_changed(p, 104, [](ScanEvent& e) { e.created_at = ticks_later(e.created_at, 10); });
     },
     {"latest_created_date_time_utc"}},
    {"another time of the pickup",
     [](Proof& p) { apply_changed(p, 102, [](ScanEvent& e) { e.created_at = at_second(5); }); },
     {"picked_up_at_utc"}},
    {"another time of the delivery",
     [](Proof& p) { apply_changed(p, 103, [](ScanEvent& e) { e.created_at = at_second(5); }); },
     {"delivered_at_utc"}},
    {"times of pickup and delivery changed places",
     [](Proof& p) {
         ScanEvent pickup = Proof::event(102);
         ScanEvent delivery = Proof::event(103);
         std::swap(pickup.created_at, delivery.created_at);
         p.apply({pickup, delivery});
         p.apply_all({102, 103});
     },
     {"picked_up_at_utc", "delivered_at_utc"}},
    {"everything of the latest",
     [](Proof& p) {
         apply_changed(p, 104, [](ScanEvent& e) {
             e = scan_event(104, 1, "OTHER");
             e.status_code = e.run_id = "x";
             e.created_at = at_second(5);
         });
     },
     {"latest_type", "latest_status_code", "latest_run_id", "latest_created_date_time_utc"}},
    {"an edited event has its old text",
     [](Proof& p) {
         p.fail_event(104, "{104}");
         const std::string text =
             R"({"EventId":104,"ParcelId":1,"Type":"STATUS","CreatedDateTimeUtc":")" +
             Proof::event(104).created_at.to_string() +
             R"(","StatusCode":"edited","User":{"RunId":"run 104"}})";
         ASSERT_TRUE(p.failed().replace(p.failed_id(), text));
         p.apply_all();
     },
     {"latest_status_code"}}};

// Of the parcel, each column once: a parcel may be told in each window that shows events of it.
Columns columns_of(const Verification& found) {
    std::set<std::string> columns;
    for (const VerifyDifference& each : found.differences) {
        EXPECT_EQ(each.parcel_id, ParcelId{1});
        columns.insert(each.column);
    }
    return {columns.begin(), columns.end()};
}

TEST_P(ActingConformance, VerifyFindsEachPlantedDifferenceAndMendsIt) {
    static_assert(std::size(kPlanted) >= 20);
    for (const PlantedDifference& planted : kPlanted) {
        SCOPED_TRACE(planted.name);
        const auto fixture = GetParam().make();
        Proof proof(*fixture);
        planted.plant(proof);
        const Verification found = proof.verify();
        EXPECT_FALSE(found.error) << found.error->message;
        EXPECT_EQ(columns_of(found), planted.columns);
        EXPECT_EQ(proof.verify(VerifyMend::all).unmended, 0u);
        EXPECT_EQ(proof.verify().differences_count, 0u) << "it is mended";
        EXPECT_EQ(proof.row(1).latest.event_id, EventId{104});
    }
}

TEST_P(ActingConformance, WhatTheStoreCannotKeepIsNoDifference) {
    Proof proof(*fixture_);
    apply_changed(proof, 104, [](ScanEvent& e) { e.created_at = ticks_later(e.created_at, 3); });
    EXPECT_EQ(proof.verify().differences_count, fixture_->keeps_ticks() ? 1u : 0u)
        << "below the store's microsecond";
}

// While it is verified, the feed goes on and forgets, workers apply what comes and what is queued still, and what came twice.
TEST_P(ActingConformance, VerifyFindsNothingInATableThatIsRightWhileEverythingGoesOn) {
    Proof proof(*fixture_);
    proof.apply_all({102, 117, 140});
    ASSERT_TRUE(proof.queue().send(std::vector<std::string>{"{}"}).front());
    const auto id = begin_verification(proof.board(), proof.cursors(), proof.audit(),
                                       {.who = "mia@host", .reason = "a proof"},
                                       {.from = EventId{101}, .mend = VerifyMend::nothing});
    VerifyWork work = proof.claimed(*id);
    std::int64_t next_id = 141;
    int steps = 0;
    for (Next next = work.step({}); next.kind != Next::Kind::finished; next = work.step({})) {
        ASSERT_LT(++steps, 1000);
        // A newer event of some parcel, which is above the range.
        const ScanEvent newer = scan_event(next_id, next_id % 10 + 1, "STATUS");
        ++next_id;
        proof.feed().add(newer);
        proof.apply({newer, Proof::event(105)});
        if (steps == 4) proof.feed().forget_up_to(EventId{110});
        // What was queued reaches the table in the end.
        if (steps == 8) {
            proof.apply({Proof::event(102), Proof::event(117), Proof::event(140)});
            const auto got = proof.queue().receive({.visibility_timeout = 30s}, {});
            ASSERT_EQ(got->size(), 1u);
            ASSERT_TRUE(proof.queue().acknowledge({{got->front().receipt}}).front());
        }
        proof.clock().sleep_until(next.at, {});
    }
    EXPECT_EQ(work.state(), JobState::done) << work.result();
    EXPECT_EQ(work.found().differences_count, 0u);
    EXPECT_EQ(work.found().events, 40u);
    EXPECT_GT(steps, 8);
}

}  // namespace
}  // namespace scan::conformance
