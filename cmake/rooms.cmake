# scan_room(<name> [<library>...] [ON_POSTGRES <filter>]) makes the library scan_<name> from the folder's sources and, if the
# folder has *_test.cpp files, the test program <name>_test beside it.
function(scan_room name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "ON_POSTGRES" "")
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "(_test|/main)\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")

  if(sources)
    add_library(scan_${name} STATIC ${sources})
    target_include_directories(scan_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
    target_link_libraries(scan_${name} PUBLIC ${arg_UNPARSED_ARGUMENTS})
    target_precompile_headers(scan_${name} REUSE_FROM scan_precompiled)
  else()
    add_library(scan_${name} INTERFACE)
    target_include_directories(scan_${name} INTERFACE ${PROJECT_SOURCE_DIR}/src)
    target_link_libraries(scan_${name} INTERFACE ${arg_UNPARSED_ARGUMENTS})
  endif()

  if(SCAN_BUILD_TESTS AND tests)
    scan_test(${name}_test ${tests} LIBRARIES scan_${name} ON_POSTGRES ${arg_ON_POSTGRES})
  endif()
endfunction()

# Leaves out of the thread sanitizer in the program <name> what it is not to judge.
function(scan_tsan_suppressions name)
  if(SCAN_SANITIZE STREQUAL thread)
    target_sources(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests/tsan_suppressions.cpp)
  endif()
endfunction()

# Where the tests of one CTest run find the PostgreSQL server that they share; see adapters/postgres/testing.
set(SCAN_TEST_POSTGRES ${PROJECT_BINARY_DIR}/test-postgres)

# scan_test(<name> <source>... LIBRARIES <library>... [TIMEOUT <seconds>] [PROCESSORS <number>] [ON_POSTGRES <filter>]) makes a GoogleTest
# program and tells CTest of its tests. Those that the filter names use PostgreSQL; a test runs beside others only as far as there are
# jobs for the processors of all.
function(scan_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT;PROCESSORS;ON_POSTGRES" "LIBRARIES")
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 120)
  endif()
  # Under a sanitizer everything takes ten times as long, and the tests do a tenth only where they can.
  if(SCAN_SANITIZE)
    math(EXPR arg_TIMEOUT "3 * ${arg_TIMEOUT}")
  endif()
  if(NOT arg_PROCESSORS)
    set(arg_PROCESSORS 1)
  endif()
  add_executable(${name} ${arg_UNPARSED_ARGUMENTS})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE ${arg_LIBRARIES} GTest::gtest_main ${RAPIDCHECK_LIBRARY})
  target_precompile_headers(${name} REUSE_FROM scan_precompiled_tests)
  scan_tsan_suppressions(${name})
  set(others "*")
  if(arg_ON_POSTGRES)
    set(others "-${arg_ON_POSTGRES}")
    gtest_discover_tests(${name} TEST_FILTER ${arg_ON_POSTGRES} TEST_LIST ${name}_ON_POSTGRES
      DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT ${arg_TIMEOUT} PROCESSORS ${arg_PROCESSORS}
      FIXTURES_REQUIRED postgres ENVIRONMENT SCAN_TEST_POSTGRES=${SCAN_TEST_POSTGRES})
  endif()
  gtest_discover_tests(${name} TEST_FILTER ${others}
    DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT ${arg_TIMEOUT} PROCESSORS ${arg_PROCESSORS})
endfunction()
