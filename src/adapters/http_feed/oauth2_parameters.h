#pragma once

#include <expected>
#include <string>
#include <string_view>

namespace scan {

// What the operator adds to a request for a token, `audience=https://api&resource=x`, as a form's
// text: each name and value percent-encoded, however they were written. Reads its own result the
// same. The error says what is wrong, and names a parameter that would override one of ours.
std::expected<std::string, std::string> oauth2_parameters(std::string_view text);

}  // namespace scan
