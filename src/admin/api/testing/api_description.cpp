#include "admin/api/testing/api_description.h"

#include <fmt/format.h>

#include <stdexcept>
#include <vector>

#include "admin/api/testing/json_schema.h"

namespace scan {
namespace {

using simdjson::SUCCESS;
using simdjson::dom::element;
using simdjson::dom::object;

std::vector<std::string_view> parts_of(std::string_view path) {
    std::vector<std::string_view> parts;
    while (!path.empty()) {
        const std::size_t slash = path.find('/', 1);
        parts.push_back(path.substr(0, slash));
        path = slash == path.npos ? "" : path.substr(slash);
    }
    return parts;
}

// Whether "/parcels/7" is one of "/parcels/{id}".
bool is_one_of(std::string_view path, std::string_view pattern) {
    const auto told = parts_of(path);
    const auto wanted = parts_of(pattern);
    if (told.size() != wanted.size()) return false;
    for (std::size_t i = 0; i < told.size(); ++i)
        if (told[i] != wanted[i] && !wanted[i].starts_with("/{")) return false;
    return true;
}

std::string lower(std::string_view text) {
    std::string small(text);
    for (char& c : small) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return small;
}

}  // namespace

ApiDescription::ApiDescription(std::string_view openapi) {
    if (parser_.parse(simdjson::padded_string(openapi)).get(document_) != SUCCESS)
        throw std::runtime_error("the description of the API is no JSON");
}

std::string ApiDescription::faults(const Answer& answer) const {
    element response;
    element operation;
    if (!find_operation(answer, operation)) {
        if (answer.status < 400) return "what is not described is answered\n";
        response = document_.at_pointer("/components/responses/Problem");
        return body_faults(answer, response);
    }
    const object responses = operation["responses"];
    const std::string exact = fmt::format("{}", answer.status);
    const std::string of_class = fmt::format("{}XX", answer.status / 100);
    if (responses.at_key(exact).get(response) != SUCCESS &&
        responses.at_key(of_class).get(response) != SUCCESS)
        return fmt::format("the status {} is not described\n", exact);
    return body_faults(answer, resolved(response));
}

bool ApiDescription::find_operation(const Answer& answer, element& operation) const {
    const std::string_view path = answer.target.substr(0, answer.target.find('?'));
    const object paths = document_["paths"];
    element methods;
    bool is_found = paths.at_key(path).get(methods) == SUCCESS;
    if (!is_found) {
        for (const auto& [pattern, described] : paths) {
            if (!is_one_of(path, pattern)) continue;
            methods = described;
            is_found = true;
            break;
        }
    }
    return is_found && methods.at_key(lower(answer.method)).get(operation) == SUCCESS;
}

element ApiDescription::resolved(element described) const {
    element reference;
    if (described.at_key("$ref").get(reference) != SUCCESS) return described;
    return document_.at_pointer(std::string_view(reference).substr(1));
}

std::string ApiDescription::body_faults(const Answer& answer, element response) const {
    const std::string_view type = answer.content_type.substr(0, answer.content_type.find(';'));
    element described;
    if (response["content"].at_key(type).get(described) != SUCCESS)
        return fmt::format("the content type {} is not described for {}\n", type, answer.status);
    if (!type.ends_with("json")) return "";
    simdjson::dom::parser parser;
    element value;
    if (parser.parse(simdjson::padded_string(answer.body)).get(value) != SUCCESS)
        return "the body is no JSON\n";
    return JsonSchema(document_).faults(described["schema"], value);
}

}  // namespace scan
