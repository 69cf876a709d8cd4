// A closed loop of readers of children's pages: so many connections, each asks for the next child as soon as it has the
// last one. Prints percentiles, requests a second, and the same for /health on the same connections: the cost of
// everything that is not the page.
//
//   load PORT TOKEN CONNECTIONS SECONDS PURPOSE < words to find children by, one a line
//
// Loopback only. It measures the server together with itself on one machine, so both share its cores.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

using Clock = std::chrono::steady_clock;

struct Answer {
    int status = 0;
    std::string head;
    std::string body;
};

/// One HTTP/1.1 connection that stays open.
class Connection {
  public:
    explicit Connection(int port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const int on = 1;
        ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        is_open_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    }
    ~Connection() { ::close(socket_); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Status 0 when the connection is lost.
    Answer ask(const std::string& request) {
        Answer answer;
        if (!is_open_ || !send_all(request)) return answer;
        std::size_t end = std::string::npos;
        while ((end = pending_.find("\r\n\r\n")) == std::string::npos) {
            if (!receive()) return answer;
        }
        answer.head = pending_.substr(0, end + 2);
        const std::size_t at = answer.head.find("ontent-");
        std::size_t length = 0;
        for (std::size_t from = at; from != std::string::npos; from = answer.head.find("ontent-", from + 1)) {
            const std::string_view rest = std::string_view(answer.head).substr(from + 7);
            if (rest.starts_with("Length: ") || rest.starts_with("length: ")) {
                length = static_cast<std::size_t>(std::atoll(rest.data() + 8));
            }
        }
        while (pending_.size() < end + 4 + length) {
            if (!receive()) return answer;
        }
        answer.body = pending_.substr(end + 4, length);
        pending_.erase(0, end + 4 + length);
        answer.status = std::atoi(answer.head.c_str() + 9);
        return answer;
    }

  private:
    bool send_all(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t put = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (put <= 0) return is_open_ = false;
            bytes.remove_prefix(static_cast<std::size_t>(put));
        }
        return true;
    }
    bool receive() {
        char block[16384];
        const ssize_t got = ::recv(socket_, block, sizeof block, 0);
        if (got <= 0) return is_open_ = false;
        pending_.append(block, static_cast<std::size_t>(got));
        return true;
    }

    int socket_;
    bool is_open_ = false;
    std::string pending_;
};

struct SignedIn {
    std::string cookie;
    std::string csrf;
};

std::string get(const std::string& path, const SignedIn& as) {
    return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + as.cookie + "\r\n\r\n";
}

std::string post(const std::string& path, const SignedIn& as, const std::string& body) {
    return "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + as.cookie + "\r\nX-Kith-Csrf: " + as.csrf +
           "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

/// What stands between `before` and the next `after`, from `from` on; moves `from` behind it.
std::string between(const std::string& text, std::string_view before, char after, std::size_t& from) {
    const std::size_t begin = text.find(before, from);
    if (begin == std::string::npos) return {};
    const std::size_t end = text.find(after, begin + before.size());
    if (end == std::string::npos) return {};
    from = end;
    return text.substr(begin + before.size(), end - begin - before.size());
}

SignedIn enter(Connection& connection, const std::string& token) {
    const Answer answer = connection.ask(post("/api/v1/session/link", {}, "{\"token\":\"" + token + "\"}"));
    std::size_t at = answer.head.find("et-Cookie: ") == std::string::npos ? 0 : answer.head.find("et-Cookie: ");
    SignedIn as;
    as.cookie = between(answer.head, "ookie: ", ';', at);
    at = 0;
    as.csrf = between(answer.body, "\"csrf\":\"", '"', at);
    if (as.cookie.empty() || as.csrf.empty()) {
        std::fprintf(stderr, "load: could not sign in, status %d\n", answer.status);
        std::exit(1);
    }
    return as;
}

std::vector<std::string> find_children(Connection& connection, const SignedIn& as, const std::string& purpose) {
    std::vector<std::string> children;
    for (std::string word; std::getline(std::cin, word);) {
        const std::string body = "{\"query\":\"" + word + "\",\"purpose\":\"" + purpose + "\"}";
        const Answer answer = connection.ask(post("/api/v1/children/find", as, body));
        for (std::size_t at = 0;;) {
            const std::string person = between(answer.body, "\"person\":\"", '"', at);
            if (person.empty()) break;
            children.push_back(person);
        }
    }
    return children;
}

struct Measured {
    std::vector<double> ms;
    std::uint64_t failed = 0;
    double seconds = 0;
};

template <class Next>
Measured run(int port, int connections, int seconds, const Next& next) {
    std::vector<Measured> each(static_cast<std::size_t>(connections));
    std::vector<std::thread> threads;
    const auto begin = Clock::now();
    const auto until = begin + std::chrono::seconds(seconds);
    for (std::size_t i = 0; i < each.size(); ++i) {
        threads.emplace_back([&, i] {
            Connection connection(port);
            for (std::size_t n = 0; Clock::now() < until; ++n) {
                const auto asked = Clock::now();
                const Answer answer = connection.ask(next(i, n));
                each[i].ms.push_back(std::chrono::duration<double, std::milli>(Clock::now() - asked).count());
                if (answer.status != 200) ++each[i].failed;
                if (answer.status == 0) return;
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    Measured all;
    all.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    for (const Measured& one : each) {
        all.ms.insert(all.ms.end(), one.ms.begin(), one.ms.end());
        all.failed += one.failed;
    }
    std::sort(all.ms.begin(), all.ms.end());
    return all;
}

double at_share(const Measured& measured, double share) {
    if (measured.ms.empty()) return 0;
    return measured.ms[std::min(measured.ms.size() - 1, static_cast<std::size_t>(share * measured.ms.size()))];
}

void print(const char* what, const Measured& measured) {
    std::printf("%-14s %8zu requests  %8.0f /s  p50 %7.2f ms  p99 %7.2f ms  max %7.2f ms  failed %llu\n", what,
                measured.ms.size(), static_cast<double>(measured.ms.size()) / measured.seconds, at_share(measured, 0.5),
                at_share(measured, 0.99), at_share(measured, 1), static_cast<unsigned long long>(measured.failed));
}

}  // namespace

int main(int count, char** words) {
    if (count != 6) {
        std::fprintf(stderr, "usage: load PORT TOKEN CONNECTIONS SECONDS PURPOSE < words\n");
        return 2;
    }
    const int port = std::atoi(words[1]);
    const int connections = std::clamp(std::atoi(words[3]), 1, 200);
    const int seconds = std::clamp(std::atoi(words[4]), 1, 600);
    const std::string purpose = words[5];
    Connection first(port);
    const SignedIn as = enter(first, words[2]);
    const std::vector<std::string> children = find_children(first, as, purpose);
    if (children.empty()) {
        std::fprintf(stderr, "load: no child was found\n");
        return 1;
    }
    std::printf("%zu children, %d connections, %d s each\n", children.size(), connections, seconds);
    const Measured health =
        run(port, connections, seconds, [&](std::size_t, std::size_t) { return get("/health", as); });
    print("/health", health);
    const Measured pages = run(port, connections, seconds, [&](std::size_t i, std::size_t n) {
        // A step that shares no divisor with most counts visits all children in another order per connection.
        const std::size_t child = (i * 7919 + n * 104729) % children.size();
        return get("/api/v1/children/" + children[child] + "?purpose=" + purpose, as);
    });
    print("child's page", pages);
    std::printf("a page takes %.1f times as long as /health (medians)\n", at_share(pages, 0.5) / at_share(health, 0.5));
    return pages.failed == 0 && at_share(pages, 0.99) < 50 ? 0 : 1;
}
