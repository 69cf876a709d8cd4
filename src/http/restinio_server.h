#pragma once

// The server over RESTinio, once for plain sockets and once for TLS. Included by server_plain.cpp and server_tls.cpp
// alone: RESTinio takes 20 seconds to compile.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <restinio/all.hpp>

#include "http/server.h"

namespace kith::http {

template <class RequestHandle>
Incoming incoming_of(const RequestHandle& request) {
    Incoming incoming;
    const auto& header = request->header();
    incoming.method = header.method().c_str();
    incoming.target = header.request_target();
    header.for_each_field([&](const restinio::http_header_field_t& field) {
        std::string name = field.name();
        std::transform(name.begin(), name.end(), name.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        incoming.headers.emplace_back(std::move(name), field.value());
    });
    incoming.body = request->body();
    incoming.peer = request->remote_endpoint().address().to_string();
    return incoming;
}

inline restinio::http_status_line_t status_line_of(int status) {
    // RFC 9112 section 4: the words after the number say nothing to a program.
    return {restinio::http_status_code_t(static_cast<std::uint16_t>(status)), status < 400 ? "OK" : "Problem"};
}

template <class Builder>
void put_headers(Builder& builder, const Response& response, bool is_last) {
    for (const auto& [name, value] : response.headers) {
        if (name != "Connection") builder.append_header(name, value);
    }
    if (is_last) {
        builder.connection_close();
    } else {
        builder.connection_keep_alive();
    }
}

template <class RequestHandle>
class ChunkSink final : public EventSink {
  public:
    ChunkSink(const RequestHandle& request, const Response& response)
        : builder_(request->template create_response<restinio::chunked_output_t>(status_line_of(response.status))) {
        put_headers(builder_, response, /*is_last=*/true);
        builder_.flush();
    }

    bool send(std::string text) override {
        if (*is_broken_) return false;
        builder_.append_chunk(std::move(text));
        builder_.flush([broken = is_broken_](const auto& error) {
            if (error) *broken = true;
        });
        return true;
    }

    void close() override {
        if (!*is_broken_) builder_.done();
    }

  private:
    restinio::response_builder_t<restinio::chunked_output_t> builder_;
    // Shared with writes that are still under way when the stream is closed.
    std::shared_ptr<std::atomic<bool>> is_broken_ = std::make_shared<std::atomic<bool>>(false);
};

template <class RequestHandle>
void send_response(const Service& service, const RequestHandle& request, Response response,
                   const std::string& session) {
    if (response.events) {
        EventSource source = std::move(response.events);
        service.streams.add(std::move(source), session, std::make_unique<ChunkSink<RequestHandle>>(request, response));
        return;
    }
    auto builder = request->create_response(status_line_of(response.status));
    const bool is_last = service.gate.is_stopping() || !request->header().should_keep_alive();
    put_headers(builder, response, is_last);
    builder.set_body(std::move(response.body)).done();
}

template <class Traits>
class RestinioServer final : public Server {
  public:
    RestinioServer(const Service& service, unsigned threads) : service_(service), thread_count_(threads) {}
    ~RestinioServer() override { stop(); }

    /// `tune` sets what only one kind of socket has.
    template <class Tune>
    Result<void> start(const Listen& listen, const Tune& tune) {
        try {
            server_ = std::make_unique<restinio::http_server_t<Traits>>(
                restinio::external_io_context(io_), [&](restinio::server_settings_t<Traits>& settings) {
                    settle(settings, listen);
                    tune(settings);
                });
            server_->open_sync();
        } catch (const std::exception&) {
            // The library's words name the machine's addresses; the caller knows which it asked for.
            return make_error(ErrorCode::Unavailable, "server.address", "cannot listen at this address",
                              listen.address + ":" + std::to_string(listen.port));
        }
        for (unsigned i = 0; i < thread_count_; ++i) threads_.emplace_back([this] { io_.run(); });
        return {};
    }

    std::uint16_t port() const override { return port_; }

    void stop_accepting() override {
        if (!is_accepting_.exchange(false)) return;
        server_->close_async([] {}, [](const std::exception_ptr&) {});
    }

    void stop() override {
        if (threads_.empty()) return;
        stop_accepting();
        io_.stop();
        for (std::thread& thread : threads_) thread.join();
        threads_.clear();
    }

  private:
    void settle(restinio::server_settings_t<Traits>& settings, const Listen& listen) {
        using std::chrono::milliseconds;
        const Limits& limits = service_.gate.limits();
        settings.address(listen.address)
            .port(listen.port)
            .max_parallel_connections(limits.connections_max)
            .max_pipelined_requests(1)
            .concurrent_accepts_count(1)
            .read_next_http_message_timelimit(milliseconds(limits.read_ms_max))
            .write_http_response_timelimit(milliseconds(limits.write_ms_max))
            .handle_request_timeout(milliseconds(limits.handle_ms_max))
            .incoming_http_msg_limits(restinio::incoming_http_msg_limits_t{}
                                          // A little more than the gate takes, so that the gate can say what is wrong.
                                          .max_body_size(2 * limits.part_bytes_max)
                                          .max_url_size(2 * limits.target_bytes_max)
                                          .max_field_name_size(256)
                                          .max_field_value_size(limits.header_bytes_max)
                                          .max_field_count(limits.header_count_max))
            .acceptor_post_bind_hook(
                [this](restinio::asio_ns::ip::tcp::acceptor& acceptor) { port_ = acceptor.local_endpoint().port(); })
            .request_handler([this](auto request) { return this->take(request); });
    }

    template <class RequestHandle>
    restinio::request_handling_status_t take(const RequestHandle& request) {
        // shared_ptr: a task is copied by std::function, a request's body should not be.
        auto incoming = std::make_shared<const Incoming>(incoming_of(request));
        const bool is_taken = service_.workers.submit([this, request, incoming] {
            send_response(service_, request, service_.gate.answer(*incoming),
                          std::string(service_.gate.session_of(*incoming)));
        });
        if (!is_taken) send_response(service_, request, service_.gate.turn_away(*incoming), {});
        return restinio::request_accepted();
    }

    Service service_;
    unsigned thread_count_;
    restinio::asio_ns::io_context io_;
    std::unique_ptr<restinio::http_server_t<Traits>> server_;
    std::vector<std::thread> threads_;
    std::atomic<bool> is_accepting_ = true;
    std::uint16_t port_ = 0;
};

}  // namespace kith::http
