#include "adapters/sqs/batch_answer.h"

#include <charconv>
#include <utility>

namespace scan {

BatchAnswer in_order(std::vector<NamedEntry> named, std::size_t count) {
    BatchAnswer answer(
        count, BatchEntry{fail(ErrorCode::transient, "the answer does not mention the entry")});
    for (NamedEntry& one : named) {
        std::size_t place = count;
        const char* const end = one.id.data() + one.id.size();
        const auto read = std::from_chars(one.id.data(), end, place);
        if (read.ec == std::errc{} && read.ptr == end && place < count)
            answer[place] = std::move(one.entry);
    }
    return answer;
}

}  // namespace scan
