#include "operations/telling/form_agreement.h"

#include <algorithm>

namespace scan {

void FormAgreement::learned(const std::vector<WorkerFacts>& workers) {
    bool somebody_lives = false;
    for (const WorkerFacts& worker : workers) {
        if (!worker.is_live) continue;
        somebody_lives = true;
        if (std::ranges::find(worker.reads, form_) != worker.reads.end()) continue;
        holds_until_ = 0;
        return;
    }
    if (somebody_lives) holds_until_ = (clock_.now() + kWorkerLifetime).time_since_epoch().count();
}

bool FormAgreement::holds() const {
    return clock_.now().time_since_epoch().count() < holds_until_;
}

}  // namespace scan
