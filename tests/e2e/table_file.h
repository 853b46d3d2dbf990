#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tests/e2e/parcel_table.h"

struct sqlite3;

namespace scan {

// An SQLite file as another tool sees it: through SQLite's own C interface. Throws where a statement fails; a table or file that is
// not there yet reads as empty.
class TableFile final {
public:
    explicit TableFile(const std::filesystem::path& path);
    ~TableFile();
    TableFile(const TableFile&) = delete;
    TableFile& operator=(const TableFile&) = delete;

    using Row = std::vector<std::string>;

    std::vector<Row> rows(const std::string& sql) const;
    // The first column of the first row, or "".
    std::string text(const std::string& sql) const;
    // The same as a number, or 0.
    std::int64_t number(const std::string& sql) const;
    // Nobody else is writing.
    bool is_free() const;
    // Statements that change something.
    void execute(const std::string& sql) const;

    ParcelTable parcels() const;

private:
    sqlite3* database_ = nullptr;
};

}  // namespace scan
