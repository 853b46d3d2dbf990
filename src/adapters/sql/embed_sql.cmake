# embed_sql(<target> <function> <folder>) compiles the folder's *.sql files into the target, as
#   std::span<const scan::NamedSql> scan::<function>()
# sorted by name; a statement's name is its file's name without the extension.
function(embed_sql target function folder)
  set(script ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/write_sql_table.cmake)
  set(source_folder ${CMAKE_CURRENT_SOURCE_DIR}/${folder})
  set(table ${CMAKE_CURRENT_BINARY_DIR}/${function}.cpp)
  file(GLOB statements CONFIGURE_DEPENDS ${source_folder}/*.sql)
  add_custom_command(
    OUTPUT ${table}
    COMMAND ${CMAKE_COMMAND} -DFUNCTION=${function} -DFOLDER=${source_folder} -DOUTPUT=${table}
            -P ${script}
    DEPENDS ${statements} ${script}
    VERBATIM)
  target_sources(${target} PRIVATE ${table})
endfunction()

# SOCI does not export the type information of its classes, which the undefined-behaviour sanitizer's check of virtual
# tables refers to in everything that includes SOCI's headers.
function(without_vptr_checks target)
  target_compile_options(${target} PRIVATE -fno-sanitize=vptr)
endfunction()
