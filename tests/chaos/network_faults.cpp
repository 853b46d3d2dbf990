#include "tests/chaos/network_faults.h"

#include <fmt/format.h>

#include <cmath>

namespace scan {
namespace {

constexpr double kDelayMinMs = 10;
constexpr double kDelayRatio = 200;  // of the longest to the shortest
constexpr std::uint64_t kCutAfterMax = 20'000;
constexpr double kBreaksAfterwards = 0.5;

using Begun = std::optional<ChaosFault::Begun>;

Begun become(TcpProxy& proxy, const Network& network, std::string what) {
    proxy.become(network);
    return ChaosFault::Begun{std::move(what), [&proxy] { proxy.become({}); }};
}

}  // namespace

std::vector<ChaosFault> network_faults(const std::string& server, TcpProxy& proxy) {
    const auto fault = [&server](const char* kind, auto begin) {
        ChaosFault made;
        made.kind = fmt::format("{} network: {}", server, kind);
        made.victim = server;
        made.is_outage = true;
        made.begin = begin;
        return made;
    };
    return {fault("breaks",
                  [&proxy](Random&) -> Begun {
                      proxy.reset_connections();
                      return ChaosFault::Begun{"", {}};
                  }),
            fault("refuses new connections",
                  [&proxy](Random&) {
                      Begun begun = become(proxy, {.weather = Weather::refusing}, "");
                      // A connection stays unless it breaks: half of what a firewall does is no
                      // fault at all.
                      proxy.reset_connections();
                      return begun;
                  }),
            fault("delays",
                  [&proxy](Random& random) {
                      const std::chrono::milliseconds delay(
                          std::llround(kDelayMinMs * std::pow(kDelayRatio, random.unit())));
                      return become(proxy, {.weather = Weather::slow, .delay = delay},
                                    fmt::format("by {} ms", delay.count()));
                  }),
            fault("cuts answers",
                  [&proxy](Random& random) {
                      const std::size_t bytes = random.below(kCutAfterMax);
                      return become(proxy, {.weather = Weather::cutting, .cut_after = bytes},
                                    fmt::format("after {} bytes", bytes));
                  }),
            fault("black hole", [&proxy](Random& random) {
                Begun begun = become(proxy, {.weather = Weather::black_hole}, "");
                if (!random.chance(kBreaksAfterwards)) return begun;
                begun->what = "with a reset at its end";
                begun->end = [&proxy] {
                    proxy.reset_connections();
                    proxy.become({});
                };
                return begun;
            })};
}

}  // namespace scan
