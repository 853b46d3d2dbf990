#include "telemetry/watched_ports.h"

#include "telemetry/cause.h"

namespace scan {
namespace {

// Fewer events are not asked for when a page is too large.
constexpr std::uint32_t kLeastLimit = 2;

class WatchedFeed final : public Feed {
public:
    WatchedFeed(Feed& inner, PortWatch watch, const CallLimits& limits)
        : inner_(inner), watch_(std::move(watch)), limit_(limits.feed) {}

    Result<FeedReply> fetch(EventId from, std::uint32_t limit, std::stop_token stop) override {
        auto reply = watch_.run("feed.fetch", limit_, std::nullopt,
                                [&] { return inner_.fetch(from, limit, std::move(stop)); });
        // A page is counted once it was read, as ok or empty.
        if (!reply) {
            watch_.metrics().add(LabelledCount::feed_requests, cause_of(reply.error().code));
        } else if (reply->kind == FeedReply::Kind::gone) {
            watch_.metrics().add(LabelledCount::feed_requests, "gone");
        } else if (reply->kind == FeedReply::Kind::too_large) {
            watch_.metrics().add(LabelledCount::feed_requests, "too_large");
            if (limit == kLeastLimit) {
                watch_.tell_board([](WorkerBoard& board, PortLine) {
                    board.raise(ConditionId::feed_page_too_large,
                                "a page of two events is larger than feed.page_bytes_max");
                });
            }
        }
        return reply;
    }

private:
    Feed& inner_;
    PortWatch watch_;
    Duration limit_;
};

class WatchedParcelStore final : public ParcelStore {
public:
    WatchedParcelStore(std::unique_ptr<ParcelStore> inner, PortWatch watch,
                       const CallLimits& limits)
        : inner_(std::move(inner)), watch_(std::move(watch)), limit_(limits.store) {}

    Result<> ping() override {
        return watch_.run("store.ping", limit_, std::nullopt, [&] { return inner_->ping(); });
    }
    Result<> apply(const StoreBatch& batch) override {
        auto applied =
            watch_.run("store.apply", limit_, std::nullopt, [&] { return inner_->apply(batch); });
        if (applied) {
            watch_.tell_board(
                [&](WorkerBoard& board, PortLine) { board.applied(batch.applied.size()); });
        }
        return applied;
    }
    Result<std::optional<ParcelSummary>> find(ParcelId parcel_id) override {
        return watch_.run("store.find", limit_, std::nullopt,
                          [&] { return inner_->find(parcel_id); });
    }

private:
    std::unique_ptr<ParcelStore> inner_;
    PortWatch watch_;
    Duration limit_;
};

class WatchedCursorStore final : public CursorStore {
public:
    WatchedCursorStore(std::unique_ptr<CursorStore> inner, PortWatch watch,
                       const CallLimits& limits)
        : inner_(std::move(inner)), watch_(std::move(watch)), limit_(limits.store) {}

    Result<bool> advance(LeaseEpoch epoch, const CursorAdvance& advance) override {
        return watch_.run("cursor.advance", limit_, Timing::cursor_advance,
                          [&] { return inner_->advance(epoch, advance); });
    }
    Result<std::optional<Cursor>> read() override {
        return watch_.run("cursor.read", limit_, std::nullopt, [&] { return inner_->read(); });
    }
    Result<> set(EventId last_event_id, std::string_view reason) override {
        return watch_.run("cursor.set", limit_, std::nullopt,
                          [&] { return inner_->set(last_event_id, reason); });
    }

private:
    std::unique_ptr<CursorStore> inner_;
    PortWatch watch_;
    Duration limit_;
};

class WatchedLease final : public Lease {
public:
    WatchedLease(std::unique_ptr<Lease> inner, PortWatch watch, const CallLimits& limits)
        : inner_(std::move(inner)), watch_(std::move(watch)), limit_(limits.store) {}

    Result<std::optional<Tenure>> acquire() override {
        return watch_.run("lease.acquire", limit_, std::nullopt, [&] { return inner_->acquire(); });
    }
    Result<bool> renew(LeaseEpoch epoch, const HolderReport& report) override {
        std::int64_t ids = 0;
        for (const IdRange& range : report.unpaid) ids += range.last.value - range.after.value;
        watch_.metrics().set(Level::unpaid_ids, static_cast<double>(ids));
        watch_.metrics().set(Level::unpaid_ranges, static_cast<double>(report.unpaid.size()));
        return watch_.run("lease.renew", limit_, Timing::lease_renew,
                          [&] { return inner_->renew(epoch, report); });
    }
    Result<> release(LeaseEpoch epoch, const HolderReport& report) override {
        return watch_.run("lease.release", limit_, std::nullopt,
                          [&] { return inner_->release(epoch, report); });
    }
    Result<std::optional<UtcTime>> caught_up_at() override {
        return watch_.run("lease.caught_up_at", limit_, std::nullopt,
                          [&] { return inner_->caught_up_at(); });
    }

private:
    std::unique_ptr<Lease> inner_;
    PortWatch watch_;
    Duration limit_;
};

class WatchedHistoryStore final : public HistoryStore {
public:
    WatchedHistoryStore(std::unique_ptr<HistoryStore> inner, PortWatch watch,
                        const CallLimits& limits)
        : inner_(std::move(inner)), watch_(std::move(watch)), limit_(limits.store) {}

    Result<Forgotten> forget(UtcTime before, std::uint32_t rows_max) override {
        return watch_.run("history.forget", limit_, std::nullopt,
                          [&] { return inner_->forget(before, rows_max); });
    }

private:
    std::unique_ptr<HistoryStore> inner_;
    PortWatch watch_;
    Duration limit_;
};

}  // namespace

std::unique_ptr<Feed> watched(Feed& feed, PortWatch watch, const CallLimits& limits) {
    return std::make_unique<WatchedFeed>(feed, std::move(watch), limits);
}

std::unique_ptr<ParcelStore> watched(std::unique_ptr<ParcelStore> store, PortWatch watch,
                                     const CallLimits& limits) {
    return std::make_unique<WatchedParcelStore>(std::move(store), std::move(watch), limits);
}

std::unique_ptr<CursorStore> watched(std::unique_ptr<CursorStore> store, PortWatch watch,
                                     const CallLimits& limits) {
    return std::make_unique<WatchedCursorStore>(std::move(store), std::move(watch), limits);
}

std::unique_ptr<Lease> watched(std::unique_ptr<Lease> lease, PortWatch watch,
                               const CallLimits& limits) {
    return std::make_unique<WatchedLease>(std::move(lease), std::move(watch), limits);
}

std::unique_ptr<HistoryStore> watched(std::unique_ptr<HistoryStore> store, PortWatch watch,
                                      const CallLimits& limits) {
    return std::make_unique<WatchedHistoryStore>(std::move(store), std::move(watch), limits);
}

}  // namespace scan
