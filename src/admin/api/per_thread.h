#pragma once

#include <array>
#include <functional>
#include <memory>

#include "admin/http/admin_request.h"
#include "admin/http/answer_threads.h"

namespace scan {

// A port for each of the threads that answer, made when that thread first needs it. Each thread sees its own alone.
template <class Port>
class PerThread final {
public:
    using Make = std::function<std::unique_ptr<Port>()>;

    explicit PerThread(Make make) : make_(std::move(make)) {}

    // REQUIRES: called by the thread that answers `request`.
    Port& of(const AdminRequest& request) {
        auto& port = ports_.at(request.worker);
        if (!port) port = make_();
        return *port;
    }

private:
    const Make make_;
    std::array<std::unique_ptr<Port>, AnswerThreads::kThreads> ports_;
};

}  // namespace scan
