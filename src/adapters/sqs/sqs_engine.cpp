#include "adapters/sqs/sqs_engine.h"

#include <fmt/format.h>

#include "adapters/aws/aws_endpoints.h"
#include "adapters/aws/aws_profile.h"
#include "adapters/aws/aws_region.h"
#include "adapters/aws/credential_chain.h"
#include "adapters/sqs/unusable_queue.h"
#include "base/mutex.h"

namespace scan {
namespace {

// The region that emulators are signed for if nobody names another: they check no signature, and speak plain http.
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
    if (region.empty() && address.endpoint.scheme == "http") region = kEmulatorRegion;
    if (is_region(region)) return region;
    return fail(ErrorCode::denied,
                region.empty()
                    ? "queue.region: not set, and neither queue.url nor AWS_REGION nor the "
                      "profile names a region"
                    : "queue.region: not a region like eu-west-1");
}

// Where the queue's requests go.
Result<RequestUrl> endpoint_of(const AwsEndpoints& endpoints, const QueueAddress& address,
                               const std::string& region) {
    auto chosen = endpoints.chosen("sqs");
    if (!chosen) return std::unexpected(chosen.error());
    if (*chosen) return std::move(**chosen);
    const std::string& host = address.endpoint.host;
    const RequestUrl own = endpoints.of_amazon("sqs", region);
    // An endpoint of one's own network (VPC) has a name that says nothing of either.
    const bool is_public = is_amazon_host(host) && host.find(".vpce.") == host.npos;
    if (endpoints.uses_fips() && !is_public) {
        return fail(ErrorCode::denied,
                    fmt::format("AWS_USE_FIPS_ENDPOINT: nobody knows whether the host of queue.url "
                                "has it; allowed: {}",
                                own.host));
    }
    const bool is_asked_for = endpoints.uses_fips() || endpoints.uses_dual_stack();
    return is_public && is_asked_for ? own : address.endpoint;
}

struct Topic {
    std::string arn;
    AwsEndpoint endpoint;
};

Result<Topic> topic_of(const SqsSettings& settings, const AwsEndpoints& endpoints,
                       const RequestUrl& queue) {
    const auto parts = parse_arn(settings.topic_arn, "sns");
    if (!parts) return fail(ErrorCode::denied, "queue.topic_arn: " + parts.error().message);
    auto chosen = endpoints.chosen("sns");
    if (!chosen) return std::unexpected(chosen.error());
    // An emulator of SQS is one of SNS too.
    RequestUrl url = *chosen                      ? std::move(**chosen)
                     : is_amazon_host(queue.host) ? endpoints.of_amazon("sns", parts->region)
                                                  : queue;
    return Topic{settings.topic_arn,
                 {std::move(url), "sns", parts->region,
                  fmt::format("topic {} ({})", parts->name, parts->region)}};
}

}  // namespace

struct SqsEngine::Parts {
    Parts(SqsSettings set, AwsEndpoint to, std::string trusted, std::optional<Topic> published,
          QueueAddress address, Clock& its_clock, Random seeded)
        : settings(std::move(set)),
          endpoint(std::move(to)),
          ca_file(std::move(trusted)),
          topic(std::move(published)),
          clock(its_clock),
          random(seeded),
          credentials(credential_chain(settings.variables, endpoint.region), clock,
                      settings.credentials),
          queue(std::move(address), settings.expected, settings.warn) {}

    Result<std::unique_ptr<AwsClient>> client(const AwsEndpoint& service) {
        HttpClientSettings http_settings;
        http_settings.ca_file = ca_file;
        auto http = HttpClient::create(std::move(http_settings),
                                       ConnectionAge{clock, settings.connection_max_age});
        if (!http) return std::unexpected(http.error());
        return std::make_unique<AwsClient>(service, std::move(*http), credentials, clock,
                                           next_random());
    }

    Random next_random() {
        const MutexLock lock(random_mutex);
        return Random(random.next());
    }

    const SqsSettings settings;
    const AwsEndpoint endpoint;  // of SQS
    const std::string ca_file;
    const std::optional<Topic> topic;
    Clock& clock;
    Mutex random_mutex;
    Random random GUARDED_BY(random_mutex);
    CredentialCache credentials;
    LearnedQueue queue;
};

SqsEngine::SqsEngine(SqsSettings settings, Clock& clock, Random random)
    : parts_(make_parts(std::move(settings), clock, random)) {}

Result<std::unique_ptr<SqsEngine::Parts>> SqsEngine::make_parts(SqsSettings settings, Clock& clock,
                                                                Random random) {
    auto address = QueueAddress::parse(settings.url);
    if (!address) return fail(ErrorCode::denied, "queue.url: " + address.error().message);
    auto region = region_of(settings, *address);
    if (!region) return std::unexpected(region.error());
    const AwsEndpoints endpoints(settings.variables);
    auto endpoint = endpoint_of(endpoints, *address, *region);
    if (!endpoint) return std::unexpected(endpoint.error());
    std::optional<Topic> topic;
    if (!settings.topic_arn.empty()) {
        auto made = topic_of(settings, endpoints, *endpoint);
        if (!made) return std::unexpected(made.error());
        topic = std::move(*made);
    }
    // Amazon names a queue by the URL that it is set by; anybody else is asked at the endpoint.
    if (!is_amazon_host(endpoint->host)) address->endpoint = *endpoint;
    std::string subject = fmt::format("queue {} ({})", address->name, *region);
    return std::make_unique<Parts>(
        std::move(settings),
        AwsEndpoint{std::move(*endpoint), "sqs", std::move(*region), std::move(subject)},
        endpoints.ca_file(), std::move(topic), std::move(*address), clock, random);
}

SqsEngine::~SqsEngine() = default;

Result<std::unique_ptr<SqsEventQueue>> SqsEngine::make(SqsEventQueue::Which which,
                                                       std::stop_token stop) {
    if (!parts_) return std::unexpected(parts_.error());
    Parts& parts = **parts_;
    auto client = parts.client(parts.endpoint);
    if (!client) return std::unexpected(client.error());
    SqsClient sqs(std::move(*client), parts.settings.timeout);
    std::optional<SnsClient> topic;
    if (parts.topic) {
        auto sns = parts.client(parts.topic->endpoint);
        if (!sns) return std::unexpected(sns.error());
        topic.emplace(std::move(*sns), parts.topic->arn, parts.settings.timeout);
    }
    return std::make_unique<SqsEventQueue>(which, parts.queue, std::move(sqs), std::move(topic),
                                           parts.clock, parts.next_random(), std::move(stop));
}

std::unique_ptr<EventQueue> SqsEngine::make_usable(SqsEventQueue::Which which,
                                                   std::stop_token stop) {
    auto queue = make(which, std::move(stop));
    if (!queue) return std::make_unique<UnusableQueue>(queue.error());
    return std::move(*queue);
}

std::unique_ptr<EventQueue> SqsEngine::queue(std::stop_token stop) {
    return make_usable(SqsEventQueue::Which::events, std::move(stop));
}

std::unique_ptr<EventQueue> SqsEngine::dead_letter_queue(std::stop_token stop) {
    return make_usable(SqsEventQueue::Which::dead_letters, std::move(stop));
}

std::optional<Duration> SqsEngine::known_visibility_timeout() const {
    return parts_ ? (*parts_)->queue.visibility_timeout() : std::nullopt;
}

Result<std::optional<Duration>> SqsEngine::visibility_timeout(std::stop_token stop) {
    const auto queue = make(SqsEventQueue::Which::events, std::move(stop));
    if (!queue) return std::unexpected(queue.error());
    return (*queue)->visibility_timeout();
}

}  // namespace scan
