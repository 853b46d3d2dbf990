#pragma once

namespace scan::sim {

// Thrown out of a port's call, and caught by the world that stepped the stage: the process is dead,
// nothing of it goes on.
struct ProcessDeath {};

}  // namespace scan::sim
