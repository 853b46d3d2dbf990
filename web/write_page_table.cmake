# cmake -DWEB=<this folder> -DSITE=<folder> -DOUTPUT=<file.cpp> -P write_page_table.cmake
# Bundles the page (bundle.cmake) and writes OUTPUT, which defines scan::page_files(): each file as bytes of gzip, with its type and an
# ETag of what it holds. mold cannot link binary files as they are, so the bytes are written as an array.
include(${CMAKE_CURRENT_LIST_DIR}/bundle.cmake)

set(type_of_html "text/html; charset=utf-8")
set(type_of_svg "image/svg+xml")
set(type_of_css "text/css; charset=utf-8")
set(type_of_js "text/javascript; charset=utf-8")

set(arrays "")
set(rows "")
foreach(name IN ITEMS index.html icon.svg page.css page.js)
  cmake_path(GET name EXTENSION extension)
  string(SUBSTRING ${extension} 1 -1 extension)
  string(MAKE_C_IDENTIFIER "bytes_of_${name}" array)
  file(READ ${SITE}/${name}.gz hex HEX)
  string(REGEX REPLACE "(..)" "0x\\1," list "${hex}")
  # A line for each sixteen bytes.
  string(REGEX REPLACE "(................................................................................)" "\\1\n" list "${list}")
  file(SHA256 ${SITE}/${name} digest)
  string(SUBSTRING ${digest} 0 32 digest)
  string(APPEND arrays "constexpr unsigned char ${array}[] = {\n${list}};\n\n")
  string(APPEND rows "        {\"/${name}\", \"${type_of_${extension}}\", text_of(${array}), \"\\\"${digest}\\\"\"},\n")
endforeach()

file(WRITE ${OUTPUT} "#include \"admin/page/page_files.h\"

#include <cstddef>

namespace scan {
namespace {

${arrays}template <std::size_t size>
std::string_view text_of(const unsigned char (&bytes)[size]) {
    return {reinterpret_cast<const char*>(bytes), size};
}

}  // namespace

std::span<const StaticFile> page_files() {
    static const StaticFile table[] = {
${rows}    };
    return table;
}

}  // namespace scan
")
