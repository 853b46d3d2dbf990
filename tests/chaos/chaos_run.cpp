#include "tests/chaos/chaos_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "tests/chaos/expected_feed.h"
#include "tests/chaos/final_check.h"
#include "tests/chaos/network_faults.h"

namespace scan {
namespace {

using std::chrono::steady_clock;

constexpr Milliseconds kLook{50};
constexpr Milliseconds kPatience{5 * 60'000};
constexpr Milliseconds kCalmMax{20 * 60'000};
constexpr std::chrono::seconds kToldEvery{60};
constexpr double kMalformedRate = 0.01;
constexpr std::uint64_t kEventsPerParcel = 5;
// No fault lasts longer than this part of a run.
constexpr int kDurationPart = 6;
// From then on an outage is told as an error: status.grace.
constexpr Milliseconds kGrace{60'000};
constexpr int kSeasonsMin = 2;
constexpr Milliseconds kSeasonMax{60'000};
constexpr const char* kToken = "s3cret";
constexpr std::array<const char*, 3> kLanes = {"1", "4", "16"};
constexpr std::array<const char*, 3> kCompressions = {"auto", "none", "zstd"};

std::vector<std::filesystem::path> paths_of(const std::vector<BoundedFile>& files) {
    std::vector<std::filesystem::path> paths;
    for (const BoundedFile& file : files) paths.push_back(file.path);
    return paths;
}

}  // namespace

ChaosRun::ChaosRun(const ChaosOptions& options, std::string engines, std::filesystem::path folder)
    : options_(options),
      engines_name_(std::move(engines)),
      folder_(std::move(folder)),
      random_(options.seed),
      chronicle_(folder_ / "chaos.log"),
      events_(options.events_per_second * static_cast<std::uint64_t>(options.duration.count())),
      engines_(make_chaos_engines(engines_name_, folder_)),
      late_from_first_asked_(random_.chance(0.5)),
      feed_(folder_, source() + misbehaviour(), options.program),
      feed_network_(address_of(feed_.url())),
      clocks_(folder_),
      watch_([this] { return engines_->store(); }, paths_of(engines_->bounded_files())),
      settings_random_(random_.next()),
      crew_([this](WorkerCrew::Place place) { return launch(place); },
            [this](int code, const std::string& errors) {
                return code == 1 && engines_->may_end(errors);
            },
            chronicle_) {}

Arguments ChaosRun::source() const {
    const std::string seed = std::to_string(options_.seed);
    return {"--parcels",     std::to_string(events_ / kEventsPerParcel + 1),
            "--events",      std::to_string(events_),
            "--seed",        seed,
            "--parcel-seed", seed};
}

Arguments ChaosRun::misbehaviour() const {
    return {"--faults",
            "--limit-max",
            "200",
            "--gzip",
            "--bearer-token",
            kToken,
            "--late-rate",
            "0.02",
            "--late-delay",
            "1s",
            "--late-from",
            late_from_first_asked_ ? "first-asked" : "visible",
            "--malformed-rate",
            std::to_string(kMalformedRate),
            "--events-per-second",
            std::to_string(options_.events_per_second)};
}

// So that workers with different settings take over from each other.
Settings ChaosRun::drawn(WorkerCrew::Place place) {
    const char* const lanes = kLanes[settings_random_.below(kLanes.size())];
    const char* const compression = kCompressions[settings_random_.below(kCompressions.size())];
    chronicle_.note(fmt::format("worker {} begins with {} requests side by side, compression {}",
                                place, lanes, compression));
    return {{"feed-parallel-requests", lanes}, {"queue-compression", compression}};
}

Process::Launch ChaosRun::launch(WorkerCrew::Place place) {
    Settings settings = engines_->settings();
    settings.merge(drawn(place));
    settings.merge(Settings{
        {"feed-url", fmt::format("http://127.0.0.1:{}", feed_network_.port())},
        {"feed-auth", "bearer"},
        {"feed-token-file", "token"},
        {"feed-poll-interval", "250ms"},
        {"feed-timeout", "5s"},
        {"feed-retry-delay-max", "2s"},
        // Lateness counts from when the cursor passed, so the feed server's second is always less.
        // No longer than that: who takes over reads the window again, and so mends what others have
        // lost.
        {"feed-late-window", "2500ms"},
        {"feed-late-scan-interval", "500ms"},
        {"queue-visibility-timeout", "10s"},
        {"queue-receive-wait", "1s"},
        // So that most processors have something in hand at any moment.
        {"queue-events-per-message", "5"},
        // Long enough for a busy machine to start a session of PostgreSQL.
        {"store-timeout", "5s"},
        {"store-history", "true"},
        {"processor-count", "2"},
        {"lease-duration", "8s"},
        // So long may two calls take of a store that another process holds.
        {"shutdown-grace", "10s"}});
    Arguments arguments{"run"};
    for (const auto& [name, value] : settings)
        arguments.insert(arguments.end(), {"--" + name, value});
    std::vector<std::string> environment = engines_->environment();
    for (const std::string& variable : clocks_.environment(place)) environment.push_back(variable);
    return {.folder = folder_,
            .arguments = std::move(arguments),
            .environment = std::move(environment),
            .program = options_.program};
}

std::vector<ChaosFault> ChaosRun::faults(const Workers& workers) {
    std::vector<ChaosFault> all = worker_faults(workers);
    for (const auto& some :
         {clock_faults(clocks_), network_faults("feed", feed_network_), engines_->faults(watch_)}) {
        all.insert(all.end(), some.begin(), some.end());
    }
    return all;
}

void ChaosRun::violation(const std::string& what) {
    violations_.push_back(what);
    chronicle_.tell("VIOLATION: " + what);
}

RunReport ChaosRun::run(const std::function<bool()>& is_interrupted) {
    write_file(folder_ / "token", std::string(kToken) + "\n");
    if (!clocks_.can_step()) chronicle_.tell("clock steps are left out: there is no libfaketime");
    if (!engines_->left_out().empty()) chronicle_.tell(engines_->left_out());
    const Seasons seasons(std::min(Milliseconds(options_.duration) / kSeasonsMin, kSeasonMax),
                          steady_clock::now());
    const Workers workers{crew_, watch_, seasons};
    FaultCalendar calendar(faults(workers), Random(random_.next()),
                           Milliseconds(options_.duration) / kDurationPart, seasons, chronicle_);
    calendar.accompany_outages(kill_in_an_outage(workers));
    crew_.start_all();
    disturb(calendar, is_interrupted);
    chronicle_.tell("the faults end");
    calendar.end_all();
    clocks_.set_right();
    const auto calm_since = steady_clock::now();
    calm_down(is_interrupted);
    RunReport report{
        .engines = engines_name_, .seed = options_.seed, .duration = options_.duration};
    report.calm =
        std::chrono::duration_cast<std::chrono::seconds>(steady_clock::now() - calm_since);
    crew_.stop_all(kPatience);
    if (is_interrupted()) {
        report.violations = {"interrupted, so nothing was checked"};
        return report;
    }
    drain();
    check(report, calendar);
    if (!report.violations.empty()) engines_->keep(folder_);
    return report;
}

void ChaosRun::disturb(FaultCalendar& calendar, const std::function<bool()>& is_interrupted) {
    const auto begin = steady_clock::now();
    auto told = begin;
    for (auto now = begin; now < begin + options_.duration; now = steady_clock::now()) {
        if (is_interrupted()) return;
        crew_.look(now);
        calendar.step(now);
        if (now - told >= kToldEvery) {
            told = now;
            tell_progress(calendar);
        }
        if (feed_.process().wait(kLook)) return violation("the feed server has ended");
    }
}

void ChaosRun::tell_progress(const FaultCalendar& calendar) {
    std::uint64_t count = 0;
    for (const auto& [kind, times] : calendar.counts()) count += times;
    chronicle_.tell(fmt::format("cursor {}, {} faults, {} worker processes, {} samples",
                                watch_.cursor(), count, crew_.starts(), watch_.samples()));
}

bool ChaosRun::is_complete() const {
    const auto store = engines_->store();
    const auto malformed = std::llround(kMalformedRate * static_cast<double>(events_));
    return engines_->messages() == engines_->dead_letters() &&
           store->number("SELECT count(*) FROM failed_event") >= malformed &&
           store->number("SELECT count(*) FROM scan_event") >= static_cast<std::int64_t>(events_);
}

void ChaosRun::calm_down(const std::function<bool()>& is_interrupted) {
    const auto end = steady_clock::now() + kCalmMax;
    auto deadline = steady_clock::now() + kPatience;
    std::int64_t stored = 0;
    while (!is_interrupted()) {
        crew_.look(steady_clock::now());
        if (is_complete()) return;
        // A backlog that shrinks is no failure, but a measure of the machine.
        const std::int64_t now_stored =
            engines_->store()->number("SELECT count(*) FROM scan_event");
        if (now_stored > stored) deadline = std::min(steady_clock::now() + kPatience, end);
        stored = now_stored;
        if (steady_clock::now() > deadline)
            return violation("not everything is done, and nothing more was in five minutes");
        feed_.process().wait(10 * kLook);
    }
}

// An event that a late scan found once more may still be queued.
void ChaosRun::drain() {
    Process::Launch launch = this->launch(0);
    launch.arguments.insert(launch.arguments.begin() + 1, {"--until-caught-up", "--timeout", "9m"});
    const Finished end = run_to_end(launch, 2 * kPatience);
    if (end.code != 0)
        violation(fmt::format("a last worker does not catch up ({}): {}", end.code.value_or(-1),
                              end.errors.substr(0, 2000)));
}

std::vector<ExplainedError> ChaosRun::explained_errors(
    const std::map<std::string, std::uint64_t>& faults) const {
    std::vector<ExplainedError> all = engines_->explained_errors();
    // The feed's times look old to a worker whose own clock is ahead by hours.
    all.push_back({kClockSteps, "behind: Parcels are"});
    // In a short run no fault outlasts the grace, and nothing explains an outage that is told as an error.
    if (Milliseconds(options_.duration) / kDurationPart < kGrace) return all;
    for (const auto& [fault, times] : faults) {
        if (fault.starts_with("feed network: ")) {
            all.push_back({fault, "feed-unreachable: "});
            all.push_back({fault, "feed-failing: "});
        } else if (fault.starts_with("sqs network: ")) {
            all.push_back({fault, "queue-unreachable: "});
        } else if (fault.starts_with("postgres network: ")) {
            all.push_back({fault, "store-unreachable: "});
        }
    }
    return all;
}

void ChaosRun::check(RunReport& report, const FaultCalendar& calendar) {
    chronicle_.tell("checks the tables");
    const ExpectedFeed expected = expected_feed(
        options_.program, folder_, source(), {"--malformed-rate", std::to_string(kMalformedRate)});
    report.events = expected.events.size();
    report.malformed = expected.malformed.size();
    report.parcels = static_cast<std::uint64_t>(
        engines_->store()->number("SELECT count(*) FROM parcel_summary"));
    report.worker_starts = crew_.starts();
    report.cursor_samples = watch_.samples();
    report.faults = calendar.counts();
    report.file_sizes = watch_.sizes();

    if (expected.events.size() != events_) violation("the feed server made other events");
    for (const std::string& what : check_tables(*engines_, expected)) violation(what);
    for (const std::string& what : watch_.violations()) violation(what);
    for (const std::string& what : crew_.violations()) violation(what);
    const ErrorLines errors =
        error_lines(folder_, explained_errors(calendar.counts()), calendar.counts());
    report.explained_errors = errors.explained;
    for (const std::string& line : errors.unexplained) violation("unexplained: " + line);
    for (const BoundedFile& file : engines_->bounded_files()) {
        const auto size = report.file_sizes[file.path.filename().string()];
        if (size > file.bytes_max)
            violation(fmt::format("{} grew to {} bytes", file.path.string(), size));
    }
    report.violations = violations_;
}

}  // namespace scan
