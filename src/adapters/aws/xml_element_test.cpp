#include "adapters/aws/xml_element.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

TEST(XmlElement, FindsElementsByTheirWholeName) {
    const std::string_view xml =
        "<r xmlns=\"x\"><IdList/><Id a='1'>one</Id><Ids><Id>two &amp; &lt;3&gt;</Id></Ids></r>";
    EXPECT_EQ(xml_elements(xml, "Id"),
              (std::vector<std::string_view>{"one", "two &amp; &lt;3&gt;"}));
    EXPECT_EQ(xml_text(*xml_element(xml, "Ids"), "Id"), "two & <3>");
    EXPECT_EQ(xml_element(xml, "IdList"), "");
    EXPECT_EQ(xml_element(xml, "I"), std::nullopt);
}

TEST(XmlElement, ResolvesEachEntityOnce) {
    EXPECT_EQ(xml_text("<a>&amp;lt; &quot;&apos;&unknown;</a>", "a"), "&lt; \"'&unknown;");
}

TEST(XmlElement, FindsNothingInWhatIsCutShort) {
    for (const char* xml : {"", "<", "<a", "<a>", "<a>x</a", "<a x", "a>x</a>"}) {
        EXPECT_EQ(xml_element(xml, "a"), std::nullopt) << xml;
        EXPECT_TRUE(xml_elements(xml, "a").empty()) << xml;
    }
}

}  // namespace
}  // namespace scan
