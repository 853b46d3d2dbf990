#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "operations/conditions/worker_directory.h"

namespace scan {

// Whether every live worker reads one form of messages, so that the form may be sent. It holds for
// kWorkerLifetime after the directory last said so: a worker that starts meanwhile has told its row
// by then. Whoever has no such word in its row does not read the form. Any thread.
class FormAgreement final {
public:
    FormAgreement(std::string_view form, Clock& clock) : form_(form), clock_(clock) {}

    // `workers`: all rows of the directory, the own one among them.
    void learned(const std::vector<WorkerFacts>& workers);
    bool holds() const;

private:
    const std::string form_;
    Clock& clock_;
    std::atomic<Instant::rep> holds_until_ = 0;  // by the clock; 0: it does not hold
};

// A directory that tells the agreement what it is asked for. One thread.
class AgreeingDirectory final : public WorkerDirectory {
public:
    AgreeingDirectory(std::unique_ptr<WorkerDirectory> workers, FormAgreement& agreement)
        : workers_(std::move(workers)), agreement_(agreement) {}

    Result<> tell(const WorkerFacts& facts) override { return workers_->tell(facts); }
    Result<> leave(const WorkerFacts& facts) override { return workers_->leave(facts); }
    Result<std::vector<WorkerFacts>> read() override {
        auto workers = workers_->read();
        if (workers) agreement_.learned(*workers);
        return workers;
    }

private:
    const std::unique_ptr<WorkerDirectory> workers_;
    FormAgreement& agreement_;
};

}  // namespace scan
