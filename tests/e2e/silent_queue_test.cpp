#include <gtest/gtest.h>

#include <csignal>

#include "tests/e2e/end_to_end.h"
#include "tests/e2e/mute_server.h"

namespace scan {
namespace {

// A worker whose queue on SQS takes connections and says nothing. Any one of its calls would wait longer than the grace.
class SilentQueue : public EndToEnd {
protected:
    Process::Launch worker(const Settings& changes = {}) const {
        Settings settings{{"queue-url", sqs_.origin() + "/1/events"},
                          {"processor-count", "8"},
                          {"shutdown-grace", "500ms"}};
        settings.merge(Settings(changes));
        return launch(Arguments{"run"} + worker_flags(server_.url(), settings),
                      {"AWS_ACCESS_KEY_ID=key", "AWS_SECRET_ACCESS_KEY=secret"});
    }

    FeedServerProcess server_{folder_.path(), {"--parcels", "10", "--events", "20"}};
    MuteServer sqs_;
};

TEST_F(SilentQueue, AStopDuringTheStartEndsTheWorker) {
    sqs_.keep_connections();
    Process process(worker());
    ASSERT_TRUE(process.wait_for([&] { return sqs_.connections_kept() > 0; }, kPatience));
    process.signal(SIGTERM);
    EXPECT_EQ(process.wait(kPatience), 0) << process.errors();
    EXPECT_FALSE(process.has_logged("not usable yet")) << "it waited for the queue";
}

TEST_F(SilentQueue, AStopBeforeTheQueueWasEverSeenEndsTheWorkerWithTheGrace) {
    for (const char* const role : {"both", "poll", "process"}) {
        SCOPED_TRACE(role);
        Process process(worker({{"worker-role", role}}));
        ASSERT_TRUE(
            process.wait_for([&] { return process.has_logged("not usable yet"); }, kPatience))
            << process.errors();
        const std::size_t before = sqs_.connections_kept();
        sqs_.keep_connections();
        ASSERT_TRUE(process.wait_for([&] { return sqs_.connections_kept() > before; }, kPatience));
        process.signal(SIGTERM);
        EXPECT_EQ(process.wait(kPatience), 0) << process.errors();
        EXPECT_TRUE(process.has_logged("stopped"));
        sqs_.end_connections();
    }
}

}  // namespace
}  // namespace scan
