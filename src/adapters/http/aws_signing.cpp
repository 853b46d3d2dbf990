#include "adapters/http/aws_signing.h"

#include <curl/curl.h>
#include <fmt/format.h>

namespace scan {

void sign_for_aws(void* curl, const AwsSigning& signing) {
    const std::string scope = fmt::format("aws:amz:{}:{}", signing.region, signing.service);
    ::curl_easy_setopt(curl, CURLOPT_AWS_SIGV4, scope.c_str());
    ::curl_easy_setopt(curl, CURLOPT_USERNAME, signing.access_key_id.c_str());
    ::curl_easy_setopt(curl, CURLOPT_PASSWORD, signing.secret_access_key.c_str());
}

}  // namespace scan
