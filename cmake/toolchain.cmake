# Compiler flags of every target, in one place.
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC 12 sees moves of short strings as out of bounds (https://gcc.gnu.org/bugzilla/show_bug.cgi?id=105651), and precompiled headers
  # take away that the place is in a system header. The address sanitizer looks at the same.
  add_compile_options(-Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread -Wno-restrict)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL Clang)
  # libstdc++ 12 uses what it deprecates itself, and only g++ is quiet about that.
  add_compile_options(-Wno-deprecated-declarations)
  # That each mutex is held where it must be (base/mutex.h).
  add_compile_options(-Wthread-safety)
endif()
if(CMAKE_BUILD_TYPE STREQUAL Release)
  # What Debian's packages are built with, and no folder's name in what is shipped: the same bytes from every clone.
  add_compile_options(-D_FORTIFY_SOURCE=2 -fstack-protector-strong -ffile-prefix-map=${PROJECT_SOURCE_DIR}/= -ffile-prefix-map=../../=)
  add_link_options(-Wl,-z,relro,-z,now)
endif()
if(SCAN_SANITIZE)
  add_compile_options(-fsanitize=${SCAN_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${SCAN_SANITIZE})
endif()
if(SCAN_COVERAGE)
  # Counts that threads lose to each other do not matter for which lines ran; atomic ones make the tests forty times slower.
  add_compile_options(--coverage -fprofile-update=single)
  add_link_options(--coverage)
endif()

find_program(SCAN_CCACHE ccache)
if(SCAN_CCACHE)
  # With these a cache serves every clone and the files that use precompiled headers.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1
      CCACHE_SLOPPINESS=pch_defines,time_macros ${SCAN_CCACHE})
  add_compile_options($<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess> "$<$<CXX_COMPILER_ID:Clang>:SHELL:-Xclang -fno-pch-timestamp>")
endif()
find_program(SCAN_MOLD mold)
if(SCAN_MOLD)
  add_link_options(-fuse-ld=mold)
endif()
