#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <list>
#include <thread>

#include "base/mutex.h"
#include "tests/chaos/proxied_connection.h"
#include "tests/chaos/socket_address.h"

namespace scan {

// A port of 127.0.0.1 behind which a server's is, with a network between them that can be told to
// misbehave. A thread of its own serves it from the constructor to the destructor, which breaks
// what is connected. Any thread.
class TcpProxy final {
public:
    // The server need not be there yet, and may come and go; while it is away connections break at
    // once.
    explicit TcpProxy(SocketAddress server);
    ~TcpProxy();
    TcpProxy(const TcpProxy&) = delete;
    TcpProxy& operator=(const TcpProxy&) = delete;

    std::uint16_t port() const { return port_; }

    // In force for every connection when it returns.
    void become(const Network& network);
    // Every connection is broken when it returns.
    void reset_connections();

    // Those that it has passed on so far.
    std::uint64_t connections() const { return connections_; }

private:
    struct Orders {
        Network network = {};
        bool reset = false;
        bool end = false;
        std::uint64_t number = 0;
    };

    void give(const Orders& orders);
    void run();
    bool obey();
    void wait();
    void accept_all();
    void wake() const;

    const SocketAddress server_;
    std::uint16_t port_ = 0;
    const int listener_;
    const int waker_;  // eventfd
    std::atomic<std::uint64_t> connections_ = 0;

    Mutex mutex_;
    std::condition_variable_any obeyed_;
    Orders orders_ GUARDED_BY(mutex_);
    std::uint64_t obeyed_number_ GUARDED_BY(mutex_) = 0;

    // The thread's own.
    Network network_;
    std::list<ProxiedConnection> open_;
    std::thread thread_;
};

}  // namespace scan
