#include "app/lease_holder.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <vector>

namespace scan {
namespace {

std::string this_process() {
    Random random(7);
    return lease_holder(random);
}

// The record with one of its parts replaced.
std::string with(const std::string& holder, std::size_t part, const std::string& text) {
    std::vector<std::string> parts{""};
    for (const char c : holder) {
        if (c == ':') {
            parts.emplace_back();
        } else {
            parts.back() += c;
        }
    }
    parts.at(part) = text;
    return fmt::format("{}", fmt::join(parts, ":"));
}

// The id of a process that has ended.
std::string ended_process() {
    const pid_t id = ::fork();
    if (id == 0) ::_exit(0);
    ::waitpid(id, nullptr, 0);
    return std::to_string(id);
}

TEST(LeaseHolder, ThatLivesIsNotGone) {
    EXPECT_FALSE(is_gone(this_process()));
}

TEST(LeaseHolder, WhoseProcessHasEndedIsGone) {
    EXPECT_TRUE(is_gone(with(this_process(), 1, ended_process())));
}

TEST(LeaseHolder, WhoseIdBelongsToALaterProcessIsGone) {
    EXPECT_TRUE(is_gone(with(this_process(), 5, "1")));
}

TEST(LeaseHolder, OfAnotherBootOrNamespaceIsNotKnownToBeGone) {
    const std::string ended = with(this_process(), 1, ended_process());
    EXPECT_FALSE(is_gone(with(ended, 3, "another boot")));
    EXPECT_FALSE(is_gone(with(ended, 4, "1")));
}

TEST(LeaseHolder, WhoseRecordSaysLessIsNotKnownToBeGone) {
    const std::string process = ended_process();
    for (const std::string& holder :
         {std::string(), std::string("host"), "host:" + process + ":01234567",
          with(this_process(), 1, ""), with(this_process(), 1, "../1"), this_process() + ":more"}) {
        EXPECT_FALSE(is_gone(holder)) << holder;
    }
}

TEST(LeaseHolder, IsShownAsItsHostAndProcess) {
    const std::string holder = this_process();
    EXPECT_TRUE(holder.starts_with(std::string(holder_for_people(holder)) + ":"));
    EXPECT_TRUE(holder_for_people(holder).ends_with(":" + std::to_string(::getpid())));
    EXPECT_EQ(holder_for_people("worker one"), "worker one");
}

}  // namespace
}  // namespace scan
