#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "tests/e2e/end_to_end.h"

namespace scan {
namespace {

// What the shells make of the program's completions, if they are installed.
class ShellCompletion : public EndToEnd {
protected:
    // What `shell` prints when it runs `script` with the program's completions before it.
    std::string in_shell(const std::string& shell, const std::string& flags,
                         const std::string& script) {
        if (!std::filesystem::exists("/usr/bin/" + shell)) return kMissing;
        const std::string path = (folder_ / "script").string();
        write_file(path, run({"completion", shell}).output + script);
        const std::string command = "cd '" + folder_.path().string() + "' && PATH='" +
                                    Process::program().parent_path().string() + "':$PATH HOME='" +
                                    folder_.path().string() + "' " + shell + " " + flags + " '" +
                                    path + "' 2>&1";
        FILE* const pipe = ::popen(command.c_str(), "r");
        std::string output;
        std::array<char, 4096> buffer{};
        while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe))
            output.append(buffer.data(), count);
        ::pclose(pipe);
        return output;
    }

    static constexpr const char* kMissing = "not installed";
};

TEST_F(ShellCompletion, OfBashCompletesCommandsValuesAndPaths) {
    write_file(folder_ / "settings.toml", "");
    const auto bash = [this](const std::string& line) {
        return in_shell("bash", "--norc",
                        "\nCOMP_LINE='" + line +
                            "' COMP_POINT=${#COMP_LINE}\n_scan_event_worker\n"
                            "printf '%s\\n' \"${COMPREPLY[@]}\"\n");
    };
    EXPECT_EQ(bash("scan-event-worker cur"), "cursor\n");
    EXPECT_EQ(bash("scan-event-worker cursor "), "show\nset\n");
    EXPECT_EQ(bash("scan-event-worker run --log-level "), "debug\ninfo\nwarn\nerror\n");
    EXPECT_EQ(bash("scan-event-worker run --log-level=w"), "warn\n") << "bash cuts at the =";
    EXPECT_EQ(bash("scan-event-worker run --config sett"), "settings.toml\n");
    EXPECT_EQ(bash("scan-event-worker run --config=sett"), "settings.toml\n");
}

TEST_F(ShellCompletion, OfZshCompletesCommandsWithHelp) {
    const auto zsh = [this](const std::string& words, int current) {
        return in_shell("zsh", "-f",
                        "\n_describe() { print -l -- ${(P)2} }\n_files() { print FILES }\n"
                        "compset() { : }\nwords=(" +
                            words + ") CURRENT=" + std::to_string(current) +
                            "\n_scan_event_worker\n");
    };
    // Outside of a completion there is no compdef.
    const std::string found = zsh("scan-event-worker cur", 2);
    if (found == kMissing) GTEST_SKIP() << kMissing;
    EXPECT_NE(found.find("cursor:Show or set how far the feed has been read\n"), std::string::npos)
        << found;
    EXPECT_NE(zsh("scan-event-worker run --log-level ''", 4).find("debug\ninfo\nwarn\nerror\n"),
              std::string::npos);
    EXPECT_NE(zsh("scan-event-worker run --config ''", 4).find("FILES\n"), std::string::npos);
}

TEST_F(ShellCompletion, OfFishCompletesCommandsValuesAndPaths) {
    write_file(folder_ / "settings.toml", "");
    const auto fish = [this](const std::string& line) {
        return in_shell("fish", "--no-config", "\ncomplete --do-complete '" + line + "'\n");
    };
    const std::string found = fish("scan-event-worker cur");
    if (found == kMissing) GTEST_SKIP() << kMissing;
    EXPECT_EQ(found, "cursor\tShow or set how far the feed has been read\n");
    EXPECT_EQ(fish("scan-event-worker run --log-level w"), "warn\n");
    EXPECT_EQ(fish("scan-event-worker run --log-level=w"), "--log-level=warn\n");
    EXPECT_EQ(fish("scan-event-worker run --config sett"), "settings.toml\n");
    EXPECT_EQ(fish("scan-event-worker run --config=sett"), "--config=settings.toml\n");
}

TEST_F(ShellCompletion, IsListedAndWhatShellsAskIsNot) {
    const std::string help = run({"--help"}).output;
    EXPECT_NE(help.find("completion"), std::string::npos);
    EXPECT_EQ(help.find("__complete"), std::string::npos);
    EXPECT_EQ(run({"completion", "tcsh"}).code, 2);
    EXPECT_EQ(run({"__complete", "vers"}).output.substr(0, 8), "version\t");
    EXPECT_TRUE(run({"__man"}).output.starts_with(".TH SCAN"));
}

}  // namespace
}  // namespace scan
