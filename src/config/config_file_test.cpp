#include "config/config_file.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace scan {
namespace {

std::string error_of(std::string_view toml) {
    const auto read = parse_config_file(toml, "worker.toml");
    return read ? "accepted" : read.error();
}

TEST(ConfigFile, ReadsEachTypeAsItIsWritten) {
    const auto read = parse_config_file(R"([feed]
url = "http://a"
page_limit = 1_000
rate_limit = 2.5
page_bytes_max = "16MiB"
empty_status = 404
[store]
history = true
)",
                                        "worker.toml");
    ASSERT_TRUE(read) << read.error();
    std::map<std::string_view, std::string> texts;
    std::map<std::string_view, std::string> origins;
    for (const Assignment& assignment : *read) {
        texts[assignment.setting->key] = assignment.text;
        origins[assignment.setting->key] = assignment.origin.text();
    }
    EXPECT_EQ(texts, (std::map<std::string_view, std::string>{{"feed.url", "http://a"},
                                                              {"feed.page_limit", "1000"},
                                                              {"feed.rate_limit", "2.5"},
                                                              {"feed.page_bytes_max", "16MiB"},
                                                              {"feed.empty_status", "404"},
                                                              {"store.history", "true"}}));
    EXPECT_EQ(origins["feed.page_limit"], "file worker.toml:3");
    EXPECT_EQ(origins["store.history"], "file worker.toml:8");
}

TEST(ConfigFile, TakesDottedKeysAndInlineTables) {
    EXPECT_EQ(error_of("feed.url = 'http://a'\nlog = {level = 'warn'}\n"), "accepted");
    EXPECT_EQ(error_of(""), "accepted");
    EXPECT_EQ(error_of("# nothing\n"), "accepted");
    EXPECT_EQ(error_of("[feed]\n"), "accepted");
    EXPECT_EQ(error_of("[feed]\nrate_limit = 3\n"), "accepted");
    EXPECT_EQ(error_of("[feed]\nrate_limit = \"off\"\n"), "accepted");
    EXPECT_EQ(error_of("[feed]\ntoken_file = \"/run/token\"\n"), "accepted");
}

TEST(ConfigFile, RefusesAWrongTypeAndNamesTheKeyTheLineAndTheType) {
    EXPECT_EQ(error_of("[feed]\n\npage_limit = \"1000\"\n"),
              "feed.page_limit (file worker.toml:3): of the wrong type; allowed: a whole number (2 "
              "to 100000)");
    for (const char* value : {"5", "true", "1.5", "[\"a\"]", "{a = 1}", "2024-01-01", "12:00:00"}) {
        EXPECT_TRUE(error_of(std::string("[feed]\nurl = ") + value)
                        .starts_with("feed.url (file worker.toml:2)"))
            << value;
    }
    for (const char* line :
         {"page_limit = 1.0", "page_limit = true", "poll_interval = 5", "allow_insecure = \"true\"",
          "allow_insecure = 1", "page_bytes_max = 1.5", "rate_limit = true", "url.a = 1"}) {
        EXPECT_NE(error_of(std::string("[feed]\n") + line).find("of the wrong type"),
                  std::string::npos)
            << line;
    }
}

TEST(ConfigFile, RefusesAnUnknownKeyAndSuggestsTheNearest) {
    EXPECT_EQ(error_of("[feed]\nulr = \"s3cret\"\n"),
              "feed.ulr (file worker.toml:2): no such setting; did you mean feed.url?; allowed: "
              "the settings that `config "
              "reference` lists");
    EXPECT_NE(error_of("[fead]\nurl = \"x\"\n")
                  .find("fead (file worker.toml:1): no such section; did you mean feed?"),
              std::string::npos);
    EXPECT_NE(error_of("url = \"x\"\n").find("no such section"), std::string::npos);
    EXPECT_NE(error_of("\"feed.url\" = \"x\"\n").find("no such section"), std::string::npos);
    EXPECT_NE(error_of("feed = 5\n").find("a section is a table"), std::string::npos);
    EXPECT_NE(error_of("[[feed]]\nurl = \"x\"\n").find("a section is a table"), std::string::npos);
    EXPECT_NE(error_of("[feed]\n\"a\\nb\" = 1\n").find("feed.a\\nb"), std::string::npos);
}

TEST(ConfigFile, SaysWhereItIsNotToml) {
    for (const char* toml :
         {"[feed]\nurl = \n", "[feed]\nurl = \"a\n", "[feed]\nurl = \"a\"\nurl = \"b\"\n",
          "[feed\n", "\xff\xfe", "a = [[[[", "[feed]\nurl = \"a\"\n[feed]\n"}) {
        const std::string error = error_of(toml);
        EXPECT_TRUE(error.starts_with("worker.toml:")) << error;
        EXPECT_NE(error.find(": not TOML: "), std::string::npos) << error;
        EXPECT_EQ(error.find('\n'), std::string::npos) << error;
    }
    EXPECT_TRUE(error_of("[feed]\nurl = = 1\n").starts_with("worker.toml:2:7: not TOML"))
        << error_of("[feed]\nurl = = 1\n");
}

// A parser that follows the text by recursion would overflow its stack.
TEST(ConfigFile, IsBoundedInItsDepth) {
    std::string key = "a";
    for (int i = 0; i < 500'000; ++i) key += ".a";
    for (const std::string& toml :
         {key + " = 1\n", "[" + key + "]\n", "[feed]\nurl = {" + key + " = 1}\n"})
        EXPECT_EQ(error_of(toml), "worker.toml: more than 10000 dots");
    EXPECT_TRUE(error_of(key.substr(0, 20'001) + " = 1\n")
                    .starts_with("a (file worker.toml:1): no such section"));
    for (const char* open : {"[", "{a=", "[{a="}) {
        std::string nested = "[feed]\nurl = ";
        while (nested.size() < 1'000'000) nested += open;
        EXPECT_NE(error_of(nested).find(": not TOML: "), std::string::npos) << open;
    }
}

TEST(ConfigFile, SaysWhyItCannotBeRead) {
    EXPECT_EQ(read_config_file("/no/such/file").error(), "No such file or directory");
    EXPECT_EQ(read_config_file(std::filesystem::temp_directory_path()).error(), "Is a directory");
    EXPECT_EQ(read_config_file("").error(), "No such file or directory");
    EXPECT_EQ(read_config_file("/dev/zero").error(), "larger than 1 MiB");
}

}  // namespace
}  // namespace scan
