#include "admin/api/api_page.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <cctype>
#include <vector>

#include "admin/api/openapi.h"
#include "base/require.h"

namespace scan {
namespace {

using simdjson::SUCCESS;
using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

constexpr std::string_view kIntroduction = R"(# The API

This page is made from `src/admin/api/openapi.json`: `scan-event-worker api > docs/api.md`. `scan-event-worker api --openapi` prints that file, and
`GET /api/v1/openapi.json` answers with it. Who may ask, and what the acts promise, is in [admin.md](admin.md).

Ids are numbers beyond 2^53. Times are UTC with seven decimals, or null if they are not known. A refusal is a [Problem](#problem) of the type
`application/problem+json`. What a token may *read* is every GET; all else needs one that may *act*.
)";

std::string text_of(element described, std::string_view member) {
    std::string_view text;
    if (described.at_key(member).get(text) != SUCCESS) return "";
    std::string cell(text);
    for (std::size_t bar = cell.find('|'); bar != cell.npos; bar = cell.find('|', bar + 2))
        cell.insert(bar, "\\");
    return cell;
}

std::string anchor_of(std::string_view heading) {
    std::string anchor;
    for (const char c : heading)
        anchor += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return anchor;
}

// The page as it grows.
class ApiPage {
public:
    explicit ApiPage(element document) : document_(document) {}

    std::string write() {
        page_ = kIntroduction;
        write_overview();
        page_ += "\n## Requests\n";
        each_operation([this](std::string_view path, std::string_view method, element operation) {
            write_operation(path, method, operation);
        });
        page_ += "\n## Documents\n";
        const object schemas = document_.at_pointer("/components/schemas");
        for (const auto& [name, schema] : schemas) {
            if (!has_members(schema)) continue;
            page_ += fmt::format("\n### {}\n\n", name);
            write_members(schema);
        }
        return std::move(page_);
    }

private:
    struct Row {
        std::string name;
        std::string type;
        bool is_always;
        std::string meaning;
    };

    static std::string title_of(std::string_view path, std::string_view method) {
        std::string name;
        for (const char c : method)
            name += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        return fmt::format("{} {}", name, path);
    }

    // As GitHub makes an anchor of a heading in code: letters, digits, '-' and '_' stay, a space becomes a hyphen.
    static std::string link_of(std::string_view path, std::string_view method) {
        const std::string title = title_of(path, method);
        std::string anchor;
        for (const char c : anchor_of(title)) {
            if (c == ' ') anchor += '-';
            if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_')
                anchor += c;
        }
        return fmt::format("[`{}`](#{})", title, anchor);
    }

    template <class Visit>
    void each_operation(Visit visit) const {
        for (const auto& [path, methods] : object(document_["paths"]))
            for (const auto& [method, operation] : object(methods)) visit(path, method, operation);
    }

    element resolved(element described) const {
        std::string_view reference;
        if (described.at_key("$ref").get(reference) != SUCCESS) return described;
        return document_.at_pointer(reference.substr(1));
    }

    static bool has_members(element schema) {
        element members;
        return schema.at_key("properties").get(members) == SUCCESS;
    }

    void write_overview() {
        page_ += "\n| request | may | answers with |\n|---|---|---|\n";
        each_operation([this](std::string_view path, std::string_view method, element operation) {
            page_ += fmt::format("| {} | {} | {} |\n", link_of(path, method),
                                 method == "get" ? "read" : "act", answer_of(operation));
        });
    }

    // The types of what answers a request that was granted.
    std::string answer_of(element operation) const {
        const element response = resolved(operation["responses"]["200"]);
        std::string types;
        for (const auto& [type, content] : object(response["content"])) {
            if (!types.empty()) types += ", ";
            const element schema = content["schema"];
            types += type == "application/json" ? type_of(schema) : fmt::format("`{}`", type);
        }
        return types;
    }

    void write_operation(std::string_view path, std::string_view method, element operation) {
        page_ += fmt::format("\n### `{}`\n\n{}\n", title_of(path, method),
                             text_of(operation, "summary"));
        std::vector<Row> rows;
        array parameters;
        if (operation.at_key("parameters").get(parameters) == SUCCESS) {
            for (const element each : parameters) {
                const element parameter = resolved(each);
                bool is_required = false;
                if (parameter.at_key("required").get(is_required) != SUCCESS) is_required = false;
                rows.push_back({.name = std::string(std::string_view(parameter["name"])),
                                .type = type_of(parameter["schema"]),
                                .is_always = is_required,
                                .meaning = text_of(parameter, "description")});
            }
            write_table("parameter", "must", rows);
        }
        element body;
        if (operation.at_key("requestBody").get(body) == SUCCESS) {
            rows.clear();
            add_members(rows, body["content"]["application/json"]["schema"], "");
            write_table("member of the body", "must", rows);
        }
        const element response = resolved(operation["responses"]["200"]);
        page_ += fmt::format("\nAnswers with {}: {}\n", answer_of(operation),
                             text_of(response, "description"));
    }

    void write_members(element schema) {
        std::vector<Row> rows;
        add_members(rows, schema, "");
        write_table("member", "always", rows);
    }

    void write_table(std::string_view what, std::string_view always, const std::vector<Row>& rows) {
        if (!page_.ends_with("\n\n")) page_ += "\n";
        page_ += fmt::format("| {} | type | {} | meaning |\n|---|---|---|---|\n", what, always);
        for (const Row& row : rows) {
            page_ += fmt::format("| `{}` | {} | {} | {} |\n", row.name, row.type,
                                 row.is_always ? "yes" : "", row.meaning);
        }
    }

    void add_members(std::vector<Row>& rows, element described, const std::string& prefix) const {
        const element schema = resolved(described);
        array parts;
        if (schema.at_key("allOf").get(parts) == SUCCESS)
            for (const element part : parts) add_members(rows, part, prefix);
        object members;
        if (schema.at_key("properties").get(members) != SUCCESS) return;
        for (const auto& [name, member] : members) {
            const std::string whole = fmt::format("{}{}", prefix, name);
            rows.push_back({.name = whole,
                            .type = type_of(member),
                            .is_always = is_required(schema, name),
                            .meaning = text_of(member, "description")});
            element items;
            element values;
            if (has_members(member)) add_members(rows, member, whole + ".");
            if (member.at_key("additionalProperties").get(values) == SUCCESS && values.is_object())
                add_members(rows, values, whole + ".*.");
            if (member.at_key("items").get(items) == SUCCESS && has_members(items))
                add_members(rows, items, whole + "[].");
        }
    }

    static bool is_required(element schema, std::string_view name) {
        array required;
        if (schema.at_key("required").get(required) != SUCCESS) return false;
        return std::ranges::any_of(required,
                                   [&](element each) { return std::string_view(each) == name; });
    }

    std::string type_of(element described) const {
        std::string_view reference;
        if (described.at_key("$ref").get(reference) == SUCCESS) {
            const element schema = resolved(described);
            if (!has_members(schema)) return type_of(schema);
            const std::string_view name = reference.substr(reference.rfind('/') + 1);
            return fmt::format("[{}](#{})", name, anchor_of(name));
        }
        array several;
        if (described.at_key("anyOf").get(several) == SUCCESS)
            return joined(several, " or ", [this](element each) { return type_of(each); });
        if (described.at_key("enum").get(several) == SUCCESS)
            return joined(several, ", ",
                          [](element each) { return fmt::format("`{}`", std::string_view(each)); });
        element constant;
        if (described.at_key("const").get(constant) == SUCCESS)
            return fmt::format("`{}`", std::string(simdjson::minify(constant)));
        element type;
        if (described.at_key("type").get(type) != SUCCESS) return "any";
        if (!type.is_array()) return word_of(std::string_view(type), described);
        return joined(array(type), " or ",
                      [&](element each) { return word_of(std::string_view(each), described); });
    }

    template <class Text>
    static std::string joined(array parts, std::string_view between, Text text) {
        std::string all;
        for (const element part : parts)
            all += (all.empty() ? "" : std::string(between)) + text(part);
        return all;
    }

    std::string word_of(std::string_view type, element described) const {
        element items;
        if (type == "array" && described.at_key("items").get(items) == SUCCESS)
            return fmt::format("list of {}", type_of(items));
        if (type == "string" && text_of(described, "format") == "date-time") return "time";
        element values;
        if (type == "object" && described.at_key("additionalProperties").get(values) == SUCCESS &&
            values.is_object())
            return fmt::format("object of {}", type_of(values));
        return std::string(type);
    }

    element document_;
    std::string page_;
};

}  // namespace

std::string api_page() {
    simdjson::dom::parser parser;
    element document;
    const auto parsed = parser.parse(simdjson::padded_string(openapi_document())).get(document);
    require(parsed == SUCCESS, "openapi.json is JSON");
    return ApiPage(document).write();
}

}  // namespace scan
