#pragma once

#include <string>
#include <string_view>

#include "operations/acting/act.h"
#include "operations/acting/list_page.h"
#include "operations/ports/feed_gaps.h"

namespace scan {

std::string_view name_of(GapState state);
std::optional<GapState> gap_state_of(std::string_view name);

struct FeedGapList {
    std::vector<FeedGapRecord> rows;
    std::optional<std::string> next_page;
};

Result<FeedGapList> list_feed_gaps(FeedGaps& gaps, std::optional<GapState> state,
                                   const PageRequest& page);

struct GapAcknowledgement {
    FeedGapRecord gap;  // as it stands afterwards, or would without the dry run
    bool is_dry_run = false;
    bool was_closed = false;  // already, so nothing was done
};

// A person says that the ids of this gap are lost and known to be. rejected: there is no such gap.
Result<GapAcknowledgement> acknowledge_feed_gap(FeedGaps& gaps, AuditLog& audit, const Act& act,
                                                std::int64_t id);

// How many ids are in it, at most: ids may have holes.
std::int64_t ids_max(const FeedGap& gap);

std::string json_text(const FeedGapList& list);
std::string json_text(const GapAcknowledgement& done);

}  // namespace scan
