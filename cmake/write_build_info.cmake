# cmake -D source=… -D version=… -D type=… -D commit=… -D commit_utc=… -D template=… -D output=… -P write_build_info.cmake
# Writes what the program says of its build, if it changed. What git knows of the tree is asked at each build, unless `commit` is given
# (a build without the .git folder, as in a container).
set(is_modified false)
if(NOT commit AND EXISTS ${source}/.git)
  set(git git -c safe.directory=${source} -C ${source})
  execute_process(COMMAND ${git} rev-parse HEAD OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  execute_process(COMMAND ${CMAKE_COMMAND} -E env TZ=UTC ${git} log -1 --format=%cd --date=format-local:%Y-%m-%dT%H:%M:%SZ
                  OUTPUT_VARIABLE commit_utc OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  execute_process(COMMAND ${git} status --porcelain --untracked-files=no OUTPUT_VARIABLE changes ERROR_QUIET)
  if(changes)
    set(is_modified true)
  endif()
endif()
configure_file(${template} ${output} @ONLY)
