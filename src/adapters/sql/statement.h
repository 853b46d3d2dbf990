#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "adapters/sql/connection.h"

namespace scan {

// A variable that SOCI reads a parameter from, or writes a column to.
template <class T>
class Slot;

template <>
class Slot<std::int64_t> {
public:
    using Argument = std::int64_t;
    void set(Argument value) { value_ = value; }
    std::int64_t take() { return value_; }
    void use(soci::statement& statement, const char* name) {
        statement.exchange(soci::use(value_, name));
    }
    void into(soci::statement& statement) { statement.exchange(soci::into(value_)); }
    long long& value() { return value_; }

private:
    long long value_ = 0;  // SOCI's own type of 64 bits
};

template <>
class Slot<std::string> {
public:
    using Argument = std::string_view;
    void set(Argument value) { value_.assign(value); }
    std::string take() { return std::move(value_); }
    void use(soci::statement& statement, const char* name) {
        statement.exchange(soci::use(value_, name));
    }
    void into(soci::statement& statement) { statement.exchange(soci::into(value_)); }
    std::string& value() { return value_; }

private:
    std::string value_;
};

template <class T>
class Slot<std::optional<T>> {
public:
    using Argument = std::optional<typename Slot<T>::Argument>;
    void set(const Argument& value) {
        indicator_ = value ? soci::i_ok : soci::i_null;
        if (value) slot_.set(*value);
    }
    std::optional<T> take() {
        if (indicator_ == soci::i_null) return std::nullopt;
        return slot_.take();
    }
    void use(soci::statement& statement, const char* name) {
        statement.exchange(soci::use(slot_.value(), indicator_, name));
    }
    void into(soci::statement& statement) {
        statement.exchange(soci::into(slot_.value(), indicator_));
    }

private:
    Slot<T> slot_;
    soci::indicator indicator_ = soci::i_null;
};

template <class... Parameters>
struct In {};
template <class... Columns>
struct Out {};

// A named statement of the dialect with typed parameters and columns, prepared once a session. Runs only inside `read` or `write` of its
// connection, and throws soci_error.
template <class Parameters, class Columns = Out<>>
class Statement;

template <class... Parameters, class... Columns>
class Statement<In<Parameters...>, Out<Columns...>> final : PreparedText {
public:
    using Names = std::array<const char*, sizeof...(Parameters)>;
    using Row = std::tuple<Columns...>;

    Statement(Connection& connection, std::string_view name, Names parameters)
        : PreparedText(connection, name), names_(parameters) {}

    // Calls `visit(columns...)` for each row.
    template <class Visit>
    void each(Visit visit, const typename Slot<Parameters>::Argument&... arguments) {
        soci::statement& statement = prepare();
        set(std::index_sequence_for<Parameters...>(), arguments...);
        // To the last row: an unfinished SELECT would keep SQLite's read transaction open.
        for (bool has_row = statement.execute(true); has_row; has_row = statement.fetch()) {
            std::apply([&](auto&... column) { visit(column.take()...); }, columns_);
        }
    }

    // The first row; nullopt: there is none.
    std::optional<Row> first(const typename Slot<Parameters>::Argument&... arguments) {
        std::optional<Row> row;
        each(
            [&](Columns... column) {
                if (!row) row.emplace(std::move(column)...);
            },
            arguments...);
        return row;
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
        std::apply([&](auto&... column) { (column.into(*statement), ...); }, columns_);
        statement->alloc();
        statement->prepare(text());
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
    std::tuple<Slot<Columns>...> columns_;
    std::unique_ptr<soci::statement> statement_;
};

}  // namespace scan
