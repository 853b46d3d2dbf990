#include "admin/page/page_files.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

namespace scan {
namespace {

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(PageFiles, AreOnePageOfAtMost130KiB) {
    std::set<std::string_view> paths;
    std::set<std::string_view> etags;
    std::size_t bytes = 0;
    for (const StaticFile& file : page_files()) {
        paths.insert(file.path);
        etags.insert(file.etag);
        bytes += file.gzip.size();
        EXPECT_EQ(file.etag.size(), 34U) << file.path;  // with its quotes
    }
    EXPECT_EQ(paths,
              (std::set<std::string_view>{"/icon.svg", "/index.html", "/page.css", "/page.js"}));
    EXPECT_EQ(etags.size(), paths.size());
    EXPECT_LE(bytes, 130U * 1024);
}

// What is in the program is what web/ builds to now, to the byte.
TEST(PageFiles, AreWhatTheSourcesBuildTo) {
    const std::string site = ::testing::TempDir() + "page_files_test";
    const std::string command = "cmake -DWEB=" SCAN_WEB_FOLDER " -DSITE=" + site +
                                " -P " SCAN_WEB_FOLDER "/bundle.cmake >/dev/null";
    ASSERT_EQ(std::system(command.c_str()), 0);
    for (const StaticFile& file : page_files())
        EXPECT_EQ(file.gzip, bytes_of(site + std::string(file.path) + ".gz")) << file.path;
}

}  // namespace
}  // namespace scan
