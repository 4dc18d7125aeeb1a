# One interface target carries the flags; every own target links it PRIVATE.
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  # Precompiled headers need ccache to look past their time stamps; the base folder lets checkouts share results.
  set(CMAKE_CXX_COMPILER_LAUNCHER
    ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
    CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE_PROGRAM})
endif()

add_library(cloakroom-options INTERFACE)
target_compile_features(cloakroom-options INTERFACE cxx_std_20)
target_compile_options(cloakroom-options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wconversion -Wold-style-cast
  $<$<BOOL:${CLOAKROOM_WERROR}>:-Werror>
  -fstack-protector-strong
  $<$<CONFIG:RelWithDebInfo>:-U_FORTIFY_SOURCE;-D_FORTIFY_SOURCE=2>)
target_link_options(cloakroom-options INTERFACE -Wl,-z,relro,-z,now,--as-needed)
target_compile_definitions(cloakroom-options INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_KEYWORDS QT_NO_FOREACH QT_NO_URL_CAST_FROM_STRING
  QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_DISABLE_DEPRECATED_BEFORE=0x060400)
if(CLOAKROOM_SANITIZE)
  add_compile_options(-fsanitize=${CLOAKROOM_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${CLOAKROOM_SANITIZE})
  if(CLOAKROOM_SANITIZE MATCHES undefined)
    add_compile_options(-fno-sanitize-recover=undefined)
  endif()
endif()
