#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "admin/http/listen_socket.h"
#include "admin/http/server_limits.h"
#include "admin/http/site.h"
#include "base/error.h"

namespace scan {

struct TlsFiles;

// Where a server listens and what it serves there.
struct Listener {
    ListenSocket socket;
    Site& site;
    const TlsFiles* tls = nullptr;  // nullptr: in the clear; must outlive the server
};

// An HTTP/1.1 server for few clients, of which none can hold up the others: one thread reads and writes all connections, two answer what may
// have to wait. Beyond ServerLimits the oldest connection whose client is silent gives way. Serves from `start` until it is destroyed.
class AdminServer final {
public:
    // The sites must outlive the server. denied: a certificate cannot be used.
    static Result<std::unique_ptr<AdminServer>> start(std::vector<Listener> listeners,
                                                      const ServerLimits& limits = {});

    // Ends all connections. Waits for the answers that are being sought.
    ~AdminServer();
    AdminServer(const AdminServer&) = delete;
    AdminServer& operator=(const AdminServer&) = delete;

    // Reads the certificates anew, for connections from now on. An error: the former ones stay in use. Any thread.
    Result<> reload_tls();

    // Sends an event, as the text of text/event-stream with its empty line, to each stream. Any thread.
    void publish(std::string event);
    // How many streams are open. Any thread.
    std::size_t streams() const;

private:
    class Loop;
    explicit AdminServer(std::unique_ptr<Loop> loop);

    std::unique_ptr<Loop> loop_;
};

// "data: …" and an empty line: one event of text/event-stream. `name` may be empty.
std::string event_text(std::string_view name, std::string_view data);

}  // namespace scan
