#include "adapters/sqlite/network_file_system.h"

#include <algorithm>
#include <array>

namespace scan {
namespace {

struct Row {
    std::int64_t kind;
    std::string_view name;
};

// include/uapi/linux/magic.h and the sources of each.
constexpr std::array kRows{
    Row{0x6969, "NFS"},         Row{0x517b, "SMB"},        Row{0xff534d42, "CIFS"},
    Row{0xfe534d42, "SMB"},     Row{0x564c, "NCP"},        Row{0x5346414f, "AFS"},
    Row{0x6b414653, "AFS"},     Row{0x73757245, "Coda"},   Row{0x00c36400, "Ceph"},
    Row{0x0bd00bd0, "Lustre"},  Row{0x19830326, "BeeGFS"}, Row{0x47504653, "GPFS"},
    Row{0xaad7aaea, "Panasas"}, Row{0x61636673, "ACFS"},   Row{0x7461636f, "OCFS2"},
    Row{0x01161970, "GFS2"},
};

}  // namespace

std::string_view network_file_system(std::int64_t kind) {
    const auto row = std::ranges::find(kRows, kind, &Row::kind);
    return row == kRows.end() ? std::string_view() : row->name;
}

}  // namespace scan
