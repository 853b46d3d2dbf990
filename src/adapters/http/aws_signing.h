#pragma once

#include <string>

namespace scan {

// What a request is signed with (AWS Signature Version 4). A session token is a header of the caller's, X-Amz-Security-Token.
struct AwsSigning {
    std::string access_key_id;
    std::string secret_access_key;
    std::string region;   // "eu-west-1"
    std::string service;  // "sqs"
};

// Has libcurl sign what is sent on its easy handle `curl`.
void sign_for_aws(void* curl, const AwsSigning& signing);

}  // namespace scan
