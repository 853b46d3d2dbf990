#include "adapters/http_feed/oauth2_parameters.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

TEST(OAuth2Parameters, AreEncodedForAFormHoweverTheyWereWritten) {
    const std::string form = "audience=https%3A%2F%2Fapi.example%2F&resource=a%20b%26c";
    for (const std::string& text :
         {std::string("audience=https://api.example/&resource=a b%26c"), form})
        EXPECT_EQ(oauth2_parameters(text), form);
    EXPECT_EQ(oauth2_parameters(""), "");
    EXPECT_EQ(oauth2_parameters("empty="), "empty=");
}

TEST(OAuth2Parameters, MayNotOverrideOurs) {
    for (const char* name : {"grant_type", "client_id", "client_secret", "scope"}) {
        const auto form = oauth2_parameters(std::string("audience=x&") + name + "=y");
        ASSERT_FALSE(form) << name;
        EXPECT_EQ(form.error(), std::string(name) + " is the worker's own");
    }
    EXPECT_FALSE(oauth2_parameters("client%5Fid=y"));
}

TEST(OAuth2Parameters, RefuseWhatIsNoPair) {
    for (const char* text : {"audience", "=x", "a=b&&c=d", "a=b&c", "%zz=1"})
        EXPECT_EQ(oauth2_parameters(text).error(), "not `name=value&name=value`") << text;
    EXPECT_EQ(oauth2_parameters("a=%").error(), "a holds a % that begins nothing");
}

}  // namespace
}  // namespace scan
