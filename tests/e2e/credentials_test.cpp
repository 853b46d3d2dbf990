#include <gtest/gtest.h>

#include "tests/e2e/end_to_end.h"
#include "tests/e2e/naive_oracle.h"

namespace scan {
namespace {

class WrongCredentials : public EndToEnd {
protected:
    const Arguments source_ = {"--parcels", "50", "--events", "200"};
    FeedServerProcess server_{folder_.path(), source_ + Arguments{"--bearer-token", "right"}};

    Arguments flags(const std::string& retry_delay_max) const {
        return worker_flags(server_.url(), {{"feed-auth", "bearer"},
                                            {"feed-token-file", "token"},
                                            {"feed-retry-delay-max", retry_delay_max}});
    }
};

TEST_F(WrongCredentials, AreAnErrorThatNamesTheSettingAndNoHammering) {
    write_file(folder_ / "token", "wrong");
    const Finished end =
        run(Arguments{"run", "--until-caught-up", "--timeout", "4s"} + flags("1s"));
    EXPECT_EQ(end.code, 1);
    EXPECT_NE(end.errors.find("Z ERROR "), std::string::npos) << end.errors;
    EXPECT_NE(end.errors.find("feed.token"), std::string::npos) << end.errors;
    EXPECT_NE(end.errors.find("401"), std::string::npos) << end.errors;
    EXPECT_EQ(end.errors.find("wrong"), std::string::npos) << "tells the secret: " << end.errors;
    // One at the start, one each second, and perhaps one more at the end.
    const std::uint64_t requests = server_.stop();
    EXPECT_GE(requests, 2u);
    EXPECT_LE(requests, 6u);
}

TEST_F(WrongCredentials, AreReadAgainSoThatAMendedFileIsEnough) {
    write_file(folder_ / "token", "wrong");
    Process process(launch(Arguments{"run", "--until-caught-up"} + flags("500ms")));
    ASSERT_TRUE(process.wait_for([&] { return process.has_logged("feed.token"); }, kPatience))
        << process.errors();
    EXPECT_EQ(parcels(), 0);
    write_file(folder_ / "token", "right");
    EXPECT_EQ(process.wait(kPatience), 0) << process.errors();
    EXPECT_TRUE(process.has_logged("works again")) << process.errors();
    EXPECT_EQ(difference(apply_in_order(events_served(folder_.path(), source_)), store().parcels()),
              "");
}

}  // namespace
}  // namespace scan
