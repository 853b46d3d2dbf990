#include "adapters/sqs/sqs_engine.h"

#include <fmt/format.h>

#include <mutex>

#include "adapters/sqs/aws_profile.h"
#include "adapters/sqs/aws_region.h"
#include "adapters/sqs/credential_chain.h"
#include "adapters/sqs/unusable_queue.h"

namespace scan {
namespace {

// What emulators are signed for where nobody says otherwise: they check no signature.
constexpr std::string_view kEmulatorRegion = "us-east-1";

Result<std::string> region_of(const SqsSettings& settings, const QueueAddress& address) {
    std::string region = settings.region;
    if (region.empty()) region = region_of_host(address.endpoint.host).value_or("");
    if (region.empty()) region = variable(settings.variables, "AWS_REGION");
    if (region.empty()) region = variable(settings.variables, "AWS_DEFAULT_REGION");
    if (region.empty()) {
        const auto profile = read_profile(settings.variables);
        if (!profile) return std::unexpected(profile.error());
        region = variable(*profile, "region");
    }
    if (region.empty() && !is_amazon_host(address.endpoint.host)) region = kEmulatorRegion;
    if (is_region(region)) return region;
    return fail(ErrorCode::denied,
                region.empty()
                    ? "queue.region: not set, and neither queue.url nor AWS_REGION nor the "
                      "profile names a region"
                    : "queue.region: not a region like eu-west-1");
}

struct Topic {
    std::string arn;
    AwsEndpoint endpoint;
};

Result<Topic> topic_of(const SqsSettings& settings, const QueueAddress& address) {
    const auto parts = parse_arn(settings.topic_arn, "sns");
    if (!parts) return fail(ErrorCode::denied, "queue.topic_arn: " + parts.error().message);
    RequestUrl url = address.endpoint;
    std::string elsewhere = variable(settings.variables, "AWS_ENDPOINT_URL_SNS");
    if (elsewhere.empty() && is_amazon_host(url.host))
        elsewhere = amazon_origin("sns", parts->region);
    if (!elsewhere.empty()) {
        const auto parsed = RequestUrl::parse(elsewhere);
        if (!parsed)
            return fail(ErrorCode::denied, "AWS_ENDPOINT_URL_SNS: " + parsed.error().message);
        url = *parsed;
    }
    return Topic{settings.topic_arn, {url, "sns", parts->region}};
}

}  // namespace

struct SqsEngine::Parts {
    Parts(SqsSettings set, QueueAddress address, std::string in_region, std::optional<Topic> to,
          Clock& its_clock, Random seeded)
        : settings(std::move(set)),
          region(std::move(in_region)),
          topic(std::move(to)),
          clock(its_clock),
          random(seeded),
          credentials(credential_chain(settings.variables, region), clock),
          queue(std::move(address), settings.expected, settings.warn) {}

    Result<std::unique_ptr<AwsClient>> client(const AwsEndpoint& endpoint) {
        auto http = HttpClient::create({});
        if (!http) return std::unexpected(http.error());
        return std::make_unique<AwsClient>(endpoint, std::move(*http), credentials, clock,
                                           next_random());
    }

    Random next_random() {
        const std::scoped_lock lock(random_mutex);
        return Random(random.next());
    }

    const SqsSettings settings;
    const std::string region;
    const std::optional<Topic> topic;
    Clock& clock;
    std::mutex random_mutex;
    Random random;
    CredentialCache credentials;
    LearnedQueue queue;
};

SqsEngine::SqsEngine(SqsSettings settings, Clock& clock, Random random)
    : parts_([&]() -> Result<std::unique_ptr<Parts>> {
          const auto address = QueueAddress::parse(settings.url);
          if (!address) return fail(ErrorCode::denied, "queue.url: " + address.error().message);
          auto region = region_of(settings, *address);
          if (!region) return std::unexpected(region.error());
          std::optional<Topic> topic;
          if (!settings.topic_arn.empty()) {
              auto made = topic_of(settings, *address);
              if (!made) return std::unexpected(made.error());
              topic = std::move(*made);
          }
          return std::make_unique<Parts>(std::move(settings), *address, std::move(*region),
                                         std::move(topic), clock, random);
      }()) {}

SqsEngine::~SqsEngine() = default;

Result<std::unique_ptr<SqsEventQueue>> SqsEngine::make(SqsEventQueue::Which which) {
    if (!parts_) return std::unexpected(parts_.error());
    Parts& parts = **parts_;
    auto client = parts.client({parts.queue.address().endpoint, "sqs", parts.region});
    if (!client) return std::unexpected(client.error());
    SqsClient sqs(std::move(*client), parts.settings.timeout);
    std::optional<SnsClient> topic;
    if (parts.topic) {
        auto sns = parts.client(parts.topic->endpoint);
        if (!sns) return std::unexpected(sns.error());
        topic.emplace(std::move(*sns), parts.topic->arn, parts.settings.timeout);
    }
    return std::make_unique<SqsEventQueue>(which, parts.queue, std::move(sqs), std::move(topic),
                                           parts.clock, parts.next_random());
}

std::unique_ptr<EventQueue> SqsEngine::make_usable(SqsEventQueue::Which which) {
    auto queue = make(which);
    if (!queue) return std::make_unique<UnusableQueue>(queue.error());
    return std::move(*queue);
}

std::unique_ptr<EventQueue> SqsEngine::queue() {
    return make_usable(SqsEventQueue::Which::events);
}

std::unique_ptr<EventQueue> SqsEngine::dead_letter_queue() {
    return make_usable(SqsEventQueue::Which::dead_letters);
}

Result<std::optional<Duration>> SqsEngine::visibility_timeout() {
    const auto queue = make(SqsEventQueue::Which::events);
    if (!queue) return std::unexpected(queue.error());
    return (*queue)->visibility_timeout();
}

}  // namespace scan
