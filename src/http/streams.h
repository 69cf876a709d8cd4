#pragma once

// Open event streams. One thread asks every source several times a second what there is to say, so that a listener
// costs no worker; says a comment now and then, so that a listener who left is noticed; and ends a stream with its
// session.

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "http/gate.h"
#include "http/response.h"

namespace kith::http {

/// The socket's side of a stream.
class EventSink {
  public:
    virtual ~EventSink() = default;
    /// False once nobody listens.
    virtual bool send(std::string text) = 0;
    virtual void close() = 0;
};

class Streams {
  public:
    explicit Streams(Gate& gate);
    ~Streams();
    Streams(const Streams&) = delete;
    Streams& operator=(const Streams&) = delete;

    void add(EventSource source, std::string session, std::unique_ptr<EventSink> sink);
    void stop();

  private:
    using Moment = std::chrono::steady_clock::time_point;
    struct Stream {
        EventSource source;
        std::string session;
        std::unique_ptr<EventSink> sink;
        Moment said_at;
        Moment checked_at;
    };

    void work();
    /// False when the stream is over.
    bool serve(Stream& stream, Moment now);

    Gate& gate_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<Stream> arrived_;
    bool is_stopping_ = false;
    std::thread thread_;
};

}  // namespace kith::http
