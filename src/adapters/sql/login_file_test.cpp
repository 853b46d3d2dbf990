#include "adapters/sql/login_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace scan {
namespace {

class LoginFile : public testing::Test {
protected:
    ~LoginFile() override { std::filesystem::remove(path_); }

    Result<DatabaseLogin> read(const std::string& text) {
        std::ofstream(path_, std::ios::binary) << text;
        return read_login_file(path_);
    }

    const std::string path_ =
        (std::filesystem::temp_directory_path() / ("login_file_" + std::to_string(::getpid())))
            .string();
};

TEST_F(LoginFile, HoldsThePasswordAloneOrAJsonObject) {
    struct Row {
        const char* text;
        const char* user;
        const char* password;
    };
    for (const Row& row :
         {Row{"s3cret", "", "s3cret"}, Row{"s3cret\n", "", "s3cret"},
          Row{" a {b} \n", "", " a {b} "}, Row{R"({"password":"s3cret"})", "", "s3cret"},
          Row{"\n {\"username\": \"worker\", \"password\": \"a\\\"b\"}\n", "worker", "a\"b"},
          Row{R"({"engine":"postgres","host":"db","port":5432,"username":"w","password":"{p"})",
              "w", "{p"}}) {
        const auto login = read(row.text);
        ASSERT_TRUE(login) << row.text << ": " << login.error().message;
        EXPECT_EQ(login->user, row.user) << row.text;
        EXPECT_EQ(login->password, row.password) << row.text;
    }
}

TEST_F(LoginFile, OfAnotherKindIsDeniedWithoutAWordOfWhatItHolds) {
    for (const char* text :
         {"", "\n", "s3cret\nmore", "s3cret\n\n", "{s3cret", R"({"password":"s3cret")", "{}",
          R"({"password":""})", R"({"password":5})", R"({"username":5,"password":"s3cret"})",
          R"({"password":"s3cret\u0000"})", R"({"username":"a\nb","password":"s3cret"})"}) {
        const auto login = read(text);
        ASSERT_FALSE(login) << text;
        EXPECT_EQ(login.error().code, ErrorCode::denied);
        EXPECT_NE(login.error().message.find(path_), std::string::npos) << login.error().message;
        EXPECT_EQ(login.error().message.find("s3cret"), std::string::npos) << login.error().message;
    }
    std::filesystem::remove(path_);
    EXPECT_EQ(read_login_file(path_).error().code, ErrorCode::denied);
}

TEST_F(LoginFile, ThatIsNotNamedSaysNothing) {
    const auto login = read_login_file("");
    ASSERT_TRUE(login);
    EXPECT_EQ(login->user + login->password, "");
}

}  // namespace
}  // namespace scan
