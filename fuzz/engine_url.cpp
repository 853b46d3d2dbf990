#include "config/engine_url.h"

#include <libpq-fe.h>

#include "adapters/sqs/queue_address.h"
#include "config/assignment.h"
#include "fuzz/target.h"

namespace scan {
namespace {

// Whatever libpq finds in the text that is printed, it is no secret.
void check_postgres(const PostgresAddress& address) {
    PQconninfoOption* const options = PQconninfoParse(address.text().c_str(), nullptr);
    for (const PQconninfoOption* option = options; option && option->keyword; ++option) {
        const std::string_view name = option->keyword;
        const bool is_secret = name == "password" || name == "sslpassword";
        promise(!is_secret || option->val == nullptr || *option->val == '\0' ||
                    std::string_view(option->val) == "***",
                "an address's text does not tell the password");
    }
    PQconninfoFree(options);
    (void)address.location();
    (void)address.connect_string(std::chrono::seconds(5));
}

// The whole line that a person gets for a URL that is refused does not repeat what stands where a
// password does.
void check_refusal(std::string_view input, std::string_view problem) {
    constexpr std::string_view kPassword = "s3cret";
    for (std::size_t at = input.find(kPassword); at != input.npos;
         at = input.find(kPassword, at + 1)) {
        const bool is_value = at > 0 && input[at - 1] == '=';
        const bool is_in_login =
            at > 0 && input[at - 1] == ':' && input.substr(at + kPassword.size()).starts_with('@');
        if (!is_value && !is_in_login) return;
    }
    for (const std::string_view key : {"store.url", "queue.url"}) {
        const Assignment assignment{.setting = find_setting(key),
                                    .text = std::string(input),
                                    .origin = {Origin::Kind::flag, "--url"}};
        promise(!refusal(assignment, problem).contains(kPassword),
                "a refusal does not tell the password");
    }
}

}  // namespace

void fuzz(std::string_view input) {
    if (const auto queue = QueueAddress::parse(input)) {
        const auto again = QueueAddress::parse(queue->to_string());
        promise(again && *again == *queue, "a queue's address is read back from its own text");
    }
    const auto url = parse_engine_url(input);
    if (!url) {
        promise(!url.error().empty(), "an error says what is wrong");
        check_refusal(input, url.error());
        return;
    }
    const std::string text = engine_url_text(*url);
    promise(text.find_first_of(std::string_view("\r\n\0", 3)) == text.npos, "a URL is one line");
    (void)has_password(*url);
    switch (url->engine) {
        case EngineUrl::Engine::postgres: check_postgres(url->postgres); break;
        case EngineUrl::Engine::sqlserver: {
            auto again = parse_engine_url(text);
            if (again) {
                again->sqlserver.password = url->sqlserver.password;
                again->sqlserver.ignored = url->sqlserver.ignored;
            }
            promise(again && *again == *url,
                    "an engine's URL is read back from its own text, but for the password and "
                    "what is not used");
            break;
        }
        case EngineUrl::Engine::sqlite:
        case EngineUrl::Engine::sqs: {
            const auto again = parse_engine_url(text);
            promise(again && *again == *url, "an engine's URL is read back from its own text");
            break;
        }
    }
}

}  // namespace scan
