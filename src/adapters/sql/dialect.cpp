#include "adapters/sql/dialect.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace scan {

std::string_view name_of(Schema schema) {
    switch (schema) {
        case Schema::store: return "store";
        case Schema::queue: return "queue";
    }
    return {};
}

std::string_view Dialect::query(std::string_view name) const {
    const auto table = queries();
    const auto found = std::ranges::lower_bound(table, name, {}, &NamedSql::name);
    if (found == table.end() || found->name != name) {
        throw std::logic_error(fmt::format("this dialect has no statement {}", name));
    }
    return found->text;
}

}  // namespace scan
