#include "adapters/sql/dialect.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "adapters/sql/write_gate.h"

namespace scan {
namespace {

const NamedSql* find(std::span<const NamedSql> table, std::string_view name) {
    const auto found = std::ranges::lower_bound(table, name, {}, &NamedSql::name);
    return found == table.end() || found->name != name ? nullptr : &*found;
}

}  // namespace

std::string_view name_of(Schema schema) {
    switch (schema) {
        case Schema::store: return "store";
        case Schema::queue: return "queue";
    }
    return {};
}

std::unique_ptr<ProcessGate> Dialect::process_gate() const {
    return nullptr;
}

std::string_view Dialect::query(std::string_view name) const {
    const NamedSql* const found = find(queries(), name);
    if (found == nullptr) {
        throw std::logic_error(fmt::format("this dialect has no statement {}", name));
    }
    return found->text;
}

bool Dialect::has_query(std::string_view name) const {
    return find(queries(), name) != nullptr;
}

}  // namespace scan
