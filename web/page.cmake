# embed_page(<target>) bundles web/ and compiles it into the target as scan::page_files() of admin/page/page_files.h.
function(embed_page target)
  set(web ${PROJECT_SOURCE_DIR}/web)
  set(table ${CMAKE_CURRENT_BINARY_DIR}/page_files.cpp)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${web}/*.ts ${web}/*.tsx ${web}/*.css ${web}/*.html ${web}/*.svg)
  list(FILTER sources EXCLUDE REGEX "_test\\.ts$")
  add_custom_command(
    OUTPUT ${table}
    COMMAND ${CMAKE_COMMAND} -DWEB=${web} -DSITE=${CMAKE_CURRENT_BINARY_DIR}/site -DOUTPUT=${table} -P ${web}/write_page_table.cmake
    DEPENDS ${sources} ${web}/bundle.cmake ${web}/write_page_table.cmake
    COMMENT "Bundling the page"
    VERBATIM)
  target_sources(${target} PRIVATE ${table})
endfunction()
