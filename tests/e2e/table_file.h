#pragma once

#include <filesystem>

#include "tests/e2e/tables.h"

struct sqlite3;

namespace scan {

// An SQLite file, seen through SQLite's own C interface. A file that is not there yet reads as
// empty.
class TableFile final : public Tables {
public:
    explicit TableFile(const std::filesystem::path& path);
    ~TableFile() override;
    TableFile(const TableFile&) = delete;
    TableFile& operator=(const TableFile&) = delete;

    std::vector<Row> rows(const std::string& sql) const override;
    ParcelTable parcels() const override;
    // Nobody else is writing, or has passed the gate to.
    bool is_free() const;
    // Nobody else can write until `unlock`; false: somebody does.
    bool lock() const;
    void unlock() const { execute("ROLLBACK"); }
    // Statements that change something.
    void execute(const std::string& sql) const;

private:
    bool is_gate_free() const;

    std::filesystem::path path_;
    sqlite3* database_ = nullptr;
};

}  // namespace scan
