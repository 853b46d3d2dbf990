#include "adapters/sqs/queue_address.h"

#include <gtest/gtest.h>

#include "adapters/http/testing/contains.h"

namespace scan {
namespace {

TEST(QueueAddress, ReadsTheUrlsOfAmazonAndOfEmulators) {
    for (const char* text :
         {"https://sqs.eu-west-1.amazonaws.com/123456789012/scan-events",
          "http://127.0.0.1:9324/000000000000/scan_events_2", "http://[::1]:9324/queue/scan"}) {
        const auto address = QueueAddress::parse(text);
        ASSERT_TRUE(address) << text << ": " << address.error().message;
        EXPECT_EQ(address->to_string(), text);
        EXPECT_EQ(address->endpoint.path, "/");
    }
    EXPECT_EQ(QueueAddress::parse("https://SQS.eu-west-1.amazonaws.com:443/1/a")->to_string(),
              "https://sqs.eu-west-1.amazonaws.com/1/a");
}

TEST(QueueAddress, RefusesWhatIsNoQueuesUrl) {
    for (const char* text :
         {"", "sqs", "https://host", "https://host/", "https://host/1", "https://host/1/",
          "https://host//q", "https://host/1/q/", "https://host/1/q/r", "https://host/1/q?a=b",
          "https://host/1/q#f", "https://host/1/a%20b", "ftp://host/1/q",
          "https://user:s3cret@host/1/q"}) {
        const auto address = QueueAddress::parse(text);
        ASSERT_FALSE(address) << text;
        EXPECT_FALSE(contains(address.error().message, "s3cret"));
    }
}

TEST(QueueAddress, RefusesAFifoQueueWithASentence) {
    const auto address = QueueAddress::parse("https://sqs.eu-west-1.amazonaws.com/1/q.fifo");
    ASSERT_FALSE(address);
    EXPECT_EQ(address.error().message, "a FIFO queue: the worker needs a standard queue");
}

TEST(QueueAddress, FindsADeadLetterQueueAtItsOwnEndpoint) {
    const auto address = QueueAddress::parse("http://127.0.0.1:9324/000000000000/scan").value();
    EXPECT_EQ(address.sibling("arn:aws:sqs:us-east-1:111111111111:scan-dead")->to_string(),
              "http://127.0.0.1:9324/111111111111/scan-dead");
    for (const char* arn : {"", "arn", "arn:aws:sns:us-east-1:1:a", "arn:aws:sqs::1:a",
                            "arn:aws:sqs:us-east-1:1:", "arn:aws:sqs:us-east-1:1:a:b"}) {
        EXPECT_FALSE(address.sibling(arn)) << arn;
    }
}

}  // namespace
}  // namespace scan
