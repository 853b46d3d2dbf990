// What the thread sanitizer is not to judge in the program; linked into it where it is built with that sanitizer, and into no test: a test that
// talks to a server of its own is told what came first by the sockets of both sides, so none may be left out.
extern "C" const char* __tsan_default_suppressions();

extern "C" const char* __tsan_default_suppressions() {
    // The packaged library is not instrumented, so the sanitizer sees its memory accesses through memcmp and its like, but not the guard of
    // the function-local objects that it makes once (seen: the keep-alive header of a reply of the feed server).
    return "called_from_lib:libcpp-httplib.so\n";
}
