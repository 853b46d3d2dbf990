#include "tests/integration/emulator.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <filesystem>
#include <stdexcept>

namespace scan {
namespace {

const std::filesystem::path kFolder = SCAN_EMULATOR_FOLDER;

// The first line that the process prints.
std::string read_line(int pipe) {
    std::string line;
    char c = 0;
    while (::read(pipe, &c, 1) == 1 && c != '\n') line += c;
    return line;
}

}  // namespace

Emulator::Emulator() {
    // Debian's own Node.js is too old for the emulator.
    const std::string node = kFolder / "node_modules/node/bin/node";
    if (!std::filesystem::exists(node))
        throw std::runtime_error("the emulator is not installed: tools/install_packages test");
    std::array<int, 2> input{};
    std::array<int, 2> output{};
    if (::pipe2(input.data(), O_CLOEXEC) != 0 || ::pipe2(output.data(), O_CLOEXEC) != 0)
        throw std::runtime_error("no pipe");

    std::string script = kFolder / "emulator.js";
    std::string program = node;
    char* const arguments[] = {program.data(), script.data(), nullptr};
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, input[0], STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO);
    const int failure =
        ::posix_spawn(&id_, program.c_str(), &actions, nullptr, arguments, ::environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(input[0]);
    ::close(output[1]);
    input_ = input[1];
    output_ = output[0];
    const std::string port = failure == 0 ? read_line(output_) : std::string();
    if (port.empty()) throw std::runtime_error("the emulator does not start");
    server_.emplace("http://127.0.0.1:" + port);
}

Emulator::~Emulator() {
    server_.reset();
    ::close(input_);
    ::close(output_);
    if (id_ <= 0) return;
    ::kill(id_, SIGKILL);
    ::waitpid(id_, nullptr, 0);
}

void Emulator::pass(Duration time) {
    const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(time).count();
    server_->post(fmt::format("/_clock/{}", milliseconds), {{"Content-Type", "application/json"}},
                  "{}");
}

std::string Emulator::requests() {
    return server_->get("/_requests");
}

void Emulator::tell(std::string_view command) {
    const std::string line = fmt::format("{}\n", command);
    if (::write(input_, line.data(), line.size()) != std::ssize(line) ||
        read_line(output_) != command) {
        throw std::runtime_error(fmt::format("the emulator does not {}", command));
    }
}

void Emulator::stop() {
    tell("stop");
}

void Emulator::start() {
    tell("start");
}

}  // namespace scan
