#include "adapters/sqs/queue_facts.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <charconv>

namespace scan {
namespace {

using std::chrono::seconds;

constexpr std::size_t kOldBytesMax = 256 * 1024;
constexpr std::size_t kBatchBytesMax = 1024 * 1024;
constexpr std::uint32_t kReceiveCountLeast = 3;
constexpr Duration kRetentionUsual = std::chrono::hours(4 * 24);

std::optional<std::int64_t> number_of(const QueueAttributes& attributes, std::string_view name) {
    const auto found = attributes.find(name);
    if (found == attributes.end()) return std::nullopt;
    const std::string& text = found->second;
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    // No attribute is ever as large as a hundred years of seconds.
    constexpr std::int64_t kMax = 3'155'760'000;
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || number < 0 ||
        number > kMax)
        return std::nullopt;
    return number;
}

std::optional<Duration> seconds_of(const QueueAttributes& attributes, std::string_view name) {
    const auto number = number_of(attributes, name);
    if (!number) return std::nullopt;
    return seconds(*number);
}

std::string text_of(const QueueAttributes& attributes, std::string_view name) {
    const auto found = attributes.find(name);
    return found == attributes.end() ? std::string() : found->second;
}

// `{"deadLetterTargetArn":"arn:…","maxReceiveCount":3}`, the number also as text.
Result<> read_redrive_policy(const std::string& policy, QueueFacts& facts) {
    if (policy.empty()) return {};
    simdjson::dom::parser parser;
    simdjson::dom::object object;
    std::string_view arn;
    simdjson::dom::element count;
    if (parser.parse(policy).get(object) != simdjson::SUCCESS ||
        object["deadLetterTargetArn"].get(arn) != simdjson::SUCCESS ||
        object["maxReceiveCount"].get(count) != simdjson::SUCCESS) {
        return fail(ErrorCode::transient, "the queue's RedrivePolicy cannot be read");
    }
    std::uint64_t number = 0;
    std::string_view digits;
    if (count.get(digits) == simdjson::SUCCESS) {
        std::from_chars(digits.data(), digits.data() + digits.size(), number);
    } else if (count.get(number) != simdjson::SUCCESS) {
        number = 0;
    }
    if (number < 1 || number > 1000)
        return fail(ErrorCode::transient, "the queue's maxReceiveCount is not 1 to 1000");
    facts.dead_letter_arn = std::string(arn);
    facts.receive_count_max = static_cast<std::uint32_t>(number);
    return {};
}

std::string days(Duration duration) {
    return fmt::format("{:.3g} days",
                       std::chrono::duration<double, std::ratio<86400>>(duration).count());
}

}  // namespace

std::size_t QueueFacts::batch_bytes_max() const {
    return message_bytes_max > kOldBytesMax ? kBatchBytesMax : kOldBytesMax;
}

Result<QueueFacts> read_queue_facts(const QueueAttributes& attributes) {
    if (text_of(attributes, "FifoQueue") == "true") {
        return fail(ErrorCode::denied,
                    "queue.url names a FIFO queue: the worker needs a standard queue");
    }
    QueueFacts facts;
    facts.arn = text_of(attributes, "QueueArn");
    facts.visibility_timeout = seconds_of(attributes, "VisibilityTimeout");
    facts.retention = seconds_of(attributes, "MessageRetentionPeriod");
    if (const auto bytes = number_of(attributes, "MaximumMessageSize"); bytes && *bytes > 0)
        facts.message_bytes_max = static_cast<std::size_t>(*bytes);
    if (const auto policy = read_redrive_policy(text_of(attributes, "RedrivePolicy"), facts);
        !policy)
        return std::unexpected(policy.error());
    return facts;
}

std::vector<std::string> queue_doubts(const std::string& name, const QueueFacts& queue,
                                      const QueueFacts* dead_letters,
                                      const QueueExpectations& expected) {
    std::vector<std::string> doubts;
    const auto doubt = [&](std::string text) {
        doubts.push_back(fmt::format("queue {}: {}", name, text));
    };
    if (!queue.receive_count_max) {
        doubt(
            "it has no dead-letter queue (RedrivePolicy): a message that kills its worker is "
            "received "
            "again and again, until the queue's retention ends and it is lost");
    } else if (expected.receive_count_max &&
               *expected.receive_count_max != *queue.receive_count_max) {
        doubt(fmt::format(
            "its own maxReceiveCount ({}) decides when a message becomes a dead letter, not "
            "queue.receive_count_max ({})",
            *queue.receive_count_max, *expected.receive_count_max));
    }
    if (queue.receive_count_max && *queue.receive_count_max < kReceiveCountLeast) {
        doubt(
            fmt::format("its maxReceiveCount is {}: messages beside one that kills its worker can "
                        "become dead letters with it; give it {} or more",
                        *queue.receive_count_max, kReceiveCountLeast));
    }
    if (queue.retention && *queue.retention < kRetentionUsual) {
        doubt(
            fmt::format("it keeps messages for {}, less than 4 days: what an outage of the store "
                        "outlasts is lost",
                        days(*queue.retention)));
    }
    if (queue.retention && dead_letters != nullptr && dead_letters->retention &&
        *dead_letters->retention <= *queue.retention) {
        doubt(
            fmt::format("its dead-letter queue keeps messages for {}, no longer than itself ({}): "
                        "a dead letter "
                        "keeps its age and can be lost soon after it was moved",
                        days(*dead_letters->retention), days(*queue.retention)));
    }
    if (queue.message_bytes_max < expected.message_bytes_max) {
        doubt(fmt::format(
            "it takes messages of {} bytes at most, queue.message_bytes_max is {}: each larger "
            "message is divided after it was refused",
            queue.message_bytes_max, expected.message_bytes_max));
    }
    return doubts;
}

Result<QueueCounts> read_queue_counts(const QueueAttributes& attributes) {
    const auto visible = number_of(attributes, "ApproximateNumberOfMessages");
    const auto in_flight = number_of(attributes, "ApproximateNumberOfMessagesNotVisible");
    const auto delayed = number_of(attributes, "ApproximateNumberOfMessagesDelayed");
    if (!visible || !in_flight)
        return fail(ErrorCode::transient, "the queue's attributes hold no counts");
    return QueueCounts{static_cast<std::uint64_t>(*visible + delayed.value_or(0)),
                       static_cast<std::uint64_t>(*in_flight)};
}

}  // namespace scan
