#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "adapters/sql/connection.h"
#include "adapters/sql/slot.h"

namespace scan {

template <class... Parameters>
struct In {};

// What a statement reads no rows into.
struct NoRow {
    static constexpr auto columns() { return std::tuple<>(); }
};

// The columns of a row: one value, or the fields of a struct whose `columns()` names them in the order of the SELECT.
template <class Row>
class Columns {
public:
    void into(soci::statement& statement) { slot_.into(statement); }
    Row take() { return slot_.take(); }

private:
    Slot<Row> slot_;
};

template <class Row>
    requires requires { Row::columns(); }
class Columns<Row> {
public:
    void into([[maybe_unused]] soci::statement& statement) {
        std::apply([&](auto&... slot) { (slot.into(statement), ...); }, slots_);
    }

    Row take() {
        Row row{};
        std::apply(
            [&](auto... field) {
                std::apply([&](auto&... slot) { ((row.*field = slot.take()), ...); }, slots_);
            },
            Row::columns());
        return row;
    }

private:
    template <class... Owner, class... Field>
    static std::tuple<Slot<Field>...> slots_of(const std::tuple<Field Owner::*...>&);

    decltype(slots_of(Row::columns())) slots_;
};

// A named statement of the dialect with typed parameters and rows, prepared once a session if the
// dialect prepares any there. Runs only inside `read` or `write` of its connection, and throws
// soci_error.
template <class Parameters, class Row = NoRow>
class Statement;

template <class... Parameters, class Row>
class Statement<In<Parameters...>, Row> final : PreparedText {
public:
    using Names = std::array<const char*, sizeof...(Parameters)>;

    Statement(Connection& connection, std::string_view name, Names parameters)
        : PreparedText(connection, name), names_(parameters) {}
    ~Statement() { forget_for_good(); }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    // Calls `visit(row)` for each row.
    template <class Visit>
    void each(Visit visit, const typename Slot<Parameters>::Argument&... arguments) {
        soci::statement& statement = prepare();
        set(std::index_sequence_for<Parameters...>(), arguments...);
        // To the last row: an unfinished SELECT would keep SQLite's read transaction open.
        for (bool has_row = statement.execute(true); has_row; has_row = statement.fetch())
            visit(columns_.take());
    }

    std::vector<Row> all(const typename Slot<Parameters>::Argument&... arguments) {
        std::vector<Row> rows;
        each([&](Row row) { rows.push_back(std::move(row)); }, arguments...);
        return rows;
    }

    // The first row; nullopt: there is none.
    std::optional<Row> first(const typename Slot<Parameters>::Argument&... arguments) {
        std::optional<Row> first;
        each(
            [&](Row row) {
                if (!first) first = std::move(row);
            },
            arguments...);
        return first;
    }

    // How many rows were written.
    std::int64_t run(const typename Slot<Parameters>::Argument&... arguments) {
        soci::statement& statement = prepare();
        set(std::index_sequence_for<Parameters...>(), arguments...);
        statement.execute(true);
        return statement.get_affected_rows();
    }

private:
    void forget() override { statement_.reset(); }

    soci::statement& prepare() {
        if (statement_) return *statement_;
        auto statement = std::make_unique<soci::statement>(session());
        bind(*statement, std::index_sequence_for<Parameters...>());
        columns_.into(*statement);
        statement->alloc();
        statement->prepare(text(), kind());
        statement->define_and_bind();
        statement_ = std::move(statement);
        return *statement_;
    }

    template <std::size_t... I>
    void bind([[maybe_unused]] soci::statement& statement, std::index_sequence<I...>) {
        (std::get<I>(parameters_).use(statement, names_[I]), ...);
    }

    template <std::size_t... I>
    void set(std::index_sequence<I...>, const typename Slot<Parameters>::Argument&... arguments) {
        (std::get<I>(parameters_).set(arguments), ...);
    }

    const Names names_;
    std::tuple<Slot<Parameters>...> parameters_;
    Columns<Row> columns_;
    std::unique_ptr<soci::statement> statement_;
};

}  // namespace scan
