#pragma once

#include "operations/acting/list_page.h"
#include "operations/ports/job_board.h"

namespace scan {

std::string_view name_of(JobState state);
std::optional<JobState> job_state_of(std::string_view name);
bool has_ended(JobState state);

struct JobList {
    std::vector<Job> rows;
    std::optional<std::string> next_page;
};

Result<JobList> list_jobs(JobBoard& board, const PageRequest& page);
// rejected: there is none of that id.
Result<Job> show_job(JobBoard& board, std::int64_t id);

std::string json_text(const JobList& list);
std::string json_text(const Job& job);

}  // namespace scan
