#pragma once

#include <string_view>

namespace scan {

// Whether SQS carries `text` as a message's body: at least one character, well-formed UTF-8,
// characters of XML 1.0 only.
bool is_sqs_text(std::string_view text);

}  // namespace scan
