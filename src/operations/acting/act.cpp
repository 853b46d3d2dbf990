#include "operations/acting/act.h"

namespace scan {

Result<> check_reason(const Act& act) {
    if (act.is_dry_run || act.reason.find_first_not_of(" \t\r\n") != std::string::npos) return {};
    return fail(ErrorCode::rejected, "the reason is empty: say why");
}

}  // namespace scan
