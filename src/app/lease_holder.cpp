#include "app/lease_holder.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <system_error>
#include <vector>

namespace scan {
namespace {

constexpr char kSeparator = ':';

// host, process id, number, boot id, namespace, begin.
constexpr std::size_t kParts = 6;

std::optional<std::string> read_text(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!file || text.empty()) return std::nullopt;
    return text;
}

std::optional<std::string> boot_id() {
    auto id = read_text("/proc/sys/kernel/random/boot_id");
    if (id) id->erase(id->find_last_not_of('\n') + 1);
    return id;
}

// The number in a link's text like "pid:[4026531836]".
std::optional<std::string> pid_namespace() {
    std::error_code error;
    const std::string link = std::filesystem::read_symlink("/proc/self/ns/pid", error).string();
    const std::size_t begin = link.find('[');
    const std::size_t end = link.find(']');
    if (error || begin == link.npos || end == link.npos) return std::nullopt;
    return link.substr(begin + 1, end - begin - 1);
}

// In ticks since the boot: the 22nd field of /proc/<id>/stat. The second one, the name in parentheses, may hold anything.
std::optional<std::string> begin_of(std::string_view process) {
    const auto stat = read_text(fmt::format("/proc/{}/stat", process));
    if (!stat || stat->rfind(')') == stat->npos) return std::nullopt;
    std::istringstream fields(stat->substr(stat->rfind(')') + 1));
    constexpr int kFieldsBefore = 19;
    std::string field;
    for (int i = 0; i <= kFieldsBefore; ++i) fields >> field;
    if (!fields) return std::nullopt;
    return field;
}

bool exists(std::string_view process) {
    const std::string path = fmt::format("/proc/{}", process);
    // Nothing else proves that it is not there.
    return ::access(path.c_str(), F_OK) == 0 || errno != ENOENT;
}

std::vector<std::string_view> parts_of(std::string_view holder) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t end = holder.find(kSeparator);
        parts.push_back(holder.substr(0, end));
        if (end == holder.npos) return parts;
        holder.remove_prefix(end + 1);
    }
}

bool is_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

}  // namespace

std::string lease_holder(Random& random) {
    char host[256] = "localhost";
    ::gethostname(host, sizeof host - 1);
    const std::string process = fmt::format("{}", ::getpid());
    std::string holder = fmt::format("{}:{}:{:08x}", host, process, random.next() & 0xffffffffU);
    const auto boot = boot_id();
    const auto space = pid_namespace();
    const auto begin = begin_of(process);
    if (boot && space && begin) holder += fmt::format(":{}:{}:{}", *boot, *space, *begin);
    return holder;
}

bool is_gone(std::string_view holder) {
    const auto parts = parts_of(holder);
    if (parts.size() != kParts || !is_number(parts[1])) return false;
    const auto boot = boot_id();
    const auto space = pid_namespace();
    if (!boot || !space || parts[3] != *boot || parts[4] != *space) return false;
    // If /proc does not show this process under its own id, it says nothing of others: it may be that of another namespace.
    const auto self = begin_of("self");
    if (!self || begin_of(fmt::format("{}", ::getpid())) != self) return false;
    if (!exists(parts[1])) return true;
    const auto begin = begin_of(parts[1]);
    return begin && *begin != parts[5];
}

std::string_view holder_for_people(std::string_view holder) {
    const auto parts = parts_of(holder);
    if (parts.size() != kParts) return holder;
    return holder.substr(0, parts[0].size() + 1 + parts[1].size());
}

}  // namespace scan
