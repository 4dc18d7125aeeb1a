#pragma once

#include <future>
#include <system_error>
#include <type_traits>

namespace cloakroom {

/// Does `work` on another thread. Where none is to be had it is done when its answer is asked for: slower, not wrong.
/// What it throws comes with the answer; the future waits for it in any case.
template <typename Work>
[[nodiscard]] std::future<std::invoke_result_t<Work>> beside(Work work)
{
    try {
        return std::async(std::launch::async, work);
    } catch (const std::system_error&) {
        return std::async(std::launch::deferred, work);
    }
}

} // namespace cloakroom
