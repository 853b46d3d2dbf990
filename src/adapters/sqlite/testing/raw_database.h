#pragma once

#include <sqlite3.h>

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace scan {

// A connection with an SQLite file that knows nothing of the program, for tests to look at the
// tables and to stand in the way.
class RawDatabase final {
public:
    using Row = std::vector<std::optional<std::string>>;

    explicit RawDatabase(const std::filesystem::path& path) {
        check(sqlite3_open(path.c_str(), &handle_));
        sqlite3_busy_timeout(handle_, 5000);
    }
    ~RawDatabase() { sqlite3_close(handle_); }
    RawDatabase(const RawDatabase&) = delete;
    RawDatabase& operator=(const RawDatabase&) = delete;

    // Runs one or several statements.
    void execute(const std::string& sql) {
        check(sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr));
    }

    std::vector<Row> rows(const std::string& sql) {
        sqlite3_stmt* statement = nullptr;
        check(sqlite3_prepare_v2(handle_, sql.c_str(), -1, &statement, nullptr));
        std::vector<Row> rows;
        while (sqlite3_step(statement) == SQLITE_ROW) {
            Row& row = rows.emplace_back();
            for (int i = 0; i < sqlite3_column_count(statement); ++i) {
                const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, i));
                const int size = sqlite3_column_bytes(statement, i);
                row.emplace_back();
                if (text != nullptr) row.back().emplace(text, static_cast<std::size_t>(size));
            }
        }
        check(sqlite3_finalize(statement));
        return rows;
    }

    // The first column of the first row; "" if there is none.
    std::string value(const std::string& sql) {
        const auto all = rows(sql);
        return all.empty() ? "" : all.front().front().value_or("");
    }

private:
    void check(int result) {
        if (result != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(handle_));
    }

    sqlite3* handle_ = nullptr;
};

}  // namespace scan
