#include "http/streams.h"

#include <algorithm>
#include <iterator>

namespace kith::http {
namespace {

using namespace std::chrono_literals;

constexpr auto kAskEvery = 200ms;
constexpr auto kCheckEvery = 1s;
constexpr auto kSayEvery = 15s;

}  // namespace

Streams::Streams(Gate& gate) : gate_(gate), thread_([this] { work(); }) {}

Streams::~Streams() {
    stop();
}

void Streams::add(EventSource source, std::string session, std::unique_ptr<EventSink> sink) {
    const Moment now = std::chrono::steady_clock::now();
    {
        const std::lock_guard lock(mutex_);
        arrived_.push_back({std::move(source), std::move(session), std::move(sink), now, now});
    }
    wake_.notify_one();
}

void Streams::stop() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
}

bool Streams::serve(Stream& stream, Moment now) {
    if (now - stream.checked_at >= kCheckEvery) {
        stream.checked_at = now;
        if (!gate_.is_signed_in(stream.session)) return false;
    }
    EventBatch batch = stream.source();
    if (batch.events.empty() && now - stream.said_at >= kSayEvery) batch.events = ": still here\n\n";
    if (!batch.events.empty()) {
        stream.said_at = now;
        if (!stream.sink->send(std::move(batch.events))) return false;
    }
    return !batch.is_last;
}

void Streams::work() {
    std::vector<Stream> open;
    const auto close = [this](Stream& stream) {
        stream.sink->close();
        gate_.close_stream();
    };
    while (true) {
        {
            std::unique_lock lock(mutex_);
            wake_.wait_for(lock, open.empty() ? std::chrono::milliseconds(1h) : kAskEvery,
                           [this] { return is_stopping_ || !arrived_.empty(); });
            std::move(arrived_.begin(), arrived_.end(), std::back_inserter(open));
            arrived_.clear();
            if (is_stopping_) break;
        }
        const Moment now = std::chrono::steady_clock::now();
        std::erase_if(open, [&](Stream& stream) {
            if (serve(stream, now)) return false;
            close(stream);
            return true;
        });
    }
    for (Stream& stream : open) close(stream);
}

}  // namespace kith::http
