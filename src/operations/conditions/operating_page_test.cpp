#include "operations/conditions/operating_page.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "operations/conditions/condition_table.h"

namespace scan {
namespace {

std::string written_page() {
    std::ifstream file(SCAN_SOURCE_DIR "/docs/operating.md");
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

TEST(OperatingPage, IsTheOneThatIsWritten) {
    EXPECT_EQ(operating_page(), written_page())
        << "Run: scan-event-worker conditions > docs/operating.md";
}

TEST(OperatingPage, HasTheSectionThatEachConditionNames) {
    const std::string page = operating_page();
    for (const ConditionRow& row : condition_table()) {
        const std::string runbook = runbook_of(row.id);
        const std::string anchor = runbook.substr(runbook.find('#') + 1);
        EXPECT_NE(page.find("\n## " + anchor + "\n"), std::string::npos) << anchor;
    }
}

TEST(ConditionTable, SaysEachThingInWholeSentences) {
    for (const ConditionRow& row : condition_table()) {
        EXPECT_TRUE(row.action.ends_with('.')) << row.name;
        EXPECT_TRUE(row.meaning.ends_with('.')) << row.name;
        EXPECT_FALSE(row.holds.ends_with('.')) << row.name;
        EXPECT_EQ(find_condition_row(row.name), &row);
    }
    EXPECT_EQ(find_condition_row("moon-is-down"), nullptr);
}

}  // namespace
}  // namespace scan
