#include "admin/api/api_page.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace scan {
namespace {

TEST(ApiPage, IsThePageThatIsKept) {
    const std::ifstream file(SCAN_SOURCE_DIR "/docs/api.md");
    std::ostringstream kept;
    kept << file.rdbuf();
    EXPECT_EQ(kept.str(), api_page()) << "Run: make generated";
}

TEST(ApiPage, TellsOfEachRequestItsParametersBodyAndAnswer) {
    const std::string page = api_page();
    for (const char* line :
         {"\n| [`POST /api/v1/failed-events/{id}/edit`](#post-apiv1failed-eventsidedit) | act | "
          "[FailedActResult](#failedactresult) |\n",
          "\n### `GET /api/v1/parcels/{id}`\n\nThe summary of one parcel.\n",
          "\n| `history` | boolean |  | With each raw event that is kept. |\n",
          "\n| `reason` | string | yes | Why; kept in the audit. Only a dry run may lack it. |\n",
          "\n| `lag_seconds` | number or null | yes |  |\n",
          "\n| `rates.events_per_second` | number | yes | Applied in the last minute, by all "
          "workers. |\n",
          "\n| `as_of_utc` | time or null | yes |  |\n"})
        EXPECT_NE(page.find(line), std::string::npos) << line;
}

}  // namespace
}  // namespace scan
