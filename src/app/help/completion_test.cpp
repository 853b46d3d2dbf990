#include "app/help/completion.h"

#include <gtest/gtest.h>

#include "app/help/own_flags.h"
#include "config/config_flags.h"

namespace scan {
namespace {

enum class Size { small, large };

// A program with two levels of commands, its own flags and the settings'.
class CompletionTest : public testing::Test {
protected:
    CompletionTest() {
        CLI::App* const run = app_.add_subcommand("run", "Run it. For ever.");
        run->add_flag("--until-done", is_done_, "End when done.");
        add_choice(*run, "--size", size_, {{"small", Size::small}, {"large", Size::large}}, "How.");
        add_setting_flags(*run, flags_);
        CLI::App* const cursor = app_.add_subcommand("cursor", "Show or `set`.");
        cursor->require_subcommand(1);
        CLI::App* const set = cursor->add_subcommand("set", "Set it.");
        set->add_option("ID", id_, "The id.");
        set->add_option("--reason", reason_, "Why.");
        cursor->add_subcommand("show", "Show it.");
    }

    std::string after(const std::vector<std::string>& words) const {
        return completion_text(complete(app_, words));
    }

    CLI::App app_{"A program"};
    FlagValues flags_;
    bool is_done_ = false;
    Size size_ = Size::small;
    int id_ = 0;
    std::string reason_;
};

TEST_F(CompletionTest, OffersCommandsWithTheFirstSentenceOfTheirHelp) {
    EXPECT_EQ(after({""}), "run\tRun it\ncursor\tShow or set\n");
    EXPECT_EQ(after({"cu"}), "cursor\tShow or set\n");
    EXPECT_EQ(after({"cursor", ""}), "set\tSet it\nshow\tShow it\n");
    EXPECT_EQ(after({"cursor", "se"}), "set\tSet it\n");
    EXPECT_EQ(after({"nothing", "like", "it", "x"}), "");
    EXPECT_EQ(after({}), "");
}

TEST_F(CompletionTest, OffersEachFlagOnce) {
    EXPECT_EQ(after({"cursor", "set", "--"}),
              "--help\tPrint this help message and exit\n--reason\tWhy\n");
    EXPECT_EQ(after({"cursor", "set", "5", "--reason", "x", "--r"}), "");
    EXPECT_EQ(after({"cursor", "set", "--reason=x", "--r"}), "");
    EXPECT_EQ(after({"run", "--until-done", "--unt"}), "");
    EXPECT_EQ(after({"run", "--feed-token"}),
              "--feed-token\tThe bearer token or API key\n--feed-token-file\tA file that holds "
              "feed.token; read anew whenever it is used\n");
    EXPECT_EQ(after({"cursor", "--"}), "--help\tPrint this help message and exit\n");
}

TEST_F(CompletionTest, OffersTheWordsThatAFlagTakes) {
    EXPECT_EQ(after({"run", "--log-level", ""}), "debug\ninfo\nwarn\nerror\n");
    EXPECT_EQ(after({"run", "--log-level", "w"}), "warn\n");
    EXPECT_EQ(after({"run", "--log-level=w"}), "--log-level=warn\n");
    EXPECT_EQ(after({"run", "--size", ""}), "small\nlarge\n");
    EXPECT_EQ(after({"run", "--size=l"}), "--size=large\n");
    EXPECT_EQ(after({"run", "--store-url", ""}), "");
    EXPECT_EQ(after({"cursor", "set", "--reason", "--"}), "");
}

TEST_F(CompletionTest, OffersMoreFlagsWhereAValueMayBeLeftOut) {
    const std::string migrate = after({"run", "--store-migrate", ""});
    EXPECT_TRUE(migrate.starts_with("true\nfalse\n--help\t")) << migrate;
    EXPECT_EQ(after({"run", "--store-migrate", "f"}), "false\n");
    EXPECT_EQ(after({"run", "--store-migrate", "false", "f"}), "");
}

TEST_F(CompletionTest, SaysWhereAPathIsTaken) {
    EXPECT_EQ(after({"run", "--config", "/et"}), ":file\n");
    EXPECT_EQ(after({"run", "--config=/et"}), ":file\n");
    EXPECT_EQ(after({"run", "--store-password-file", ""}), ":file\n");
}

}  // namespace
}  // namespace scan
