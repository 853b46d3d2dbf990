#include "operations/jobs/job_arguments.h"

#include <gtest/gtest.h>

#include "base/json_object.h"
#include "operations/jobs/verification.h"

namespace scan {
namespace {

TEST(JobArguments, AreReadAsTheyWereWritten) {
    const std::string json = JsonObject().add("from", 7).add("mend", "all").add("x", -3).text();
    EXPECT_EQ(number_in(json, "from"), 7);
    EXPECT_EQ(number_in(json, "x"), -3);
    EXPECT_EQ(text_in(json, "mend"), "all");
    EXPECT_EQ(number_in(json, "mend"), std::nullopt);
    EXPECT_EQ(text_in(json, "from"), std::nullopt);
    EXPECT_EQ(text_in(json, "to"), std::nullopt);
    EXPECT_EQ(text_in(JsonObject().add("bad", "a\xff").text(), "bad"), "a\uFFFD");
    EXPECT_EQ(text_in(R"({"cut":"off)", "cut"), std::nullopt);
    EXPECT_EQ(text_in(R"({"cut":"off\)", "cut"), std::nullopt);
}

TEST(JobArguments, WhatAVerificationFoundComesBackWhateverTheTextsHold) {
    Verification found{.range = {EventId{6}, EventId{90}},
                       .events = 80,
                       .parcels = 9,
                       .differences_count = 3,
                       .unmended = 2,
                       .mended = 1,
                       .not_mendable = 4};
    const std::string nasty = R"(a"b\c{"parcel_id":7,"events":1})"
                              "\n\t\x01 東京";
    found.differences.push_back(
        {.parcel_id = ParcelId{5}, .column = "latest_type", .table = nasty, .feed = ""});
    found.differences.push_back({.parcel_id = ParcelId{(std::int64_t{1} << 53) + 1},
                                 .column = "c",
                                 .table = "",
                                 .feed = nasty});
    Job job;
    job.spec.kind = kVerifyKind;
    job.spec.arguments = R"({"from":7,"to":90,"mend":"nothing","at_leisure":0})";
    job.state = JobState::done;
    job.findings = json_text(found);
    const Verification read = verification_of(job);
    EXPECT_EQ(json_text(read), json_text(found));
    EXPECT_EQ(read.differences.front().table, nasty);
    EXPECT_EQ(read.differences.size(), 2u);
}

}  // namespace
}  // namespace scan
