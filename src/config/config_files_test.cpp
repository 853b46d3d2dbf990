#include "config/config_files.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace scan {
namespace {

class ConfigFiles : public testing::Test {
protected:
    ConfigFiles() {
        std::string pattern = std::filesystem::temp_directory_path() / "scan-config-XXXXXX";
        folder_ = ::mkdtemp(pattern.data());
    }
    ~ConfigFiles() override { std::filesystem::remove_all(folder_); }

    std::string file(const std::string& name, const std::string& text) const {
        std::ofstream(folder_ / name, std::ios::binary) << text;
        return folder_ / name;
    }
    // What cannot be used; "" = nothing.
    std::string fault(std::map<std::string_view, std::string> settings) const {
        for (const std::string_view key : {"store.url", "queue.url"}) {
            settings.try_emplace(key, "sqlite://" + (folder_ / std::string(key)).string() + ".db");
        }
        const auto loaded = load_config({std::nullopt, std::move(settings)}, {});
        EXPECT_TRUE(loaded) << loaded.error();
        const auto checked = check_files(*loaded);
        return checked ? "" : checked.error();
    }
    static bool says(const std::string& text, std::string_view part) {
        return text.find(part) != std::string::npos;
    }

    std::filesystem::path folder_;
};

TEST_F(ConfigFiles, OfADatabaseNeedNotExistButTheirFolderMust) {
    EXPECT_EQ(fault({}), "");
    const std::string missing = fault({{"store.url", "sqlite:///no/such/folder/store.db"}});
    EXPECT_TRUE(says(missing, "store.url")) << missing;
    EXPECT_TRUE(says(missing, "/no/such/folder does not exist")) << missing;
    EXPECT_TRUE(
        says(fault({{"queue.url", "sqlite://" + folder_.string()}}), "a folder, not a file"));
}

TEST_F(ConfigFiles, OfADatabaseMustBeOne) {
    EXPECT_EQ(fault({{"store.url", "sqlite://" + file("empty.db", "")}}), "");
    EXPECT_EQ(fault({{"store.url", "sqlite://" + file("s.db", "SQLite format 3\n and more")}}), "");
    const std::string text = fault({{"store.url", "sqlite://" + file("text.db", "hello, world")}});
    EXPECT_TRUE(says(text, "not an SQLite database")) << text;
}

TEST_F(ConfigFiles, OfADatabaseMustBeWritable) {
    if (::geteuid() == 0) GTEST_SKIP() << "root may write everything";
    const std::string path = file("s.db", "SQLite format 3");
    std::filesystem::permissions(path, std::filesystem::perms::owner_read);
    EXPECT_TRUE(says(fault({{"store.url", "sqlite://" + path}}), "may not be read and written"));
    std::filesystem::permissions(
        folder_, std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
    EXPECT_TRUE(says(fault({}), "may not be written"));
    std::filesystem::permissions(folder_, std::filesystem::perms::owner_all);
}

TEST_F(ConfigFiles, OfCertificatesAndKeysArePem) {
    const std::string certificate =
        file("c.pem", "text\n-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
    const std::string key =
        file("k.pem", "-----BEGIN EC PRIVATE KEY-----\nMIIB\n-----END EC PRIVATE KEY-----\n");
    EXPECT_EQ(fault({{"feed.ca_file", certificate},
                     {"feed.client_cert", certificate},
                     {"feed.client_key", key}}),
              "");
    EXPECT_TRUE(says(fault({{"feed.ca_file", file("no.pem", "hello")}}), "no CERTIFICATE in PEM"));
    EXPECT_TRUE(says(fault({{"feed.client_cert", key}}), "no CERTIFICATE in PEM"));
    EXPECT_TRUE(says(fault({{"feed.client_key", certificate}}), "no PRIVATE KEY in PEM"));
}

TEST_F(ConfigFiles, ThatCannotBeUsedAreAllTold) {
    const std::string both = fault({{"store.url", "sqlite:///no/such/folder/store.db"},
                                    {"feed.ca_file", file("no.pem", "hello")}});
    EXPECT_TRUE(says(both, "store.url")) << both;
    EXPECT_TRUE(says(both, "\nfeed.ca_file")) << both;
}

}  // namespace
}  // namespace scan
