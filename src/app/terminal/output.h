#pragma once

#include <fmt/format.h>

#include <string_view>

namespace scan {

// Writes to standard output. What cannot be written is told by `finish_output`.
void say_text(std::string_view text);

template <class... Args>
void say(fmt::format_string<Args...> text, Args&&... args) {
    say_text(fmt::format(text, std::forward<Args>(args)...));
}

// Hands over what was said so far. false: it cannot be written, so there is no sense in saying more.
bool flush_output();

// The exit code of a command that ended with `code`: kFailed, with a line that says why, if its output could not be written.
int finish_output(int code);

// Prints each line of the message to standard error and returns `code`.
int complain(std::string_view message, int code);

}  // namespace scan
