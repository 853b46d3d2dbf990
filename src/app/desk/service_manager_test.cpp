#include "app/desk/service_manager.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstddef>
#include <cstring>

namespace scan {
namespace {

// The other end of NOTIFY_SOCKET.
class Notices final {
public:
    explicit Notices(std::string address) : socket_(::socket(AF_UNIX, SOCK_DGRAM, 0)) {
        sockaddr_un where{};
        where.sun_family = AF_UNIX;
        if (address.front() == '@') address.front() = '\0';
        std::memcpy(where.sun_path, address.data(), address.size());
        EXPECT_EQ(::bind(socket_, reinterpret_cast<const sockaddr*>(&where),
                         static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + address.size())),
                  0);
    }
    ~Notices() { ::close(socket_); }
    Notices(const Notices&) = delete;
    Notices& operator=(const Notices&) = delete;

    std::string next() {
        char text[512];
        const ssize_t size = ::recv(socket_, text, sizeof text, 0);
        return {text, static_cast<std::size_t>(size)};
    }

private:
    int socket_;
};

TEST(ServiceManager, IsToldAtAPathAndAtAnAbstractSocket) {
    const std::string name = "scan-notify-" + std::to_string(::getpid());
    const std::string path = ::testing::TempDir() + name;
    for (const std::string& address : {path, "@" + name}) {
        Notices notices(address);
        const Environment environment{{"NOTIFY_SOCKET", address}};
        const ServiceManager manager(environment);
        ASSERT_TRUE(manager.is_there());
        manager.tell("READY=1\nSTATUS=ready");
        EXPECT_EQ(notices.next(), "READY=1\nSTATUS=ready");
        EXPECT_EQ(manager.watchdog(), std::nullopt);
    }
    ::unlink(path.c_str());
}

TEST(ServiceManager, IsNotThereWithoutASocket) {
    EXPECT_FALSE(ServiceManager(Environment{}).is_there());
    EXPECT_FALSE(ServiceManager(Environment{{"NOTIFY_SOCKET", "relative"}}).is_there());
    ServiceManager(Environment{}).tell("READY=1");
}

TEST(ServiceManager, WantsToHearOfThisProcess) {
    const auto watchdog = [](const std::string& process) {
        const Environment environment{
            {"NOTIFY_SOCKET", "/run/x"}, {"WATCHDOG_USEC", "3000000"}, {"WATCHDOG_PID", process}};
        return ServiceManager(environment).watchdog();
    };
    EXPECT_EQ(watchdog(std::to_string(::getpid())), std::chrono::seconds(3));
    EXPECT_EQ(watchdog("1"), std::nullopt);
}

}  // namespace
}  // namespace scan
