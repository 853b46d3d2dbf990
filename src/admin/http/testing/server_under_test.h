#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <semaphore>
#include <string>

#include "admin/http/admin_server.h"
#include "admin/http/testing/raw_client.h"
#include "admin/http/testing/test_site.h"

namespace scan {

// Answers from memory, from a worker, never, with an exception and with a stream.
class Server : public ::testing::Test {
protected:
    Server() {
        site_.router.add(
            {.pattern = "/livez",
             .answerer = Answerer::io_thread,
             .handler = [](const AdminRequest&) { return AdminReply::text(200, "ok\n"); }});
        site_.router.add({.method = Method::post,
                          .pattern = "/echo/{name}",
                          .handler = [](const AdminRequest& request) {
                              return AdminReply::text(
                                  200, request.parameters.at("name") + ":" + request.body);
                          }});
        site_.router.add({.pattern = "/black-hole", .handler = [this](const AdminRequest&) {
                              asked_.release();
                              answering_.acquire();
                              return AdminReply::text(200, "at last\n");
                          }});
        site_.router.add({.pattern = "/throws", .handler = [](const AdminRequest&) -> AdminReply {
                              throw std::runtime_error("a secret");
                          }});
        site_.router.add({.pattern = "/stream", .answerer = Answerer::stream, .handler = {}});
    }

    void start(const ServerLimits& limits = {}, std::string_view address = "127.0.0.1:0") {
        std::vector<Listener> listeners;
        ListenSocket socket = open_socket(address);
        address_ = socket.address();
        listeners.push_back({std::move(socket), site_});
        server_ = std::move(*AdminServer::start(std::move(listeners), limits));
    }

    std::string ask(std::string_view text) {
        RawClient client(address_);
        client.send(text);
        return client.read_answer();
    }

    OpenSite site_;
    std::counting_semaphore<> asked_{0};
    std::counting_semaphore<> answering_{0};
    ListenAddress address_;
    std::unique_ptr<AdminServer> server_;
};

inline bool begins(const std::string& answer, std::string_view begin) {
    return answer.starts_with(begin);
}

}  // namespace scan
