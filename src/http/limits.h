#pragma once

// How much one caller may ask of the server. Figures a small community's machine holds with room to spare.

#include <cstddef>
#include <cstdint>

namespace kith::http {

struct Limits {
    std::size_t part_bytes_max = (8U << 20);  // of a Carries::Bytes body; an upload comes in parts
    std::size_t json_bytes_max = (1U << 20);  // of any other body
    std::size_t target_bytes_max = 4096;
    std::size_t header_bytes_max = 8192;  // of one field's value
    std::size_t header_count_max = 64;
    std::size_t connections_max = 1000;
    std::size_t waiting_max = 256;  // requests that wait for a worker; more are turned away
    std::size_t streams_max = 100;
    double requests_a_second = 50;        // of one session, on the average; 0 = any number
    double requests_at_once = 300;        // what it may have saved up
    std::uint32_t read_ms_max = 120'000;  // for a whole request to arrive, and a connection to lie idle
    std::uint32_t handle_ms_max = 600'000;
    std::uint32_t write_ms_max = 60'000;
    std::uint32_t stop_ms_max = 10'000;  // for requests under way when the server is told to stop
};

}  // namespace kith::http
