#include "admin/api/action_body.h"

#include <fmt/format.h>
#include <simdjson.h>

namespace scan {
namespace {

// nullopt: not a list of whole numbers.
std::optional<std::vector<std::int64_t>> ids_in(const simdjson::dom::array& list) {
    std::vector<std::int64_t> ids;
    for (const simdjson::dom::element each : list) {
        std::int64_t id = 0;
        if (each.get(id) != simdjson::SUCCESS) return std::nullopt;
        ids.push_back(id);
    }
    return ids;
}

// As `Value`; what is of no such type stays unusable.
template <class Value>
Value value_of(const simdjson::dom::element& element) {
    if (bool flag = false; element.get(flag) == simdjson::SUCCESS) return flag;
    if (std::int64_t number = 0; element.get(number) == simdjson::SUCCESS) return number;
    if (double number = 0; element.is_double() && element.get(number) == simdjson::SUCCESS)
        return number;
    if (std::string_view text; element.get(text) == simdjson::SUCCESS) return std::string(text);
    if (simdjson::dom::array list; element.get(list) == simdjson::SUCCESS) {
        if (auto ids = ids_in(list)) return std::move(*ids);
    }
    return {};
}

}  // namespace

ActionBody::ActionBody(const AdminRequest& request) : who_(request.who) {
    read(request.body);
}

void ActionBody::read(const std::string& text) {
    simdjson::dom::parser parser;
    simdjson::dom::object object;
    if (parser.parse(text).get(object) != simdjson::SUCCESS)
        return refuse("the body is no JSON object", "body");
    for (const auto& [name, value] : object) {
        if (value.is_null()) continue;
        if (!fields_.try_emplace(std::string(name), value_of<Value>(value)).second)
            refuse("the body has this field twice", name);
    }
}

template <class Wanted>
std::optional<Wanted> ActionBody::take(std::string_view name, std::string_view what) {
    asked_.emplace(name);
    const auto field = fields_.find(name);
    if (field == fields_.end()) return std::nullopt;
    if (const Wanted* const value = std::get_if<Wanted>(&field->second)) return *value;
    refuse(fmt::format("{} is no {}", name, what), name);
    return std::nullopt;
}

std::optional<std::string> ActionBody::text(std::string_view name) {
    return take<std::string>(name, "text");
}

std::optional<std::int64_t> ActionBody::number(std::string_view name, std::int64_t least) {
    const auto number = take<std::int64_t>(name, "whole number");
    if (number && *number < least)
        refuse(fmt::format("{} is no whole number from {} on", name, least), name);
    return number;
}

std::optional<double> ActionBody::rate(std::string_view name) {
    std::optional<double> rate;
    const auto field = fields_.find(name);
    if (field != fields_.end() && std::holds_alternative<std::int64_t>(field->second)) {
        rate = static_cast<double>(*number(name, 0));
    } else {
        rate = take<double>(name, "number");
    }
    if (rate && *rate < 0) refuse(fmt::format("{} is below 0", name), name);
    return rate;
}

std::vector<std::int64_t> ActionBody::ids(std::string_view name) {
    return take<std::vector<std::int64_t>>(name, "list of whole numbers")
        .value_or(std::vector<std::int64_t>());
}

bool ActionBody::flag(std::string_view name) {
    return take<bool>(name, "true or false").value_or(false);
}

void ActionBody::refuse(std::string_view detail, std::string_view culprit) {
    if (!refused_) refused_ = problem(400, "bad-body", detail, culprit);
}

std::expected<Act, AdminReply> ActionBody::act() {
    Act act{.who = who_, .reason = text("reason").value_or(""), .is_dry_run = flag("dry_run")};
    for (const auto& [name, value] : fields_) {
        if (!asked_.contains(name)) refuse("this action takes no such field", name);
    }
    if (!check_reason(act)) refuse("reason is missing or empty: say why it is done", "reason");
    if (refused_) return std::unexpected(*refused_);
    return act;
}

}  // namespace scan
