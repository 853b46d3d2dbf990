#include "adapters/aws/credential_cache.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// Issues key-1, key-2, … for `lifetime` each, or fails.
class ScriptedSource final : public CredentialSource {
public:
    explicit ScriptedSource(ManualClock& clock) : clock_(clock) {}

    std::string_view name() const override { return "the script"; }
    Result<std::optional<AwsCredentials>> fetch(std::stop_token) override {
        ++asked;
        if (error) return std::unexpected(*error);
        AwsCredentials credentials{.access_key_id = "key-" + std::to_string(++issued),
                                   .secret_access_key = "s",
                                   .session_token = "t",
                                   .expires_at = std::nullopt};
        if (lifetime > Duration::zero()) {
            credentials.expires_at =
                UtcTime::from_ticks(clock_.utc_now().ticks() + lifetime.count() / 100);
        }
        return credentials;
    }

    Duration lifetime = hours(1);
    std::optional<Error> error;
    int asked = 0;
    int issued = 0;

private:
    ManualClock& clock_;
};

// What the cache tells: "ends in 60 min", "not renewed: away".
class Told final : public CredentialWatch {
public:
    explicit Told(Clock& clock) : clock_(clock) {}

    void obtained(std::string_view, std::optional<Instant> ends) override {
        if (!ends) return lines.emplace_back("never ends"), void();
        const auto left = std::chrono::duration_cast<minutes>(*ends - clock_.now());
        lines.push_back("ends in " + std::to_string(left.count()) + " min");
    }
    void not_renewed(std::string_view, const Error& error) override {
        lines.push_back("not renewed: " + error.message);
    }

    std::vector<std::string> lines;

private:
    Clock& clock_;
};

class CredentialCacheTest : public testing::Test {
protected:
    CredentialCacheTest() {
        auto source = std::make_unique<ScriptedSource>(clock_);
        source_ = source.get();
        std::vector<std::unique_ptr<CredentialSource>> sources;
        sources.push_back(std::move(source));
        cache_.emplace(std::move(sources), clock_, &watch_);
    }

    std::string key() {
        const auto credentials = cache_->get({});
        return credentials ? credentials->access_key_id : credentials.error().message;
    }

    ManualClock clock_;
    Told watch_{clock_};
    ScriptedSource* source_ = nullptr;
    std::optional<CredentialCache> cache_;
};

TEST_F(CredentialCacheTest, FetchesAQuarterOfAnHourBeforeTheExpiry) {
    EXPECT_EQ(key(), "key-1");
    clock_.advance(minutes(44));
    EXPECT_EQ(key(), "key-1");
    clock_.advance(minutes(1));
    EXPECT_EQ(key(), "key-2");
}

TEST_F(CredentialCacheTest, TellsWhenWhatItGotEndsAndThatItGotNothingNewer) {
    EXPECT_EQ(key(), "key-1");
    clock_.advance(minutes(50));
    source_->error = Error{ErrorCode::transient, "away"};
    EXPECT_EQ(key(), "key-1");
    clock_.advance(minutes(1));
    source_->error.reset();
    source_->lifetime = Duration::zero();
    EXPECT_EQ(key(), "key-2");
    EXPECT_EQ(watch_.lines, (std::vector<std::string>{
                                "ends in 60 min",
                                "not renewed: AWS credentials of the script: away", "never ends"}));
}

TEST_F(CredentialCacheTest, KeepsWhatNeverExpires) {
    source_->lifetime = Duration::zero();
    EXPECT_EQ(key(), "key-1");
    clock_.advance(hours(10'000));
    EXPECT_EQ(key(), "key-1");
}

TEST_F(CredentialCacheTest, ServesOnWhileTheSourceFailsAndAsksItNoMoreThanTwiceAMinute) {
    EXPECT_EQ(key(), "key-1");
    clock_.advance(minutes(45));
    source_->error = Error{ErrorCode::transient, "away"};
    for (int second = 0; second < 60; ++second) {
        EXPECT_EQ(key(), "key-1");
        clock_.advance(seconds(1));
    }
    EXPECT_EQ(source_->asked, 1 + 2);
    clock_.advance(minutes(15));
    EXPECT_EQ(key(), "AWS credentials of the script: away");
    source_->error.reset();
    EXPECT_EQ(key(), "key-2");
}

TEST_F(CredentialCacheTest, JumpsOfTheWallClockChangeNothing) {
    EXPECT_EQ(key(), "key-1");
    clock_.jump_utc(hours(30));
    EXPECT_EQ(key(), "key-1");
    clock_.jump_utc(-hours(60));
    clock_.advance(minutes(45));
    EXPECT_EQ(key(), "key-2");
}

TEST_F(CredentialCacheTest, FetchesOthersForThoseThatWereRefused) {
    const auto refused = cache_->get({});
    ASSERT_TRUE(refused);
    cache_->refuse(*refused);
    EXPECT_EQ(key(), "key-2");
    // Another thread's refusal of the old ones costs the new ones nothing.
    cache_->refuse(*refused);
    EXPECT_EQ(key(), "key-2");
}

TEST_F(CredentialCacheTest, CredentialsThatLiveShortlyAreNotFetchedWithEachCall) {
    source_->lifetime = minutes(5);
    for (int second = 0; second < 60; ++second) {
        key();
        clock_.advance(seconds(1));
    }
    EXPECT_EQ(source_->asked, 2);
}

}  // namespace
}  // namespace scan
