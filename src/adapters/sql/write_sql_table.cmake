# Run by embed_sql: writes OUTPUT, which defines FUNCTION with the *.sql files of FOLDER.
file(GLOB files ${FOLDER}/*.sql)
list(SORT files)
set(rows "")
foreach(file IN LISTS files)
  get_filename_component(name ${file} NAME_WE)
  file(READ ${file} text)
  # Comments stay behind: ODBC's parser stumbles over an apostrophe in one.
  string(REGEX REPLACE "(^|\n)[ \t]*--[^\n]*" "\\1" text "${text}")
  string(STRIP "${text}" text)
  string(APPEND rows "    {\"${name}\", R\"sql(${text})sql\"},\n")
endforeach()
file(WRITE ${OUTPUT} "#include <span>

#include \"adapters/sql/named_sql.h\"

namespace scan {

std::span<const NamedSql> ${FUNCTION}();

std::span<const NamedSql> ${FUNCTION}() {
    static constexpr NamedSql kTable[] = {
${rows}    };
    return kTable;
}

}  // namespace scan
")
