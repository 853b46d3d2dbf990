#include "adapters/postgres/array_literal.h"

#include <gtest/gtest.h>

#include <limits>

namespace scan {
namespace {

TEST(ArrayLiteral, HoldsNumbersTextsAndNulls) {
    ArrayLiteral array;
    array.add(std::numeric_limits<std::int64_t>::min());
    array.add(std::numeric_limits<std::int64_t>::max());
    array.add_null();
    array.add("PICKUP");
    EXPECT_EQ(array.take(), R"({-9223372036854775808,9223372036854775807,NULL,"PICKUP"})");
}

TEST(ArrayLiteral, QuotesWhatWouldMeanSomethingElse) {
    ArrayLiteral array;
    for (const char* text : {"", "NULL", " a ", "a,b", "{}", R"(")", R"(\)"}) array.add(text);
    EXPECT_EQ(array.take(), R"({"","NULL"," a ","a,b","{}","\"","\\"})");
}

TEST(ArrayLiteral, BeginsAnewWhenTaken) {
    ArrayLiteral array;
    EXPECT_EQ(array.take(), "{}");
    array.add(1);
    EXPECT_EQ(array.take(), "{1}");
    EXPECT_EQ(array.size(), 0U);
    array.add(2);
    EXPECT_EQ(array.take(), "{2}");
}

}  // namespace
}  // namespace scan
