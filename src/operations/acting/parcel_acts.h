#pragma once

#include <string>

#include "operations/acting/act.h"
#include "operations/ports/parcel_eraser.h"

namespace scan {

// What stands in the place of an erased text.
inline constexpr std::string_view kErased = "[erased]";

// Whether the number stands in the text as a word of its own.
bool names_parcel(std::string_view text, ParcelId parcel_id);

struct ParcelErasure {
    bool is_dry_run = false;
    ErasedParcel erased;
};

// Erases one parcel, for those who must; the audit says that somebody did, and not of which. What is
// queued or what the feed shows again brings it back.
Result<ParcelErasure> erase_parcel(ParcelEraser& eraser, AuditLog& audit, const Act& act,
                                   ParcelId parcel_id);

std::string summary(const ParcelErasure& erasure);
std::string json_text(const ParcelErasure& erasure);

}  // namespace scan
