#include "operations/telling/form_agreement.h"

#include <gtest/gtest.h>

#include "adapters/memory/memory_worker_directory.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

class FormAgreementTest : public testing::Test {
protected:
    void tell(std::string name, std::vector<std::string> reads) {
        EXPECT_TRUE(workers_.tell({.name = std::move(name), .reads = std::move(reads)}));
    }
    bool holds_now() {
        EXPECT_TRUE(workers_.read());
        return agreement_.holds();
    }

    ManualClock clock_;
    MemoryStoreState state_{clock_};
    FormAgreement agreement_{"zstd", clock_};
    AgreeingDirectory workers_{std::make_unique<MemoryWorkerDirectory>(state_), agreement_};
};

TEST_F(FormAgreementTest, HoldsOnceTheDirectorySaysThatEveryLiveWorkerReadsTheForm) {
    EXPECT_FALSE(agreement_.holds());
    EXPECT_FALSE(holds_now()) << "nobody lives";
    tell("a", {"page", "zstd"});
    EXPECT_FALSE(agreement_.holds()) << "nobody has asked the directory yet";
    EXPECT_TRUE(holds_now());
    tell("b", {"zstd"});
    EXPECT_TRUE(holds_now());
}

TEST_F(FormAgreementTest, AWorkerThatSaysNothingOfTheFormDoesNotReadIt) {
    tell("new", {"page", "zstd"});
    EXPECT_TRUE(holds_now());
    tell("older", {"page"});
    EXPECT_FALSE(holds_now());
    EXPECT_TRUE(workers_.leave({.name = "older", .reads = {"page"}}));
    EXPECT_TRUE(holds_now());
    tell("oldest", {});
    EXPECT_FALSE(holds_now());
    clock_.advance(kWorkerLifetime);
    tell("new", {"page", "zstd"});
    EXPECT_TRUE(holds_now()) << "who is not heard of does not live";
}

TEST_F(FormAgreementTest, EndsByItselfIfTheDirectoryIsNotAnswering) {
    tell("a", {"page", "zstd"});
    EXPECT_TRUE(holds_now());
    clock_.advance(kWorkerLifetime - 1ns);
    EXPECT_TRUE(agreement_.holds());
    clock_.advance(1ns);
    EXPECT_FALSE(agreement_.holds());
}

}  // namespace
}  // namespace scan
