#pragma once

#include <atomic>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/error.h"

namespace scan {

// When a dependency (store, queue or feed) last answered any stage. Any thread.
class LastAnswer final {
public:
    explicit LastAnswer(std::string name) : name_(std::move(name)) {}

    const std::string& name() const { return name_; }

    // A call ended at `now` with this error; nullptr: it did not fail. A refusal of the input is an answer, too.
    void called(Instant now, const Error* error) {
        if (error == nullptr || error->code == ErrorCode::rejected)
            answered_at_ = now.time_since_epoch().count();
    }

    // When it last answered; nullopt: never.
    std::optional<Instant> answered_at() const {
        const Duration::rep at = answered_at_;
        if (at == 0) return std::nullopt;
        return Instant(Duration(at));
    }

private:
    const std::string name_;
    std::atomic<Duration::rep> answered_at_ = 0;
};

}  // namespace scan
