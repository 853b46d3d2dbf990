// Code that the thread sanitizer is not to judge; linked into the program and the tests if they are
// built with it.
extern "C" const char* __tsan_default_suppressions();

extern "C" const char* __tsan_default_suppressions() {
    // The packaged library is not instrumented, so the sanitizer sees its memory accesses through
    // memcmp and its like, but not the guard of the function-local objects that it makes once
    // (seen: the keep-alive header of a reply). Only what the library does itself is left out;
    // `called_from_lib` would also hide that its sockets order what both sides of a connection do.
    return "race:libcpp-httplib.so\n";
}
