#include "adapters/sql/login_file.h"

#include <fmt/format.h>
#include <simdjson.h>

#include "base/control_character.h"
#include "base/secret.h"

namespace scan {
namespace {

Result<DatabaseLogin> wrong(const std::string& path, std::string_view problem) {
    return fail(ErrorCode::denied, fmt::format("the password file {} {}", path, problem));
}

Result<DatabaseLogin> read_json(const std::string& path, const std::string& text) {
    simdjson::dom::parser parser;
    simdjson::dom::object object;
    if (parser.parse(text).get(object) != simdjson::SUCCESS)
        return wrong(path, "begins with { and is no JSON object");
    std::string_view password;
    if (object["password"].get(password) != simdjson::SUCCESS || password.empty())
        return wrong(path, "has no text as \"password\"");
    std::string_view user;
    const auto found = object["username"].get(user);
    if (found != simdjson::SUCCESS && found != simdjson::NO_SUCH_FIELD)
        return wrong(path, "has a \"username\" that is no text");
    return DatabaseLogin{.user = std::string(user), .password = std::string(password)};
}

}  // namespace

Result<DatabaseLogin> read_login_file(const std::string& path) {
    if (path.empty()) return DatabaseLogin();
    auto text = Secret::in_file(path).read();
    if (!text) return std::unexpected(std::move(text.error()));
    const bool is_json = text->find_first_not_of(" \t\r\n") == text->find('{');
    auto login = is_json ? read_json(path, *text) : DatabaseLogin{.password = *std::move(text)};
    // Drivers take them in strings that end at a NUL, and a second line was hardly meant.
    if (login && (has_control_character(login->user) || has_control_character(login->password)))
        return wrong(path, "holds a control character or a second line");
    return login;
}

}  // namespace scan
