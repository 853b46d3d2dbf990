#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace scan {

// A temporary folder for a server that refuses to run as root, and so runs as another user if this process is root's.
// Throws std::runtime_error.
std::filesystem::path make_server_folder(const std::string& name);

// Starts `command` in its folder, with its output in the file "log" there. Ends by SIGQUIT when this thread does.
// Throws std::runtime_error.
pid_t start_server(const std::vector<std::string>& command, const std::filesystem::path& folder);

}  // namespace scan
