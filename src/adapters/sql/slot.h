#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/sql/connection.h"
#include "adapters/sql/format/stored_time.h"

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

// How a type is kept that no engine knows.
template <class T>
struct Kept;

template <>
struct Kept<bool> {
    using As = std::int64_t;
    static As write(bool value) { return value ? 1 : 0; }
    static bool read(As kept) { return kept != 0; }
};

template <>
struct Kept<std::uint64_t> {
    using As = std::int64_t;
    static As write(std::uint64_t value) { return static_cast<As>(value); }
    static std::uint64_t read(As kept) { return static_cast<std::uint64_t>(kept); }
};

template <>
struct Kept<UtcTime> {
    using As = std::string;
    static As write(UtcTime value) { return value.to_string(); }
    static UtcTime read(const As& kept) { return stored_time(kept); }
};

template <class T>
concept StrongId = std::same_as<decltype(T::value), std::int64_t>;

template <StrongId Id>
struct Kept<Id> {
    using As = std::int64_t;
    static As write(Id id) { return id.value; }
    static Id read(As kept) { return Id{kept}; }
};

template <class T>
    requires requires { typename Kept<T>::As; }
class Slot<T> {
public:
    using Argument = T;
    void set(T value) { slot_.set(Kept<T>::write(value)); }
    T take() { return Kept<T>::read(slot_.take()); }
    void use(soci::statement& statement, const char* name) { slot_.use(statement, name); }
    void into(soci::statement& statement) { slot_.into(statement); }
    auto& value() { return slot_.value(); }

private:
    Slot<typename Kept<T>::As> slot_;
};

}  // namespace scan
