#include "admin/api/pause_resource.h"

#include "admin/api/action_body.h"
#include "admin/api/api_answers.h"
#include "admin/api/api_routes.h"
#include "base/duration_text.h"
#include "operations/acting/pause_acts.h"

namespace scan {
namespace {

Pausable what_of(ActionBody& body) {
    const auto what = pausable_of(body.text("what").value_or(""));
    if (!what) body.refuse("what is poll or process", "what");
    return what.value_or(Pausable::poll);
}

// nullopt: until somebody resumes it.
std::optional<Duration> lasting(ActionBody& body) {
    const auto text = body.text("for");
    if (!text || text->empty()) return std::nullopt;
    const auto lasts = parse_duration(*text);
    if (!lasts) body.refuse("for is no duration like 30m or 2h", "for");
    return lasts && *lasts > Duration::zero() ? lasts : std::nullopt;
}

AdminReply pause(const AdminRequest& request, const ApiContext& context) {
    ActionBody body(request);
    const Pausable what = what_of(body);
    const auto lasts = lasting(body);
    const auto act = body.act();
    if (!act) return act.error();
    const ApiSession session = context.open();
    return told(pause_work(*session.pauses, *session.audit, context.clock, *act, what, lasts));
}

AdminReply resume(const AdminRequest& request, const ApiContext& context) {
    ActionBody body(request);
    const Pausable what = what_of(body);
    const auto act = body.act();
    if (!act) return act.error();
    const ApiSession session = context.open();
    return told(resume_work(*session.pauses, *session.audit, *act, what));
}

}  // namespace

void add_pause_routes(Router& router, const ApiContext& context) {
    add_act(router, Method::post, "/pause", context, pause);
    add_act(router, Method::post, "/resume", context, resume);
}

}  // namespace scan
