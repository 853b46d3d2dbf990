#include "admin/api/parcel_resource.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "admin/api/api_answers.h"
#include "admin/api/api_query.h"
#include "admin/api/api_routes.h"
#include "operations/conditions/time_for_people.h"
#include "operations/telling/parcel_document.h"
#include "operations/telling/parcel_list.h"

namespace scan {
namespace {

constexpr std::uint32_t kLimitUsual = 100;
constexpr std::uint32_t kLimitMax = 1000;

AdminReply parcel(const AdminRequest& request, PerThread<ParcelStore>& stores,
                  const ApiContext& context) {
    ApiQuery query(request);
    const bool with_history = query.flag("history");
    if (const auto refused = query.refused()) return *refused;
    const auto id = id_of(request);
    if (!id) return id.error();
    const auto found = stores.of(request).find(ParcelId{*id});
    if (!found) return answer_of(found.error());
    if (!*found) {
        return problem(404, "no-such-parcel",
                       fmt::format("no event of parcel {} has been applied", *id), "id");
    }
    if (!with_history) return AdminReply::json(parcel_object(**found).text());
    const auto history = context.open().parcels->history(ParcelId{*id}, kParcelEventsMax);
    if (!history) return answer_of(history.error());
    return AdminReply::json(parcel_document(**found, *history));
}

ParcelQuery query_of(ApiQuery& asked, UtcTime now) {
    ParcelQuery query{.limit = asked.number("limit", kLimitUsual, kLimitMax),
                      .page_token = asked.text("page_token")};
    if (const auto since = asked.duration("not_delivered_since"))
        query.picked_up_before = later(now, -*since);
    if (const auto since = asked.duration("not_seen_since"))
        query.not_seen_since = later(now, -*since);
    query.type = asked.text("type");
    std::ranges::transform(query.type, query.type.begin(),
                           [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return query;
}

AdminReply list(const AdminRequest& request, const ApiContext& context) {
    ApiQuery asked(request);
    const ParcelQuery query = query_of(asked, context.clock.utc_now());
    if (const auto refused = asked.refused()) return *refused;
    const auto list = list_parcels(*context.open().parcels, query);
    if (list) return AdminReply::json(parcels_document(*list));
    if (list.error().code != ErrorCode::rejected) return answer_of(list.error());
    return problem(400, "bad-parameter", list.error().message, "page_token");
}

}  // namespace

void add_parcel_routes(Router& router, PerThread<ParcelStore>& stores, const ApiContext& context) {
    add_look(router, "/parcels", context, list);
    router.add({.pattern = "/api/v1/parcels/{id}",
                .handler = [&stores, &context](const AdminRequest& asked) {
                    return parcel(asked, stores, context);
                }});
}

}  // namespace scan
