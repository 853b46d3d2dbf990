#pragma once

#include "adapters/http_feed/http_feed_settings.h"
#include "adapters/sqs/sqs_engine.h"
#include "config/config.h"
#include "pipeline/processing/processor.h"
#include "pipeline/reading/poller.h"

namespace scan {

// What of the configuration each stage sees.
HttpFeedSettings http_feed_settings(const FeedConfig& config);
PollerSettings poller_settings(const Config& config);
ProcessorSettings processor_settings(const Config& config);
SqsSettings sqs_settings(const QueueConfig& config, Warn warn);

}  // namespace scan
