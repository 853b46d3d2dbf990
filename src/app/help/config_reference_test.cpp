#include "app/help/config_reference.h"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "config/setting.h"

namespace scan {
namespace {

TEST(ConfigReference, IsWhatTheDocumentationSays) {
    std::ifstream file(SCAN_SOURCE_DIR "/docs/configuration.md");
    std::stringstream page;
    page << file.rdbuf();
    EXPECT_EQ(page.str(), config_reference_markdown())
        << "Run: scan-event-worker config reference > docs/configuration.md";
}

TEST(ConfigReference, HasARowOfFourCellsForEachSetting) {
    std::istringstream lines(config_reference_markdown());
    std::size_t rows = 0;
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("| `")) continue;
        ++rows;
        EXPECT_EQ(std::ranges::count(line, '|'), 5) << line;
    }
    EXPECT_EQ(rows, settings_table().size());
}

TEST(ConfigReference, GivesToolsTheSameRows) {
    simdjson::dom::parser parser;
    const simdjson::dom::array rows = parser.parse(config_reference_json());
    ASSERT_EQ(rows.size(), settings_table().size());
    const simdjson::dom::element first = rows.at(0);
    EXPECT_EQ(first["key"].get_string().value(), "feed.url");
    EXPECT_EQ(first["environment"].get_string().value(), "SCAN_EVENT_WORKER_FEED_URL");
    EXPECT_EQ(first["flag"].get_string().value(), "--feed-url");
    EXPECT_TRUE(first["default"].is_null());
    EXPECT_EQ(rows.at(2)["default"].get_string().value(), "1000");
}

}  // namespace
}  // namespace scan
