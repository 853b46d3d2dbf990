#pragma once

#include <poll.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>
#include <string>

namespace scan {

using SteadyTime = std::chrono::steady_clock::time_point;

// The behaviour of a network towards the connections that go through it.
enum class Weather {
    clear,
    refusing,    // new connections break at once
    slow,        // what is sent arrives later
    cutting,     // connections break in the midst of what the server answers
    black_hole,  // nothing arrives, and nobody is told so
};

struct Network {
    Weather weather = Weather::clear;
    std::chrono::milliseconds delay{0};  // while it is slow
    std::size_t cut_after = 0;           // bytes of an answer, counted from when the cutting began
};

// A client's connection with what stands behind the proxy: bytes in both directions, each closed
// for itself. A resource; one thread.
class ProxiedConnection final {
public:
    // Both are its own from now on, and do not block.
    ProxiedConnection(int client, int server);
    ~ProxiedConnection();
    ProxiedConnection(const ProxiedConnection&) = delete;
    ProxiedConnection& operator=(const ProxiedConnection&) = delete;

    // The events that it waits for on its two sockets, and until when.
    std::array<pollfd, 2> wishes(const Network& network, SteadyTime now) const;
    std::optional<SteadyTime> wake() const;

    // Passes on what can be; false: it is over.
    bool step(const Network& network, SteadyTime now);

    // Bytes of the server count from here for `cut_after`.
    void begin_to_cut() { answered_ = 0; }

    void reset();

private:
    struct Chunk {
        std::string bytes;
        SteadyTime ready;
    };
    struct Direction {
        int from;
        int to;
        std::deque<Chunk> chunks = {};
        std::size_t held = 0;
        bool has_ended = false;  // `from` says no more
        bool is_shut = false;    // `to` has been told so
    };

    static bool may_send(const Direction& direction, SteadyTime now);
    static bool receive(Direction& direction, std::chrono::milliseconds delay, SteadyTime now);
    static bool send(Direction& direction, SteadyTime now);
    bool cut(const Network& network);

    Direction request_;
    Direction answer_;
    std::size_t answered_ = 0;
    bool is_open_ = true;
};

}  // namespace scan
