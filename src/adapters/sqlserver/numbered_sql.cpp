#include "adapters/sqlserver/numbered_sql.h"

#include <algorithm>

namespace scan {
namespace {

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// The length of the string, name or comment at the front of `sql`; 0: there is none.
std::size_t quoted_length(std::string_view sql) {
    const auto to = [&](std::size_t open, std::string_view close) {
        const std::size_t end = sql.find(close, open);
        return end == sql.npos ? sql.size() : end + close.size();
    };
    if (sql.starts_with("--")) return to(2, "\n");
    if (sql.starts_with("/*")) return to(2, "*/");
    if (sql.starts_with('\'')) return to(1, "'");
    if (sql.starts_with('"')) return to(1, "\"");
    if (sql.starts_with('[')) return to(1, "]");
    return 0;
}

}  // namespace

NumberedSql numbered_sql(std::string_view sql) {
    NumberedSql numbered;
    while (!sql.empty()) {
        if (const std::size_t length = quoted_length(sql); length > 0) {
            numbered.text += sql.substr(0, length);
            sql.remove_prefix(length);
        } else if (sql.size() > 1 && sql.front() == ':' && is_word(sql[1])) {
            sql.remove_prefix(1);
            const auto end = std::ranges::find_if_not(sql, is_word) - sql.begin();
            numbered.parameters.emplace_back(sql.substr(0, static_cast<std::size_t>(end)));
            numbered.text += '?';
            sql.remove_prefix(static_cast<std::size_t>(end));
        } else {
            numbered.text += sql.front();
            sql.remove_prefix(1);
        }
    }
    return numbered;
}

}  // namespace scan
