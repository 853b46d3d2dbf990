#include "pipeline/event_page/json_scanner.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>
#include <simdjson.h>

#include <string>
#include <vector>

namespace scan {
namespace {

bool is_json(std::string_view text) {
    JsonScanner scanner(text);
    return scanner.value() && scanner.at_end();
}

TEST(JsonScanner, TakesWhatTheGrammarTakes) {
    for (const char* text : {"0",
                             "-0",
                             "12",
                             "1.5",
                             "-1.5e+7",
                             "1E9",
                             "0e0",
                             "1e999",
                             "123456789012345678901234567890",
                             "true",
                             " false ",
                             "null",
                             R"("")",
                             R"("a\"\\\/\b\f\n\r\t")",
                             R"("\u00e4\ud800")",
                             "[]",
                             "[ ]",
                             "{}",
                             "{ }",
                             "[1]",
                             "[[],{},[1,2]]",
                             R"({"a":1})",
                             R"({ "a" : [ { } ] })",
                             R"({"a":{"b":[1,{"c":null}]},"d":"e"})",
                             "\t[\r\n1 ,2]"}) {
        EXPECT_TRUE(is_json(text)) << text;
    }
}

TEST(JsonScanner, RefusesWhatTheGrammarRefuses) {
    for (const char* text : {"",
                             " ",
                             "01",
                             "-",
                             "+1",
                             ".5",
                             "1.",
                             "1e",
                             "1e+",
                             "0x1",
                             "NaN",
                             "Infinity",
                             "nul",
                             "truefalse",
                             "tru e",
                             "'a'",
                             R"(")",
                             R"("a)",
                             R"("\x")",
                             R"("\u12g4")",
                             R"("\u12)",
                             "[",
                             "]",
                             "[1",
                             "[1,]",
                             "[,1]",
                             "[1 2]",
                             "[1]]",
                             "[}",
                             "{",
                             "}",
                             "{1}",
                             R"({"a"})",
                             R"({"a":})",
                             R"({"a":1,})",
                             R"({"a":1 "b":2})",
                             R"({"a":1]})",
                             R"({a:1})",
                             R"({"a":1}})",
                             R"({"a",1})",
                             R"(["a":1])",
                             "1 2",
                             "// x",
                             "[1/**/]",
                             "\v1",
                             "\xEF\xBB\xBF"
                             "1"}) {
        EXPECT_FALSE(is_json(text)) << text;
    }
}

TEST(JsonScanner, PassesTheMembersOnAsTheyStand) {
    std::vector<std::pair<std::string, std::string>> members;
    const auto note = [&](std::string_view key, std::string_view value) {
        members.emplace_back(key, value);
    };
    EXPECT_TRUE(
        JsonScanner(R"( { "a" : 1e999 , "a\u0062": [ {"x":2} ] , "c" :"d" } )").members(note));
    const std::vector<std::pair<std::string, std::string>> wanted = {
        {R"("a")", "1e999"}, {R"("a\u0062")", R"([ {"x":2} ])"}, {R"("c")", R"("d")"}};
    EXPECT_EQ(members, wanted);
    EXPECT_TRUE(JsonScanner("{}").members(note));
    for (const char* text : {"[]", "1", "", R"({"a":1)", R"({"a":1,)", R"({"a" 1})", R"({a:1})"})
        EXPECT_FALSE(JsonScanner(text).members(note)) << text;
}

TEST(JsonScanner, CountsWhatIsNotEmptyInsideEachOther) {
    for (const auto& [text, depth] : {std::pair("1", 0u),
                                      {"[]", 0u},
                                      {"[1]", 1u},
                                      {"[[],{}]", 1u},
                                      {R"([{"a":[1]},[2]])", 3u}}) {
        JsonScanner scanner(text);
        ASSERT_TRUE(scanner.value()) << text;
        EXPECT_EQ(scanner.depth(), depth) << text;
    }
}

TEST(JsonScanner, NotesRawControlCharactersInStringsAndRefusesThemElsewhere) {
    JsonScanner scanner("[\"a\nb\"]");
    EXPECT_TRUE(scanner.value());
    EXPECT_TRUE(scanner.has_control_character());
    JsonScanner clean("[\"a\\nb\"]\n");
    EXPECT_TRUE(clean.value() && clean.at_end());
    EXPECT_FALSE(clean.has_control_character());
    EXPECT_FALSE(is_json("[\x01]"));
}

// simdjson judges more than the grammar, so what it takes has to be taken here.
RC_GTEST_PROP(JsonScanner, TakesWhatSimdjsonTakesAndRefusesItsTruncations, ()) {
    const auto pieces = *rc::gen::container<std::vector<std::string>>(
        rc::gen::element<std::string>("{", "}", "[", "]", ",", ":", "\"a\"", "1", "-2.5e3", "true",
                                      "null", " ", "\"\\u0041\"", "x", "\""));
    std::string text;
    for (const std::string& piece : pieces) text += piece;
    simdjson::dom::parser parser;
    const bool taken = parser.parse(text).error() == simdjson::SUCCESS;
    RC_ASSERT(taken == is_json(text));
}

}  // namespace
}  // namespace scan
