#pragma once

#include <CLI/CLI.hpp>
#include <span>
#include <string>
#include <vector>

namespace scan {

// One way to go on with a command line.
struct Candidate {
    std::string text;  // of the whole word
    std::string help;  // a sentence, or nothing

    bool operator==(const Candidate&) const = default;
};

struct Completion {
    std::vector<Candidate> candidates;
    bool takes_path = false;  // the word, or what follows its first =, is a file's

    bool operator==(const Completion&) const = default;
};

// How the last of `words`, which is not finished and may be "", can go on. The words before it are
// finished; the program's own name is none of them. What they say is not checked.
Completion complete(const CLI::App& app, std::span<const std::string> words);

// A line for each candidate, with its help behind a tab; ":file" says that a path is taken.
std::string completion_text(const Completion& completion);

}  // namespace scan
