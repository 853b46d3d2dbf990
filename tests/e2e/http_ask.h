#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace scan {

struct HttpTold {
    long status = 0;  // 0: no answer
    std::string content_type;
    std::string body;
    std::chrono::milliseconds took{};
};

// A request as curl sends it. `headers`: lines "Name: value". `post`: a body to post; nullptr: a GET.
HttpTold http_ask(const std::string& url, const std::vector<std::string>& headers = {},
                  const std::string* post = nullptr);

}  // namespace scan
