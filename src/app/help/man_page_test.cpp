#include "app/help/man_page.h"

#include <gtest/gtest.h>

#include "app/help/roff.h"
#include "config/config_flags.h"
#include "config/setting.h"

namespace scan {
namespace {

TEST(Roff, TakesNothingForACommand) {
    EXPECT_EQ(roff("a-b \\ c"), "a\\-b \\e c");
    EXPECT_EQ(roff(".a 'b'"), "\\&.a 'b'");
    EXPECT_EQ(roff("'a'\n.b"), "\\&'a'\n\\&.b");
    EXPECT_EQ(roff("set `x` here"), "set \\fBx\\fR here");
    EXPECT_EQ(roff_argument("a \"b\""), "\"a \"\"b\"\"\"");
}

TEST(ManPage, HasEachCommandAndEachSettingOnce) {
    CLI::App app("What it does.");
    CLI::App* const cursor = app.add_subcommand("cursor", "Both.");
    int id = 0;
    CLI::App* const set = cursor->add_subcommand("set", "Set it to `ID`.");
    set->add_option("ID", id, "Which.");
    FlagValues values;
    add_setting_flags(*set, values);
    bool quick = false;
    cursor->add_subcommand("show", "Show it.")->add_flag("--quick", quick, "Soon.");

    const std::string page = man_page(app, "1.2");
    const auto count = [&page](const std::string& text) {
        std::size_t number = 0;
        for (auto at = page.find(text); at != page.npos; at = page.find(text, at + 1)) ++number;
        return number;
    };
    EXPECT_TRUE(page.starts_with(".TH SCAN\\-EVENT\\-WORKER 1 ")) << page.substr(0, 80);
    EXPECT_EQ(count("\"scan\\-event\\-worker 1.2\""), 1u);
    EXPECT_EQ(count(".SS \"cursor set ID\"\nSet it to \\fBID\\fR.\n.TP\n\\fIID\\fR\nWhich.\n"), 1u)
        << page;
    EXPECT_EQ(count(".SS \"cursor show\"\nShow it.\n.TP\n\\fB\\-\\-quick\\fR\nSoon.\n.SH"), 1u);
    EXPECT_EQ(count("Takes the settings' flags."), 1u);
    EXPECT_EQ(count("Both."), 0u) << "it only has commands below it";
    for (const Setting& setting : settings_table())
        EXPECT_EQ(count(".B " + roff(setting.key) + "\n"), 1u) << setting.key;
}

}  // namespace
}  // namespace scan
