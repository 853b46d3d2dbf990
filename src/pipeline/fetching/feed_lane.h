#pragma once

#include "base/stage.h"
#include "pipeline/fetching/feed_reader.h"
#include "pipeline/fetching/pages_ahead.h"

namespace scan {

// Asks the next question of those that are asked ahead, if there is one, and hands the answer in.
// False: there was none.
bool read_ahead(PagesAhead& ahead, PagesAhead::Asker asker, FeedReader& feed, Clock& clock,
                std::stop_token stop);

// Reads pages ahead of the reader, beside it and other lanes. It decides nothing, so it knows neither
// lease nor cursor. While there is nothing to ask it looks up now and then.
class FeedLane final : public Stage {
public:
    // The feed is this lane's own.
    FeedLane(Feed& feed, PagesAhead& ahead, Clock& clock);

    Next step(const StopPhases& stop) override;

private:
    FeedReader feed_;
    PagesAhead& ahead_;
    Clock& clock_;
    Duration rest_;
};

}  // namespace scan
