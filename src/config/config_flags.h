#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/assignment.h"

// NOLINTNEXTLINE(readability-identifier-naming): the library spells its name so.
namespace CLI {
class App;
}

namespace scan {

// What the command line says, as written.
struct FlagValues {
    std::optional<std::string> config_file;
    std::map<std::string_view, std::string> settings;  // by key
};

// Adds --config and one flag for each setting, grouped by section, to a command. Parsing fills `values`, which must outlive `app`.
// A switch may stand without a value: true.
void add_setting_flags(CLI::App& app, FlagValues& values);

// The arguments behind the program's name in the order that CLI::App::parse(vector) wants: backwards. "--flag=" becomes two
// arguments, because CLI11 takes the next argument as its value otherwise.
std::vector<std::string> flag_arguments(int argc, const char* const* argv);

// The flag that was probably meant by an unknown one ("--feed-ulr", "--feed-ulr=x").
std::optional<std::string> nearest_flag(std::string_view argument);

// One line about an argument that CLI11 did not expect, without what stands behind
// "=", or in a URL or connection string behind its first word: a secret could stand there.
std::string unknown_argument(std::string_view argument);

std::vector<Assignment> read_flags(const FlagValues& values);

}  // namespace scan
