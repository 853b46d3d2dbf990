# cmake -DWEB=<this folder> -DSITE=<folder> [-DESBUILD=<program>] -P bundle.cmake
# Bundles the page into SITE: index.html, icon.svg, page.css, page.js, and each with gzip beside it. The same sources and packages
# give the same bytes.
#
# React and dygraphs are Debian's packages (tools/packages.txt), so nothing foreign is in the repository and nothing is asked of npm.
cmake_minimum_required(VERSION 3.25)

set(nodejs /usr/share/nodejs)
set(javascript /usr/share/javascript)
foreach(needed ${nodejs}/react ${nodejs}/react-dom ${nodejs}/scheduler ${javascript}/dygraphs/src/dygraph.js)
  if(NOT EXISTS ${needed})
    message(FATAL_ERROR "${needed} is missing: tools/install_packages build installs it")
  endif()
endforeach()
if(NOT ESBUILD)
  find_program(ESBUILD esbuild REQUIRED)
endif()

file(MAKE_DIRECTORY ${SITE})
# The licences stay at the end of the file, as MIT asks.
execute_process(
  COMMAND ${ESBUILD} main.tsx --bundle --minify --format=esm --target=es2022 --charset=utf8 --legal-comments=eof
          --jsx=automatic --log-level=warning --outfile=${SITE}/page.js
          "--define:process.env.NODE_ENV=\"production\""
          --alias:react=${nodejs}/react --alias:react-dom=${nodejs}/react-dom --alias:scheduler=${nodejs}/scheduler
          --alias:dygraphs=${javascript}/dygraphs/src/dygraph.js
  WORKING_DIRECTORY ${WEB}
  COMMAND_ERROR_IS_FATAL ANY)
foreach(name index.html icon.svg)
  file(COPY_FILE ${WEB}/${name} ${SITE}/${name})
endforeach()
# -n: neither name nor time, so that the bytes depend on the content alone.
foreach(name index.html icon.svg page.css page.js)
  execute_process(COMMAND gzip -9nc ${SITE}/${name} OUTPUT_FILE ${SITE}/${name}.gz COMMAND_ERROR_IS_FATAL ANY)
endforeach()
