# Headers that most files include, parsed once for all rooms and once more, with GoogleTest, for all tests. Each file still includes what
# it uses: clang-tidy and the header check see it without these.
set(precompiled_headers <algorithm> <chrono> <expected> <functional> <map> <memory> <mutex> <optional> <span> <string> <string_view>
    <thread> <vector> <fmt/format.h>)
set(precompiled_test_headers <gtest/gtest.h>)
if(CMAKE_CXX_COMPILER_ID STREQUAL Clang)
  # It loads only what a file uses, where g++ loads all, so that more pays.
  list(APPEND precompiled_headers <simdjson.h>)
  list(APPEND precompiled_test_headers <rapidcheck.h>)
endif()

function(scan_precompiled name)
  file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp CONTENT "")
  add_library(${name} OBJECT ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
  target_link_libraries(${name} PRIVATE fmt::fmt Threads::Threads)
  target_precompile_headers(${name} PRIVATE ${precompiled_headers} ${ARGN})
endfunction()

scan_precompiled(scan_precompiled)
if(SCAN_BUILD_TESTS)
  scan_precompiled(scan_precompiled_tests ${precompiled_test_headers})
  target_link_libraries(scan_precompiled_tests PRIVATE GTest::gtest)
endif()
