#include <fmt/format.h>

#include "admin/http/http_question.h"
#include "app/commands/commands.h"
#include "app/terminal/output.h"
#include "config/http_url.h"

namespace scan {
namespace {

constexpr std::chrono::seconds kPatience{5};

struct HealthFlags {
    std::string url;
    bool ready = false;
};

// The listener that a worker with these settings has, as a process of the same machine reaches it.
std::optional<ListenAddress> listener_of(const Config& config) {
    ListenAddress address = config.metrics.listen;
    if (address.kind == ListenAddress::Kind::off) {
        // Its certificate is for other names than a probe beside it uses.
        if (!config.admin.tls_cert.empty()) return std::nullopt;
        address = config.admin.listen;
    }
    if (address.kind == ListenAddress::Kind::off || address.port == 0)
        return address.kind == ListenAddress::Kind::unix_socket ? std::optional(address)
                                                                : std::nullopt;
    if (address.host == "0.0.0.0") address.host = "127.0.0.1";
    if (address.host == "::") address.host = "::1";
    return address;
}

// As it is written: `http://127.0.0.1:9090` or `unix:/path`.
std::optional<ListenAddress> address_of(std::string_view url) {
    constexpr std::string_view kHttp = "http://";
    if (url.starts_with(kHttp)) url.remove_prefix(kHttp.size());
    while (url.ends_with('/') && !url.starts_with("unix:")) url.remove_suffix(1);
    auto address = parse_listen_address(url);
    if (!address || address->kind == ListenAddress::Kind::off) return std::nullopt;
    return *address;
}

int ask(const LoadedConfig& loaded, const HealthFlags& flags) {
    const Config& config = loaded.config;
    const auto address = flags.url.empty() ? listener_of(config) : address_of(flags.url);
    if (!address) {
        return complain(
            flags.url.empty()
                ? "where the worker answers is not known: set metrics.listen or admin.listen as "
                  "the worker has them, or --url"
                : fmt::format("--url: '{}' is no http://address:port and no unix:/path", flags.url),
            kWrongUsage);
    }
    const bool is_admin =
        flags.url.empty() && config.metrics.listen.kind == ListenAddress::Kind::off;
    HttpQuestion question{.address = *address,
                          .path = (is_admin ? config.admin.base_path : "") +
                                  (flags.ready ? "/readyz?verbose" : "/livez?verbose"),
                          .patience = kPatience};
    if (is_admin && !config.admin.token.empty()) {
        if (const auto token = config.admin.token.read()) question.token = *token;
    }
    const auto answer = ask(question);
    if (!answer) return complain(answer.error().message, kFailed);
    say_text(answer->body);
    return answer->status == 200 ? kDone : kFailed;
}

}  // namespace

void add_health_command(CLI::App& app, CommandContext& context) {
    CLI::App* const command = app.add_subcommand(
        "health",
        "Ask a worker of this machine whether it lives: 0 yes, 1 no. For probes of containers.");
    const auto flags = std::make_shared<HealthFlags>();
    command->add_option("--url", flags->url,
                        "Where it answers, else as the settings say: http://127.0.0.1:9090 or "
                        "unix:/path.");
    command->add_flag("--ready", flags->ready, "Ask whether it is ready to work.");
    const FlagValues& settings = add_settings(*command, context);
    command->callback([&context, &settings, flags] {
        if (const auto loaded = load_settings(settings, context))
            context.exit_code = ask(*loaded, *flags);
    });
}

}  // namespace scan
