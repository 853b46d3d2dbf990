#pragma once

#include <cstdint>
#include <optional>

#include "base/random.h"
#include "domain/ids.h"
#include "sim/judge/event_book.h"

namespace scan::sim {

// Faults of the feed that last for one question: as long as one does, whoever asks that question
// has the same bad answer, while all other questions are answered. A retry alone does not get over
// it. One thread.
class LastingFaults {
public:
    // The numbers are those of a scenario.
    enum class Question {
        oldest = 1,  // one event from the beginning
        single,      // one event, from anywhere
        page_with,   // whatever page holds a certain event
        below,       // from below where the cursor once was
        full,        // as many events as a worker asks for
    };
    enum class Answer { fails = 1, empty, cut, refused };
    static constexpr std::int64_t kQuestions = 5;
    static constexpr std::int64_t kAnswers = 4;

    explicit LastingFaults(const Scenario& scenario)
        : scenario_(scenario), random_(scenario.seed ^ 0x1a5720u) {}

    // One more begins, and lasts until `until`.
    void begin(const EventBook& book, EventId cursor, Instant until);
    void end() { fault_.reset(); }

    // Decides about the question that `page` would answer; nullopt: nothing.
    std::optional<Answer> answer(EventId from, std::uint32_t limit,
                                 const std::vector<EventBook::Entry*>& page, Instant now) const;

private:
    struct Fault {
        Question question;
        Answer answer;
        Instant until;
        EventId at;  // the event, or the cursor
    };

    bool is_asked(const Fault& fault, EventId from, std::uint32_t limit,
                  const std::vector<EventBook::Entry*>& page) const;

    const Scenario& scenario_;
    Random random_;
    std::optional<Fault> fault_;
};

}  // namespace scan::sim
