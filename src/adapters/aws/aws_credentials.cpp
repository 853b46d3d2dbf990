#include "adapters/aws/aws_credentials.h"

#include <simdjson.h>

namespace scan {

Result<AwsCredentials> parse_credentials_json(std::string_view text) {
    simdjson::dom::parser parser;
    simdjson::dom::object answer;
    if (parser.parse(text.data(), text.size()).get(answer) != simdjson::SUCCESS)
        return fail(ErrorCode::rejected, "the answer is no JSON object");
    const auto text_at = [&](std::string_view key) {
        std::string_view value;
        return answer[key].get(value) == simdjson::SUCCESS ? std::string(value) : std::string();
    };
    AwsCredentials credentials{.access_key_id = text_at("AccessKeyId"),
                               .secret_access_key = text_at("SecretAccessKey"),
                               .session_token = text_at("Token"),
                               .expires_at = std::nullopt};
    if (credentials.session_token.empty()) credentials.session_token = text_at("SessionToken");
    if (credentials.access_key_id.empty() || credentials.secret_access_key.empty()) {
        return fail(ErrorCode::rejected, "the answer holds no AccessKeyId and SecretAccessKey");
    }
    if (const std::string expiration = text_at("Expiration"); !expiration.empty()) {
        const auto time = UtcTime::parse(expiration);
        if (!time) return fail(ErrorCode::rejected, "Expiration: " + time.error());
        credentials.expires_at = *time;
    }
    return credentials;
}

}  // namespace scan
