#pragma once

#include <memory>
#include <vector>

#include "config/config.h"
#include "operations/ports/notice_outlet.h"

namespace scan {

// What notify.command and notify.url name; empty: neither is set. One thread.
std::vector<std::unique_ptr<NoticeOutlet>> notice_outlets(const NotifyConfig& config);

}  // namespace scan
