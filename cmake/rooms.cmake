# scan_room(<name> [<library>...]) makes the library scan_<name> from the folder's sources and, where the
# folder has *_test.cpp files, the test program <name>_test beside it.
function(scan_room name)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "(_test|/main)\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")

  if(sources)
    add_library(scan_${name} STATIC ${sources})
    target_include_directories(scan_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
    target_link_libraries(scan_${name} PUBLIC ${ARGN})
  else()
    add_library(scan_${name} INTERFACE)
    target_include_directories(scan_${name} INTERFACE ${PROJECT_SOURCE_DIR}/src)
    target_link_libraries(scan_${name} INTERFACE ${ARGN})
  endif()

  if(SCAN_BUILD_TESTS AND tests)
    scan_test(${name}_test ${tests} LIBRARIES scan_${name})
  endif()
endfunction()

# scan_test(<name> <source>... LIBRARIES <library>...) makes a GoogleTest program and tells CTest of its tests.
function(scan_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT" "LIBRARIES")
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 120)
  endif()
  add_executable(${name} ${arg_UNPARSED_ARGUMENTS})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE ${arg_LIBRARIES} GTest::gtest_main ${RAPIDCHECK_LIBRARY})
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT ${arg_TIMEOUT})
endfunction()
