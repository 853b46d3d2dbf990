#include "admin/api/testing/json_schema.h"

#include <gtest/gtest.h>

#include "admin/api/testing/api_description.h"

namespace scan {
namespace {

std::string faults(std::string_view schema, std::string_view value) {
    simdjson::dom::parser of_schema;
    simdjson::dom::parser of_value;
    const auto document = of_schema.parse(simdjson::padded_string(schema)).value();
    return JsonSchema(document).faults(document,
                                       of_value.parse(simdjson::padded_string(value)).value());
}

TEST(JsonSchema, TakesWhatFitsAndNamesThePlaceOfWhatDoesNot) {
    const struct {
        const char* schema;
        const char* good;
        const char* bad;
        const char* fault;
    } rows[] = {
        {R"({"type":"integer"})", "9007199254740993", "1.0", "/: 1.0 is no \"integer\"\n"},
        {R"({"type":["string","null"]})", "null", "7", "/: 7 is no [\"string\",\"null\"]\n"},
        {R"({"enum":["a","b"]})", R"("b")", R"("c")", "/: \"c\" is none of [\"a\",\"b\"]\n"},
        {R"({"const":true})", "true", "false", "/: is not true\n"},
        {R"({"format":"date-time"})", R"("2026-01-01T00:00:00.0000000Z")",
         R"("2026-01-01T00:00:00Z")", "/: \"2026-01-01T00:00:00Z\" is no time\n"},
        {R"({"format":"int64"})", "9223372036854775807", "9223372036854775808",
         "/: 9223372036854775808 does not fit int64\n"},
        {R"({"minimum":1})", "1", "0", "/: 0 is beyond minimum 1\n"},
        {R"({"maximum":1})", "1", "2", "/: 2 is beyond maximum 1\n"},
        {R"({"minLength":1})", R"("x")", R"("")", "/: \"\" is beyond minLength 1\n"},
        {R"({"maxItems":1})", "[1]", "[1,2]", "/: [1,2] is beyond maxItems 1\n"},
        {R"({"items":{"type":"string"}})", R"(["x"])", R"(["x",null])",
         "/1: null is no \"string\"\n"},
        {R"({"anyOf":[{"type":"null"},{"type":"string"}]})", R"("x")", "1",
         "/: 1 is no \"null\"\n/: 1 is no \"string\"\n"},
        {R"({"required":["a"]})", R"({"a":1})", R"({"b":1})", "/: lacks a\n"},
        {R"({"properties":{"a":{"type":"null"}}})", R"({"a":null})", R"({"a":1})",
         "/a: 1 is no \"null\"\n"},
        {R"({"properties":{"a":{}}})", R"({"a":1})", R"({"a":1,"b":2})", "/b: is not described\n"},
        {R"({"properties":{"a":{}}})", R"({"a":1})", R"({"a":1,"a":2})", "/a: stands twice\n"},
        {R"({"additionalProperties":{"type":"null"}})", R"({"a":null})", R"({"a":1})",
         "/a: 1 is no \"null\"\n"},
        {R"({"$defs":{},"$ref":"#/$defs"})", "1", "1",
         "/: the schema's keyword $defs is not known here\n"},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(faults(row.schema, row.bad), row.fault) << row.schema;
        if (std::string_view(row.good) == row.bad) continue;
        EXPECT_EQ(faults(row.schema, row.good), "") << row.schema;
    }
}

TEST(JsonSchema, DoesNotPassOverARuleThatItDoesNotKnow) {
    EXPECT_NE(faults(R"({"pattern":"^a$"})", R"("a")"), "");
    EXPECT_NE(faults(R"({"format":"uuid"})", R"("a")"), "");
    EXPECT_EQ(faults(R"({"description":"a","default":1,"title":"b","examples":[1]})", "2"), "");
}

constexpr std::string_view kApi = R"({"paths":{
    "/things/all":{"get":{"responses":{"200":{"content":{"text/plain":{"schema":{"type":"string"}}}}}}},
    "/things/{id}":{"get":{"responses":{
        "200":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Thing"}}}},
        "4XX":{"$ref":"#/components/responses/Problem"}}}}},
  "components":{"responses":{"Problem":{"content":{"application/problem+json":{"schema":{"type":"object"}}}}},
                "schemas":{"Thing":{"type":"object","required":["id"],"properties":{"id":{"type":"integer"}}}}}})";

TEST(ApiDescription, HoldsStatusTypeAndBodyOfAnAnswer) {
    const ApiDescription api(kApi);
    const auto told = [&](std::string_view target, int status, std::string_view type,
                          std::string_view body) {
        return api.faults({.target = target, .status = status, .content_type = type, .body = body});
    };
    EXPECT_EQ(told("/things/7?x=1", 200, "application/json; charset=utf-8", R"({"id":7})"), "");
    EXPECT_EQ(told("/things/7", 200, "application/json", R"({"id":"7"})"),
              "/id: \"7\" is no \"integer\"\n");
    EXPECT_EQ(told("/things/7", 200, "application/json", "{"), "the body is no JSON\n");
    EXPECT_EQ(told("/things/7", 200, "text/html", ""),
              "the content type text/html is not described for 200\n");
    EXPECT_EQ(told("/things/7", 404, "application/problem+json", "{}"), "");
    EXPECT_EQ(told("/things/7", 500, "application/problem+json", "{}"),
              "the status 500 is not described\n");
    // A path of its own goes before a pattern.
    EXPECT_EQ(told("/things/all", 200, "text/plain", "x"), "");
    EXPECT_EQ(told("/things/7/8", 200, "text/plain", ""), "what is not described is answered\n");
    EXPECT_EQ(told("/things/7/8", 404, "application/problem+json", "{}"), "");
}

}  // namespace
}  // namespace scan
