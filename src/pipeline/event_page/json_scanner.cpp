#include "pipeline/event_page/json_scanner.h"

#include <algorithm>

namespace scan {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_hex_digit(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

}  // namespace

void JsonScanner::skip_blanks() {
    at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
}

bool JsonScanner::take(char mark) {
    skip_blanks();
    if (at_ == text_.size() || text_[at_] != mark) return false;
    ++at_;
    return true;
}

bool JsonScanner::at_end() {
    skip_blanks();
    return at_ == text_.size();
}

bool JsonScanner::escape() {
    constexpr std::size_t kHexDigits = 4;
    if (at_ == text_.size()) return false;
    const char kind = text_[at_++];
    if (kind != 'u') return std::string_view(R"("\/bfnrt)").contains(kind);
    const std::string_view hex = text_.substr(at_, kHexDigits);
    at_ += hex.size();
    return hex.size() == kHexDigits && std::ranges::all_of(hex, is_hex_digit);
}

std::optional<std::string_view> JsonScanner::string() {
    if (!take('"')) return std::nullopt;
    const std::size_t begin = at_ - 1;
    while (at_ < text_.size()) {
        const char c = text_[at_++];
        if (c == '"') return text_.substr(begin, at_ - begin);
        if (c == '\\' && !escape()) return std::nullopt;
        has_control_character_ |= static_cast<unsigned char>(c) < 0x20;
    }
    return std::nullopt;
}

bool JsonScanner::digits() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
    return at_ > begin;
}

bool JsonScanner::number() {
    const auto next_is = [this](std::string_view any) {
        return at_ < text_.size() && any.contains(text_[at_]);
    };
    if (next_is("-")) ++at_;
    if (next_is("0")) {
        ++at_;
    } else if (!digits()) {
        return false;
    }
    if (next_is(".")) {
        ++at_;
        if (!digits()) return false;
    }
    if (!next_is("eE")) return true;
    ++at_;
    if (next_is("+-")) ++at_;
    return digits();
}

// What follows the scalar is for the caller, who takes a comma, a bracket or the end.
bool JsonScanner::scalar() {
    skip_blanks();
    for (const std::string_view word : {"true", "false", "null"}) {
        if (!text_.substr(at_).starts_with(word)) continue;
        at_ += word.size();
        return true;
    }
    if (at_ < text_.size() && text_[at_] == '"') return string().has_value();
    return number();
}

// Takes everything before the first scalar or empty container of a value, and that too.
bool JsonScanner::open_containers() {
    for (;;) {
        if (take('[')) {
            if (take(']')) return true;
            open_ += ']';
        } else if (take('{')) {
            if (take('}')) return true;
            open_ += '}';
            if (!string() || !take(':')) return false;
        } else {
            return scalar();
        }
        depth_ = std::max(depth_, open_.size());
    }
}

// Takes the brackets that close here, and then the comma before the next value of what is open.
bool JsonScanner::close_containers() {
    while (!open_.empty()) {
        if (take(',')) return open_.back() == ']' || (string() && take(':'));
        if (!take(open_.back())) return false;
        open_.pop_back();
    }
    return true;
}

std::optional<std::string_view> JsonScanner::value() {
    skip_blanks();
    const std::size_t begin = at_;
    open_.clear();
    do {
        if (!open_containers() || !close_containers()) return std::nullopt;
    } while (!open_.empty());
    return text_.substr(begin, at_ - begin);
}

}  // namespace scan
