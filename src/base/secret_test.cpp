#include "base/secret.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace scan {
namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

class SecretFile : public testing::Test {
protected:
    SecretFile() {
        std::string pattern = (std::filesystem::temp_directory_path() / "secret-XXXXXX").string();
        folder_ = ::mkdtemp(pattern.data());
    }
    ~SecretFile() override { std::filesystem::remove_all(folder_); }

    std::string path() const { return (folder_ / "token").string(); }
    void write(const std::string& text) { std::ofstream(path(), std::ios::binary) << text; }

    std::filesystem::path folder_;
};

TEST(Secret, ThatIsNoneIsEmptyAndReadsAsNoText) {
    EXPECT_TRUE(Secret().empty());
    EXPECT_EQ(Secret().read().value(), "");
}

TEST(Secret, OfATextIsThatText) {
    EXPECT_FALSE(Secret::of_text("s3cret\n").empty());
    EXPECT_EQ(Secret::of_text("s3cret\n").read().value(), "s3cret\n");
}

TEST_F(SecretFile, IsReadWithoutOneNewlineAtItsEnd) {
    const Secret secret = Secret::in_file(path());
    const std::pair<const char*, const char*> kCases[] = {{"s3cret", "s3cret"},
                                                          {"s3cret\n", "s3cret"},
                                                          {"s3cret\r\n", "s3cret"},
                                                          {"s3cret\n\n", "s3cret\n"},
                                                          {" a b ", " a b "}};
    for (const auto& [content, text] : kCases) {
        write(content);
        EXPECT_EQ(secret.read().value(), text);
    }
}

TEST_F(SecretFile, IsReadAnewEachTime) {
    const Secret secret = Secret::in_file(path());
    write("before");
    ASSERT_EQ(secret.read().value(), "before");
    write("after");
    EXPECT_EQ(secret.read().value(), "after");
}

TEST_F(SecretFile, ThatIsMissingIsDeniedByItsPath) {
    const auto text = Secret::in_file(path()).read();
    ASSERT_FALSE(text);
    EXPECT_EQ(text.error().code, ErrorCode::denied);
    EXPECT_PRED2(contains, text.error().message, path());
    EXPECT_PRED2(contains, text.error().message, "No such file");
}

TEST_F(SecretFile, ThatIsAFolderIsDenied) {
    const auto text = Secret::in_file(folder_.string()).read();
    ASSERT_FALSE(text);
    EXPECT_EQ(text.error().code, ErrorCode::denied);
}

TEST_F(SecretFile, ThatIsEmptyIsDenied) {
    write("\n");
    const auto text = Secret::in_file(path()).read();
    ASSERT_FALSE(text);
    EXPECT_PRED2(contains, text.error().message, "is empty");
}

TEST_F(SecretFile, IsBoundedAndItsContentNeverStandsInTheError) {
    write(std::string(Secret::kBytesMax, 'x') + "\n");
    const auto text = Secret::in_file(path()).read();
    ASSERT_FALSE(text);
    EXPECT_PRED2(contains, text.error().message, "larger than 65536 bytes");
    EXPECT_FALSE(contains(text.error().message, "xxx"));
    write(std::string(Secret::kBytesMax, 'x'));
    EXPECT_EQ(Secret::in_file(path()).read().value().size(), Secret::kBytesMax);
}

}  // namespace
}  // namespace scan
