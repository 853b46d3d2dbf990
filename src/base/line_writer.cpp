#include "base/line_writer.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <utility>

namespace scan {
namespace {

constexpr std::size_t kKeptMax = 256UL * 1024;
// A pipe that has room at all takes so much without waiting.
constexpr std::size_t kPiece = PIPE_BUF;
constexpr int kLastWaits = 10;
constexpr int kLastWaitMilliseconds = 100;

}  // namespace

LineWriter::LineWriter(int descriptor, std::function<std::string(std::size_t)> tell_dropped)
    : descriptor_(descriptor), tell_dropped_(std::move(tell_dropped)) {}

LineWriter::~LineWriter() {
    const MutexLock lock(mutex_);
    for (int i = 0; i < kLastWaits && !kept_.empty(); ++i) {
        if (has_room(kLastWaitMilliseconds)) write_what_fits();
    }
}

void LineWriter::write(std::string_view line) {
    const MutexLock lock(mutex_);
    write_what_fits();
    take_back_dropped();
    if (dropped_ > 0 || kept_.size() + line.size() > kKeptMax) {
        ++dropped_;
        return;
    }
    kept_ += line;
    write_what_fits();
}

// The line about what was dropped stands where it would have stood.
void LineWriter::take_back_dropped() {
    if (dropped_ == 0 || !kept_.empty()) return;
    kept_ = tell_dropped_(std::exchange(dropped_, 0));
    write_what_fits();
}

bool LineWriter::has_room(int wait_milliseconds) const {
    pollfd entry{.fd = descriptor_, .events = POLLOUT, .revents = 0};
    return ::poll(&entry, 1, wait_milliseconds) == 1;
}

void LineWriter::write_what_fits() {
    std::size_t written = 0;
    while (written < kept_.size() && has_room(0)) {
        const std::size_t piece = std::min(kPiece, kept_.size() - written);
        const ssize_t count = ::write(descriptor_, kept_.data() + written, piece);
        if (count >= 0) {
            written += static_cast<std::size_t>(count);
        } else if (errno == EAGAIN) {
            break;
        } else if (errno != EINTR) {
            written = kept_.size();
        }
    }
    kept_.erase(0, written);
}

}  // namespace scan
